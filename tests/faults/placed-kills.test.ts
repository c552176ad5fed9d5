import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeTestFolder, openedStore, removeTestFolder } from '#electron/adapters/sqlite/testing/opened-store.ts';
import { createRandom } from '#sim/random/seeded-random.ts';
import { type Acknowledgement, acknowledgement, findLosses } from './acts.ts';
import { needTracing } from './need-tracing.ts';
import { noteResult } from './note-result.ts';
import { findKillPlaces, type KillPlace, killAt, type PlacedKill } from './power-cuts/placed-kills.ts';
import { seedOfRun } from './seed-of-run.ts';

// The second half of P1: the store is killed right before a call that it makes to its disk, wherever that is. FITBAY_PLACED_KILLS sets how often,
// FITBAY_SEED repeats a run.

const kills = Number(process.env['FITBAY_PLACED_KILLS'] ?? '16');
const seed = seedOfRun();
const sabotagedKills = 60;
const actsBefore = 14;
const acts = 12;
const writer = fileURLToPath(new URL('./act-writer.ts', import.meta.url));
const { next: random } = createRandom(seed, 'placed kills');

let template = '';
let before: readonly Acknowledgement[] = [];
beforeEach(() => {
  template = makeTestFolder();
  before = [];
});
afterEach(() => removeTestFolder(template));

/** A store that somebody has worked in. */
function workBefore(): void {
  const run = spawnSync(process.execPath, [writer, template, 'honest', String(actsBefore)], { encoding: 'utf8' });
  before = acknowledged(run.stdout.split('\n'));
  expect(before, run.stderr).toHaveLength(actsBefore);
}

function acknowledged(lines: readonly string[]): readonly Acknowledgement[] {
  return lines
    .filter((line) => line.startsWith('ack '))
    .map((line) => acknowledgement.parse(JSON.parse(line.slice('ack '.length))));
}

function findAfterKill(
  placed: PlacedKill,
  place: KillPlace,
): { readonly faults: readonly string[]; readonly end: unknown } {
  return killAt(placed, place, (directory, said, end) => {
    const store = openedStore(directory);
    try {
      return { faults: findLosses(store, [...before, ...acknowledged(said)]), end };
    } finally {
      store.close();
    }
  });
}

/** Evenly over all calls, beginning anywhere. */
function spread(places: readonly KillPlace[], count: number): readonly KillPlace[] {
  const step = places.length / count;
  const shift = random() * step;
  return Array.from({ length: count }, (_, index) => places[Math.floor(shift + index * step)]).filter(
    (place) => place !== undefined,
  );
}

function killAndFind(count: number): void {
  const places = findKillPlaces(writing('honest'));
  for (const place of spread(places, count)) {
    const { faults, end } = findAfterKill(writing('honest'), place);
    expect(faults, JSON.stringify(place)).toEqual([]);
    // Now and then a run makes a call less than the one that was counted.
    expect(['SIGKILL', 137, 0], JSON.stringify(place)).toContain(end);
  }
}

const writing = (way: string): PlacedKill => ({
  program: (directory) => [writer, directory, way, String(acts)],
  template,
});

describe(`STA-4 P1 killed before a call to the disk (seed ${seed})`, { timeout: 3_600_000 }, () => {
  it(`loses nothing that was acknowledged in ${kills} kills, and no half act is left`, (context) => {
    needTracing(context);
    const fresh = Math.floor(kills * 0.2);
    killAndFind(fresh);
    workBefore();
    killAndFind(kills - fresh);
    noteResult({ promise: 'P1', fault: 'store killed before a call to the disk', times: kills, lost: 0 });
  });

  it.for(['acknowledge-before-commit', 'two-transactions'] as const)('P41 notices %s', (way, context) => {
    needTracing(context);
    workBefore();
    const places = findKillPlaces(writing(way)).filter(({ call }) => call === 'fsync' || call === 'fdatasync');
    const found = spread(places, sabotagedKills).some((place) => findAfterKill(writing(way), place).faults.length > 0);
    expect(found).toBe(true);
  });
});
