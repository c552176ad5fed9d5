import { readFileSync } from 'node:fs';

/**
 * The most memory that this process ever held, in MB of 10^6 bytes. Linux counts `maxRSS` from before a program became what it is, so a child
 * of a large process is told its parent's; the high-water mark of its own pages begins anew. Its text is put into
 * programs that must not load a module of ours: nothing but `readFileSync` may be named from outside.
 */
export function peakMegabytes(): number {
  const [, kibibytes] =
    process.platform === 'linux' ? (/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? []) : [];
  return ((kibibytes === undefined ? process.resourceUsage().maxRSS : Number(kibibytes)) * 1_024) / 1e6;
}
