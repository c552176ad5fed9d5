import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, type TestContext } from 'vitest';
import { makeTestFolder, removeTestFolder } from '#electron/adapters/sqlite/testing/opened-store.ts';
import { createRandom } from '#sim/random/seeded-random.ts';
import { needTracing } from './need-tracing.ts';
import { noteResult } from './note-result.ts';
import { recordDisk } from './power-cuts/disk-log.ts';
import { cutRealPower } from './power-cuts/reflink-cuts.ts';
import { makeReflinkDisk, type ReflinkDisk } from './power-cuts/reflink-disk.ts';
import { cutPower } from './power-cuts/write-log-cuts.ts';
import { seedOfRun } from './seed-of-run.ts';

// P2 in two ways. The disk that is copied at one moment shows what really reaches a disk, and needs a machine that can do that. The recorded disk shows
// what might be left of it, in any order and torn at any sector, and needs strace only. Neither cuts real power, nor does a disk here lie about its
// flush. FITBAY_POWER_CUTS and FITBAY_LOG_CUTS set the numbers, FITBAY_SEED repeats a run.

const powerCuts = Number(process.env['FITBAY_POWER_CUTS'] ?? '6');
const logCuts = Number(process.env['FITBAY_LOG_CUTS'] ?? '60');
const seed = seedOfRun();
const sabotagedCuts = 40;
/** So that the write-ahead log is copied back into the database more than once. */
const actsRecorded = 200;
const cutsPerRecording = 1_000;
const writer = fileURLToPath(new URL('./act-writer.ts', import.meta.url));
const randomOf = (use: string) => createRandom(seed, use).next;

let directory = '';
let disk: ReflinkDisk | null = null;
beforeEach(() => {
  directory = makeTestFolder();
});
afterEach(() => {
  removeTestFolder(directory);
  disk?.remove();
  disk = null;
});

type Way = 'honest' | 'acknowledge-before-commit' | 'synchronous-normal';

function record(way: Way) {
  removeTestFolder(directory);
  directory = makeTestFolder();
  const { events, exitCode, complaints } = recordDisk(directory, [writer, directory, way, String(actsRecorded)]);
  expect(exitCode, complaints).toBe(0);
  return events;
}

/** Leaves the test out by name where no such disk can be made: that is a right of the machine and mostly nothing that could be installed. */
function needReflinkDisk(context: TestContext): ReflinkDisk {
  const making = makeReflinkDisk();
  if (making.kind === 'not-possible') {
    context.skip(`no disk can be copied at one moment here (${making.detail})`);
  }
  disk = making.disk;
  return making.disk;
}

describe(`STA-4 P2 a power cut, by what was written and synced (seed ${seed})`, { timeout: 3_600_000 }, () => {
  it(`loses nothing that was acknowledged, and leaves no half act, in ${logCuts} cuts`, (context) => {
    needTracing(context);
    let acknowledged = 0;
    for (let done = 0; done < logCuts; done += cutsPerRecording) {
      const cuts = Math.min(cutsPerRecording, logCuts - done);
      const found = cutPower({ events: record('honest'), cuts, random: randomOf(`log cuts ${done}`) });
      expect(found.faults).toEqual([]);
      acknowledged += found.acknowledged;
    }
    expect(acknowledged).toBeGreaterThan(actsRecorded / 2);
    noteResult({ promise: 'P2', fault: 'power cut (recorded disk, torn sectors)', times: logCuts, lost: 0 });
  });

  it.for(['synchronous-normal', 'acknowledge-before-commit'] as const)('P41 notices %s', (way, context) => {
    needTracing(context);
    const found = cutPower({ events: record(way), cuts: sabotagedCuts, random: randomOf(way) });
    expect(found.faults).not.toEqual([]);
  });
});

describe(`STA-4 P2 a power cut, by what has reached the disk (seed ${seed})`, { timeout: 3_600_000 }, () => {
  it(`loses nothing that was acknowledged in ${powerCuts} cuts`, async (context) => {
    const found = await cutRealPower({
      disk: needReflinkDisk(context),
      program: (folder) => [writer, folder, 'honest'],
      cuts: powerCuts,
      random: randomOf('power cuts'),
    });
    console.info(`${found.cuts} power cuts, ${found.acknowledged} acts acknowledged`);
    expect(found.faults).toEqual([]);
    expect(found.acknowledged).toBeGreaterThan(0);
    noteResult({ promise: 'P2', fault: 'power cut (picture of the disk)', times: powerCuts, lost: 0 });
  });

  it('P41 notices a store that leaves it to the system when it writes', async (context) => {
    const found = await cutRealPower({
      disk: needReflinkDisk(context),
      program: (folder) => [writer, folder, 'synchronous-normal'],
      cuts: sabotagedCuts,
      random: randomOf('careless'),
    });
    expect(found.faults).not.toEqual([]);
  });
});
