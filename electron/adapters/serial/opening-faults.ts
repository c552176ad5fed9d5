import type { LinkOpening } from '#core/ports/byte-link.ts';

/**
 * The operating system's words for a port that does not open, as the port's own outcomes. The bindings carry no error codes,
 * only the text of strerror (Linux, macOS) or their own (Windows). Null for an error that nobody has seen yet: that one is
 * a bug until somebody has.
 */
export function openingFault(path: string, error: Error): Exclude<LinkOpening, { readonly kind: 'opened' }> | null {
  const found = FAULTS.find(({ words }) => words.test(error.message));
  return found === undefined ? null : { kind: found.kind, detail: `${path}: ${error.message}` };
}

const FAULTS = [
  // Numbers are those of Windows: 32 a sharing violation, 170 busy.
  {
    kind: 'busy',
    words: /cannot lock port|temporarily unavailable|resource busy|access denied|unknown error code (?:32|170)\b/i,
  },
  // An input/output error at opening is a device that went away in the same moment. On Windows 3 is a path that is not there, 31 a device
  // that does not work, 121 one that does not answer its driver, 433 and 1167 one that is gone.
  {
    kind: 'not-found',
    words: /no such file|no such device|file not found|input\/output error|unknown error code (?:3|31|121|433|1167)\b/i,
  },
  { kind: 'no-rights', words: /permission denied|operation not permitted/i },
  {
    kind: 'not-a-port',
    words: /inappropriate ioctl|is a directory|not a typewriter|invalid argument|parameter is incorrect|not a tty/i,
  },
] as const;
