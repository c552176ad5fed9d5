import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { removeTestFolder } from '#electron/adapters/sqlite/testing/opened-store.ts';
import { createRandom } from '#sim/random/seeded-random.ts';
import { findMixed, type KnownStates, knownStatesFrom } from './migrations/find-mixed.ts';
import { makeOldDatabase, schemaVersions } from './migrations/schema-fixtures.ts';
import { needTracing } from './need-tracing.ts';
import { noteResult } from './note-result.ts';
import { type CrashModel, createCrashModel } from './power-cuts/crash-states.ts';
import { type DiskLog, recordDisk } from './power-cuts/disk-log.ts';
import { makeMemoryFolder } from './power-cuts/memory-folder.ts';
import { findKillPlaces, killAt } from './power-cuts/placed-kills.ts';
import { seedOfRun } from './seed-of-run.ts';

// P7: a database of every schema that there was is opened by today's program, which is stopped at every call to the disk. The recording of one run
// shows what every such stop leaves, by a kill and by a power cut; real kills at real syncs show that the recording is right. FITBAY_MIGRATION_STOPS is
// the number of stops per version, 0 for every call; FITBAY_MIGRATION_KILLS that of real kills; FITBAY_SEED repeats a run.

const stops = Number(process.env['FITBAY_MIGRATION_STOPS'] ?? '6');
const kills = Number(process.env['FITBAY_MIGRATION_KILLS'] ?? '4');
const seed = seedOfRun();
const sabotagedStops = 200;
const program = fileURLToPath(new URL('./migrations/open-program.ts', import.meta.url));
const { next: random } = createRandom(seed, 'migrations');
const newest = Math.max(...schemaVersions);
const oldVersions = schemaVersions.filter((version) => version < newest);

let place = '';
beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'fitbay-migration-'));
});
afterEach(() => removeTestFolder(place));

/** A folder in this test's place with the database of that version. */
function oldFolder(version: number): string {
  const directory = mkdtempSync(join(place, `schema-${version}-`));
  makeOldDatabase(version, join(directory, 'station.sqlite'));
  return directory;
}

function record(version: number, way: string): DiskLog {
  const directory = oldFolder(version);
  const recording = recordDisk(directory, [program, directory, way]);
  expect(recording.exitCode, recording.complaints).toBe(0);
  return recording;
}

function findAfter(leave: (directory: string) => void, known: KnownStates): readonly string[] {
  const directory = makeMemoryFolder();
  try {
    leave(directory);
    return findMixed(directory, known);
  } finally {
    removeTestFolder(directory);
  }
}

interface Stops {
  readonly log: DiskLog;
  readonly known: KnownStates;
  /** 0: after every event. */
  readonly most: number;
}

/** Stops at places of chance, or at all; each as a kill and as a power cut. What was wrong after the first that showed anything. */
function stopAndFind({ log: { events, before }, known, most }: Stops): {
  readonly faults: readonly string[];
  readonly stops: number;
} {
  const model = createCrashModel();
  let made = 0;
  for (const [index, event] of events.entries()) {
    model.apply(event);
    if (index >= before && (most === 0 || random() < most / (events.length - before))) {
      made += 2;
      const faults = findAtStop(model, known);
      if (faults.length > 0) {
        return { faults: [`after event ${index} of ${events.length}`, ...faults], stops: made };
      }
    }
  }
  return { faults: [], stops: made };
}

function findAtStop(model: CrashModel, known: KnownStates): readonly string[] {
  const killed = findAfter((directory) => model.leaveAfterKill(directory), known);
  return killed.length > 0 ? killed : findAfter((directory) => model.leaveAfterPowerCut(directory, random), known);
}

describe(`STA-4 P7 a migration that is cut off (seed ${seed})`, { timeout: 3_600_000 }, () => {
  it(`leaves the old or the new schema from each of ${oldVersions.length} versions, by kill and by power cut`, (context) => {
    needTracing(context);
    let made = 0;
    for (const version of oldVersions) {
      const known = knownStatesFrom(version, mkdtempSync(join(place, 'known-')));
      const found = stopAndFind({ log: record(version, 'whole'), known, most: stops });
      expect(found.faults, `from version ${version}`).toEqual([]);
      made += found.stops;
    }
    console.info(`${made} stops in migrations from ${oldVersions.join(', ')} to ${newest}`);
    noteResult({ promise: 'P7', fault: `migration cut off (${oldVersions.length} versions)`, times: made, lost: 0 });
  });

  it(`leaves the old or the new schema in ${kills} real kills at a sync`, (context) => {
    needTracing(context);
    for (let kill = 0; kill < kills; kill += 1) {
      const version = oldVersions[kill % oldVersions.length] ?? newest;
      const known = knownStatesFrom(version, mkdtempSync(join(place, 'known-')));
      const placed = { template: oldFolder(version), program: (directory: string) => [program, directory, 'whole'] };
      const syncs = findKillPlaces(placed).filter(({ call }) => call === 'fsync' || call === 'fdatasync');
      const at = syncs[Math.floor(random() * syncs.length)];
      expect(at).toBeDefined();
      if (at !== undefined) {
        expect(
          killAt(placed, at, (directory) => findMixed(directory, known)),
          `${version} ${at.when}`,
        ).toEqual([]);
      }
    }
    noteResult({ promise: 'P7', fault: 'migration killed at a sync', times: kills, lost: 0 });
  });

  it('P41 notices a migration that is written statement by statement', (context) => {
    needTracing(context);
    const [version = newest] = oldVersions;
    const known = knownStatesFrom(version, mkdtempSync(join(place, 'known-')));
    const { faults } = stopAndFind({ log: record(version, 'piecemeal'), known, most: sabotagedStops });
    expect(faults).not.toEqual([]);
  });
});
