import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { z } from 'zod';
import { bundleCommandLine, runVerifyCommand, stationNodeOptions } from './audit-verify-command.ts';
import type { Figure } from './figure.ts';

const run = promisify(execFile);
const program = fileURLToPath(new URL('../audit-verify-process.ts', import.meta.url));

const checked = z.strictObject({
  entries: z.number().int(),
  seconds: z.number(),
  /** Of the processor: tells the same on a machine that is busy with other things. */
  cpuSeconds: z.number(),
  longestPauseSeconds: z.number(),
  /** With the data folder opened. */
  megabytesOpened: z.number(),
  peakMegabytes: z.number(),
});

/**
 * Checks the whole chain of the data folder in processes of their own: by the command from source and bundled, by an opened station that
 * its page asks, and by the raw peer.
 */
export async function measureAuditVerify(directory: string, entries: number): Promise<readonly Figure[]> {
  const raw = await check(directory, 'raw');
  const source = await runVerifyCommand('electron/cli.ts', directory);
  const bundled = await runVerifyCommand(await bundleCommandLine(), directory);
  const station = await check(directory, 'station');
  for (const checked of [raw.entries, source.entries, bundled.entries, station.entries]) {
    if (checked < entries) {
      throw new Error(`checked ${checked} entries instead of ${entries}`);
    }
  }
  const peer = 'raw read and hash';
  const beside = (median: number) => ({ what: peer, median });
  return [
    figure(`${peer}: time`, [raw.seconds, 's']),
    figure(`${peer}: processor time`, [raw.cpuSeconds, 's']),
    figure(`${peer}: peak memory`, [raw.peakMegabytes, 'MB']),
    figure('fitbay audit verify, bundled: time', [bundled.seconds, 's'], beside(raw.seconds)),
    figure('fitbay audit verify, bundled: processor time', [bundled.cpuSeconds, 's'], beside(raw.cpuSeconds)),
    figure('fitbay audit verify, bundled: peak memory', [bundled.peakMegabytes, 'MB'], beside(raw.peakMegabytes)),
    figure('fitbay audit verify, from source: time', [source.seconds, 's'], beside(raw.seconds)),
    figure('fitbay audit verify, from source: processor time', [source.cpuSeconds, 's'], beside(raw.cpuSeconds)),
    figure('fitbay audit verify, from source: peak memory', [source.peakMegabytes, 'MB'], beside(raw.peakMegabytes)),
    figure('station, from source: memory before the check', [station.megabytesOpened, 'MB']),
    figure('station, from source: time', [station.seconds, 's'], beside(raw.seconds)),
    figure('station, from source: peak memory', [station.peakMegabytes, 'MB'], beside(raw.peakMegabytes)),
    figure('station: longest time without an answer to anybody', [station.longestPauseSeconds, 's']),
  ];
}

async function check(directory: string, who: 'station' | 'raw'): Promise<z.infer<typeof checked>> {
  const { stdout } = await run(process.execPath, [...stationNodeOptions, program, directory, who]);
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
