import { cpSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { CloudClient } from '#core/ports/cloud-client.ts';
import { makeTestFolder, removeTestFolder } from '#electron/adapters/sqlite/testing/opened-store.ts';
import { createRandom, type SeededRandom } from '#sim/random/seeded-random.ts';
import { noteResult } from './note-result.ts';
import { seedOfRun } from './seed-of-run.ts';
import { enrolAnew } from './wired/enrol-anew.ts';
import { findInexact, type MadeTransfer } from './wired/find-inexact.ts';
import { openWiredSite, type WiredSite } from './wired/wired-site.ts';
import { openWiredStation, type WiredStation, type WiredStationOptions } from './wired/wired-station.ts';

// P18: the disk of a station is copied while it waits for nothing. Either both disks go on, or the copy is put back when the station has long gone on
// without it. FITBAY_CLONES sets how often, FITBAY_SEED repeats a run.

const clones = Number(process.env['FITBAY_CLONES'] ?? '4');
const seed = seedOfRun();
const mostTries = 10;

let site: WiredSite;
const folders: string[] = [];
beforeAll(async () => {
  site = await openWiredSite();
});
afterEach(() => {
  for (const folder of folders.splice(0)) {
    removeTestFolder(folder);
  }
});
afterAll(() => site.close());

/** A disk, and what was done on it that the cloud must know in the end. */
interface Disk {
  readonly directory: string;
  readonly id: string;
  generation: number;
  readonly made: { readonly id: WiredStation['applied'][number]['operationId']; readonly unit: string }[];
  readonly settled: Map<string, MadeTransfer['verdict']>;
}

async function startOn(disk: Disk, options: WiredStationOptions = {}): Promise<WiredStation> {
  return openWiredStation(site, { ...options, on: disk });
}

async function workOn(station: WiredStation, disk: Disk, acts: number): Promise<void> {
  for (const unit of await site.addUnits(acts)) {
    disk.made.push({ id: station.transfer(unit), unit });
  }
}

/** Ends the program and keeps what it has heard. */
async function leave(station: WiredStation, disk: Disk): Promise<void> {
  for (const { id } of disk.made) {
    const verdict = station.store.operation(id)?.verdict ?? null;
    if (verdict !== null) {
      disk.settled.set(id, verdict);
    }
  }
  await station.stop();
}

async function newDisk(random: SeededRandom): Promise<Disk> {
  const directory = makeTestFolder();
  folders.push(directory);
  const id = `station-${random.between(1, 1_000_000_000)}-${folders.length}`;
  const disk: Disk = { directory, id, generation: 0, made: [], settled: new Map() };
  disk.generation = await enrolAnew(site, disk);
  return disk;
}

function copyOf(disk: Disk): Disk {
  const directory = makeTestFolder();
  folders.push(directory);
  cpSync(disk.directory, directory, { recursive: true });
  return { ...disk, directory, made: [], settled: new Map() };
}

interface Copying {
  readonly random: SeededRandom;
  readonly isClone: boolean;
  /** Of the disk that must be caught. */
  readonly caught?: WiredStationOptions;
}

/** One disk copied once. What went wrong; empty when the second disk was caught and nothing is lost. */
async function copyAndCatch({ random, isClone, caught }: Copying): Promise<readonly string[]> {
  const disk = await newDisk(random);
  const before = await startOn(disk);
  await workOn(before, disk, random.between(1, 4));
  await before.drain(mostTries);
  await leave(before, disk);
  const copy = copyOf(disk);

  const first = await startOn(disk);
  await workOn(first, disk, random.between(1, 4));
  await first.drain(mostTries);
  await (isClone ? workOn(first, disk, 2) : Promise.resolve());

  const second = await startOn(copy, caught);
  await workOn(second, copy, random.between(1, 4));
  const { state } = await second.engine.runNow();
  const decided = copy.made.filter(({ id }) => second.store.operation(id)?.verdict !== null);
  const wrongs = [
    ...(state === 'halted' ? [] : [`the second disk is ${state}`]),
    ...(decided.length === 0 ? [] : [`${decided.length} of its operations were decided`]),
  ];
  await leave(second, copy);
  await leave(first, disk);
  return wrongs.length > 0 ? wrongs : enrolAndCount(isClone ? [copy, disk] : [copy], [copy, disk]);
}

/** Each disk is enrolled anew and sends what it had not sent; then everything that was done on any of them is there, once. */
async function enrolAndCount(enrolled: readonly Disk[], all: readonly Disk[]): Promise<readonly string[]> {
  const wrongs: string[] = [];
  for (const disk of enrolled) {
    disk.generation = await enrolAnew(site, disk);
    const station = await startOn(disk);
    await station.drain(mostTries);
    const { state, pending } = station.engine.status();
    if (state !== 'online' || pending > 0) {
      wrongs.push(`enrolled anew it is ${state} with ${pending} waiting`);
    }
    await leave(station, disk);
  }
  const transfers = all.flatMap(({ made, settled }) =>
    made.map(({ id, unit }) => ({ id, unit, verdict: settled.get(id) ?? null })),
  );
  return [...wrongs, ...(await findInexact(site, transfers))];
}

describe(`STA-3 P18 a disk that was copied (seed ${seed})`, () => {
  it(`is caught at its first push ${clones} times of ${clones}, and enrolled anew it has lost nothing`, {
    timeout: 120_000 + clones * 30_000,
  }, async () => {
    const random = createRandom(seed, 'clones');
    for (let clone = 0; clone < clones; clone += 1) {
      const isClone = clone % 2 === 0;
      expect(await copyAndCatch({ random, isClone }), isClone ? 'clone' : 'restore').toEqual([]);
    }
    noteResult({ promise: 'P18', fault: 'cloned or restored disk', times: clones, lost: 0 });
  });

  it('P41 notices a cloud that does not tell disks apart', { timeout: 120_000 }, async () => {
    const careless = (cloud: CloudClient): CloudClient => ({
      ...cloud,
      async push(request, cancel) {
        const answer = await cloud.push(request, cancel);
        return answer.kind === 'forked' ? { kind: 'unreachable', detail: 'nothing is said of it' } : answer;
      },
    });
    const random = createRandom(seed, 'careless');
    expect(await copyAndCatch({ random, isClone: true, caught: { wrapCloud: careless } })).not.toEqual([]);
  });

  it('P41 notices a station that numbers anew and drops what waited', { timeout: 120_000 }, async () => {
    const random = createRandom(seed, 'dropping');
    const disk = await newDisk(random);
    const station = await startOn(disk);
    await workOn(station, disk, 2);
    await leave(station, disk);
    // A backup of the empty station is put back instead of the disk that holds the work.
    const fresh = { ...(await newDisk(random)), made: disk.made };
    expect(await enrolAndCount([fresh], [fresh])).not.toEqual([]);
  });
});
