import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { rolldown } from 'rolldown';
import { loadConfig } from 'rolldown/config';
import { z } from 'zod';
import { stationFile, writeStationFile } from '#electron/compose/station-file.ts';
import { benchIdentity } from './bench-station.ts';
import { peakMegabytes } from './peak-memory.ts';
import { partnerId } from './world.ts';

// `fitbay audit verify` as a program, with the options of Node that `npm run fitbay` gives it: once from source, as a checkout runs it, and
// once bundled by the instructions of the desktop's own bundles, without type stripping and a file per module.

const run = promisify(execFile);
const projectRoot = join(import.meta.dirname, '..', '..');

const { scripts } = z
  .object({ scripts: z.object({ fitbay: z.string() }) })
  .parse(JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')));

/** What stands between the door and the script in package.json. */
export const stationNodeOptions = scripts.fitbay.split(' ').filter((word) => word.startsWith('--'));

export interface VerifyRun {
  readonly entries: number;
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly peakMegabytes: number;
}

/** Says at its end what it took; a bundle has no such word of its own. */
const witness = `data:text/javascript,${encodeURIComponent(`
import { readFileSync } from 'node:fs';
${String(peakMegabytes)}
process.on('exit', () => {
  const { user, system } = process.cpuUsage();
  process.stderr.write(JSON.stringify({ cpuSeconds: (user + system) / 1e6, peakMegabytes: peakMegabytes() }));
});`)}`;
const taken = z.object({ cpuSeconds: z.number(), peakMegabytes: z.number() });
const finding = z.object({ kind: z.literal('intact'), entries: z.number().int() });

/** One run over the data folder by a program of the project, named from its root. */
export async function runVerifyCommand(program: string, directory: string): Promise<VerifyRun> {
  describeStation(directory);
  const words = ['audit', 'verify', '--json', '--data', directory];
  const startedMs = performance.now();
  const { stdout, stderr } = await run(
    process.execPath,
    [...stationNodeOptions, '--import', witness, join(projectRoot, program), ...words],
    { cwd: projectRoot },
  );
  const seconds = (performance.now() - startedMs) / 1_000;
  return { entries: finding.parse(JSON.parse(stdout)).entries, seconds, ...taken.parse(JSON.parse(stderr)) };
}

/** The command line under `dist/`, where it finds the packages that stay outside of bundles. */
export async function bundleCommandLine(): Promise<string> {
  const configuration = await loadConfig(join(projectRoot, 'rolldown.config.ts'));
  const station = (typeof configuration === 'function' ? [] : [configuration].flat()).find(({ input }) =>
    Object.keys(input ?? {}).includes('station'),
  );
  if (station === undefined) {
    throw new Error('the bundles of the desktop have no station any more');
  }
  const bundle = await rolldown({
    ...station,
    input: { fitbay: 'electron/cli.ts' },
    cwd: projectRoot,
    onLog: () => {},
  });
  await bundle.write({
    dir: join(projectRoot, 'dist', 'bench'),
    format: 'esm',
    entryFileNames: '[name].mjs',
    chunkFileNames: '[name].mjs',
  });
  await bundle.close();
  return 'dist/bench/fitbay.mjs';
}

/** The command asks who the station of a folder is; the rest of the bench says it itself. */
function describeStation(directory: string): void {
  if (!existsSync(join(directory, 'station.json'))) {
    const names = {
      name: 'Bench',
      place: 'Hall',
      organizationId: partnerId,
      cloudUrl: 'http://127.0.0.1:9',
      demo: false,
    };
    writeStationFile(directory, stationFile.parse({ version: 2, ...benchIdentity, ...names }));
  }
}
