import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { z } from 'zod';
import type { Figure } from './figure.ts';

const run = promisify(execFile);
const program = fileURLToPath(new URL('../audit-verify-process.ts', import.meta.url));

const checked = z.strictObject({
  entries: z.number().int(),
  seconds: z.number(),
  /** Of the processor: tells the same on a machine that is busy with other things. */
  cpuSeconds: z.number(),
  longestPauseSeconds: z.number(),
  /** Of the program alone, before it read anything. */
  megabytesBefore: z.number(),
  /** With the data folder opened. */
  megabytesOpened: z.number(),
  peakMegabytes: z.number(),
});

/** Checks the whole chain of the data folder, by the station and by the raw peer, each in a process of its own. */
export async function measureAuditVerify(directory: string, entries: number): Promise<readonly Figure[]> {
  const raw = await check(directory, 'raw');
  const station = await check(directory, 'station');
  if (raw.entries !== station.entries || station.entries < entries) {
    throw new Error(`checked ${station.entries} and ${raw.entries} entries instead of ${entries}`);
  }
  const peer = 'raw read and hash';
  return [
    figure(`${peer}: time`, [raw.seconds, 's']),
    figure(`${peer}: processor time`, [raw.cpuSeconds, 's']),
    figure('audit verify: processor time', [station.cpuSeconds, 's'], { what: peer, median: raw.cpuSeconds }),
    figure('memory of the program before', [station.megabytesBefore, 'MB']),
    figure('memory of the opened station, before the check', [station.megabytesOpened, 'MB']),
    figure(`${peer}: peak memory`, [raw.peakMegabytes, 'MB']),
    figure('audit verify: time', [station.seconds, 's'], { what: peer, median: raw.seconds }),
    figure('audit verify: peak memory', [station.peakMegabytes, 'MB'], { what: peer, median: raw.peakMegabytes }),
    figure('audit verify: longest time without an answer to anybody', [station.longestPauseSeconds, 's']),
  ];
}

async function check(directory: string, who: 'station' | 'raw'): Promise<z.infer<typeof checked>> {
  const { stdout } = await run(process.execPath, [program, directory, who]);
  return checked.parse(JSON.parse(stdout));
}

function figure(
  what: string,
  [value, unit]: readonly [number, Figure['unit']],
  peer?: { readonly what: string; readonly median: number },
): Figure {
  return {
    section: 'Audit verify: the whole chain of 1,000,000 entries, in a process of its own',
    what,
    unit,
    median: value,
    p95: null,
    repetitions: 1,
    peer: peer === undefined ? null : { ...peer, ratio: value / peer.median },
  };
}
