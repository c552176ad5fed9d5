import { existsSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { verifyChain } from '#core/domain/audit/verify-chain.ts';
import type { OperationVerdict } from '#core/domain/sync/operation.ts';
import { operationId, organizationId, stationId } from '#core/kernel/entity-ids.ts';
import type { StationStore } from '#core/ports/station-store.ts';
import { systemClock } from '#electron/adapters/clock/system-clock.ts';
import { createStorage } from '#electron/adapters/sqlite/create-storage.ts';
import { storeOptions } from '#electron/adapters/sqlite/testing/opened-store.ts';
import { sampleAudit, sampleSession, sampleTransfer } from '#electron/adapters/sqlite/testing/sample-records.ts';
import { openSafely, type SafeOpening } from '#electron/compose/open-safely.ts';
import { readStationFile, type StationFile, writeStationFile } from '#electron/compose/station-file.ts';

// A station's folder as a working day leaves it, the ways in which it may be damaged, and what must be true after the next start.

const file: StationFile = {
  version: 2,
  stationId: stationId.parse('bench-3'),
  generation: 1,
  name: 'Bench 3',
  place: 'Hall North',
  organizationId: organizationId.parse('organization-1'),
  cloudUrl: 'http://127.0.0.1:9',
  demo: false,
};

export function openFolder(directory: string): SafeOpening {
  const reading = readStationFile(directory);
  if (reading.kind !== 'read') {
    throw new Error(`no station: ${reading.kind}`);
  }
  const { clock, ids, log } = storeOptions(directory);
  return openSafely({ directory, file: reading.file, clock, ids, log });
}

export function openedFolder(directory: string): Extract<SafeOpening, { kind: 'opened' }> {
  const opening = openFolder(directory);
  if (opening.kind !== 'opened') {
    throw new Error(`the store did not open: ${JSON.stringify(opening)}`);
  }
  return opening;
}

export interface Day {
  /** Ids of operations that wait when the day ends. */
  readonly waiting: readonly string[];
  readonly answered: readonly string[];
}

/** Ten acts, a backup, ten more; the cloud has judged every third of them. Killed at the end, so that the WAL lies there. */
export async function workADay(directory: string, endsClean: boolean): Promise<Day> {
  writeStationFile(directory, file);
  const { opened } = openedFolder(directory);
  const { store, care } = opened;
  const storage = createStorage({ ...storeOptions(directory), store, care, limits: noReserve });
  const queue = (from: number, to: number): void => {
    for (let number = from; number <= to; number += 1) {
      act(store, number);
    }
  };
  queue(1, 10);
  answer(store, [3, 6, 9]);
  const backup = await storage.backUp();
  if (backup.kind !== 'written') {
    throw new Error(`no backup: ${backup.detail}`);
  }
  queue(11, 20);
  answer(store, [12, 15, 18]);
  const day = {
    waiting: store.pendingOperations(1_000).map(({ id }) => id),
    answered: [3, 6, 9, 12, 15, 18].map((number) => `operation-${number}`),
  };
  const wal = join(directory, 'station.sqlite-wal');
  const [keptWal, keptDatabase] = [wal, join(directory, 'station.sqlite')].map((path) => readFileSync(path));
  store.close();
  if (!endsClean && keptWal !== undefined && keptDatabase !== undefined) {
    writeFileSync(join(directory, 'station.sqlite'), keptDatabase);
    writeFileSync(wal, keptWal);
  }
  return day;
}

export const noReserve = { reserveBytes: 0, lowBytes: 0 };

export function act(store: StationStore, number: number): void {
  store.transact((write) => {
    write.saveSession(sampleSession(number));
    write.enqueue(sampleTransfer(number, number));
    write.appendAudit({ ...sampleAudit(number), operationId: `operation-${number}` });
  });
}

export function answer(store: StationStore, numbers: readonly number[]): void {
  for (const number of numbers) {
    const verdict: OperationVerdict = {
      operationId: operationId.parse(`operation-${number}`),
      verdict: 'applied',
      code: null,
      by: null,
      ownerEpoch: 2,
      decidedAt: systemClock.now(),
    };
    store.transact((write) => write.setVerdict(verdict));
  }
}

const pageBytes = 4096;

/** Ways in which a disk, a crash of the machine, or a hand damages the folder. */
export const damages: Readonly<Record<string, (directory: string, random: () => number) => void>> = {
  'a page of noise': (directory, random) => {
    overwrite(directory, Math.floor(random() * pagesOf(directory)) * pageBytes, pageBytes, () => random() * 256);
  },
  'a page of zeros': (directory, random) => {
    overwrite(directory, Math.floor(random() * pagesOf(directory)) * pageBytes, pageBytes, () => 0);
  },
  'forty flipped bytes': (directory, random) => {
    const size = statSync(databaseOf(directory)).size;
    for (let flip = 0; flip < 40; flip += 1) {
      overwrite(directory, Math.floor(random() * size), 1, (before) => before ^ (1 + Math.floor(random() * 255)));
    }
  },
  'a header of another program': (directory) => overwrite(directory, 0, 100, () => 0x41),
  'the end cut off': (directory, random) => {
    truncateSync(databaseOf(directory), Math.floor(random() * statSync(databaseOf(directory)).size));
  },
  'the WAL gone': (directory) => rmSync(`${databaseOf(directory)}-wal`, { force: true }),
  'the WAL cut': (directory, random) => {
    const wal = `${databaseOf(directory)}-wal`;
    if (existsSync(wal)) {
      truncateSync(wal, Math.floor(random() * statSync(wal).size));
    }
  },
  'the database gone': (directory) => {
    rmSync(databaseOf(directory), { force: true });
    rmSync(`${databaseOf(directory)}-wal`, { force: true });
  },
};

function databaseOf(directory: string): string {
  return join(directory, 'station.sqlite');
}

function pagesOf(directory: string): number {
  return Math.max(1, Math.floor(statSync(databaseOf(directory)).size / pageBytes));
}

function overwrite(directory: string, at: number, length: number, change: (before: number) => number): void {
  const bytes = readFileSync(databaseOf(directory));
  for (let index = at; index < Math.min(at + length, bytes.length); index += 1) {
    bytes.writeUInt8(change(bytes.readUInt8(index)) & 0xff, index);
  }
  writeFileSync(databaseOf(directory), bytes);
}

/** What is wrong after the next start; empty when nothing is. */
export function findWrongs(store: StationStore, day: Day): readonly string[] {
  const pending = store.pendingOperations(1_000);
  const known = new Set([...day.waiting, ...day.answered]);
  const here = new Set(pending.map(({ id }): string => id));
  const chain = verifyChain(store.auditFrom(1, 100_000), { head: store.auditHead() });
  return [
    ...day.waiting.filter((id) => !here.has(id)).map((id) => `${id} is lost`),
    ...pending.filter(({ id }) => !known.has(id)).map(({ id }) => `${id} was invented`),
    ...pending.filter(({ seq }, index) => index > 0 && seq <= (pending[index - 1]?.seq ?? 0)).map(() => 'numbers fall'),
    ...(chain.kind === 'intact' ? [] : [`audit chain ${chain.fault} at ${chain.seq}`]),
  ];
}
