import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isoTime } from '#core/kernel/iso-time.ts';
import { createStorage, type StorageLimits } from './create-storage.ts';
import { openStationStore } from './open-station-store.ts';
import { createManualClock, type ManualClock } from './testing/manual-clock.ts';
import { makeTestFolder, removeTestFolder, storeOptions } from './testing/opened-store.ts';
import { sampleAudit, sampleSession } from './testing/sample-records.ts';

const second = 1_000;
const minute = 60 * second;
const noLimits: StorageLimits = { reserveBytes: 0, lowBytes: 0 };

let directory = '';
let clock: ManualClock;
let end: () => Promise<void> = async () => {};
beforeEach(() => {
  directory = makeTestFolder();
  clock = createManualClock(isoTime.parse('2026-11-20T08:00:00.000Z'));
});
afterEach(async () => {
  await end();
  end = async () => {};
  removeTestFolder(directory);
});

/** A station's storage at work on a clock that only the test moves. */
function atWork(limits = noLimits) {
  const opening = openStationStore(storeOptions(directory));
  if (opening.kind !== 'opened') {
    throw new Error(opening.kind);
  }
  const { store, care } = opening;
  const storage = createStorage({ ...storeOptions(directory), clock, store, care, limits });
  storage.start();
  end = async () => {
    await storage.stop();
    store.close();
  };
  const work = (number: number) =>
    store.transact((write) => {
      write.saveSession(sampleSession(number));
      write.appendAudit(sampleAudit(number));
    });
  return { store, care, storage, work };
}

const logBytes = () => statSync(join(directory, 'station.sqlite-wal')).size;

describe('STA-4 the write-ahead log', () => {
  it('is empty half a minute after something was written, and holds it until then', async () => {
    const { work } = atWork();
    await clock.advance(second);
    work(1);
    expect(logBytes()).toBeGreaterThan(0);
    await clock.advance(15 * second);
    expect(logBytes()).toBeGreaterThan(0);
    await clock.advance(30 * second);
    expect(logBytes()).toBe(0);
    work(2);
    await clock.advance(minute);
    expect(logBytes()).toBe(0);
  });
});

describe('STA-4 copies while work goes on', () => {
  it('are made every quarter of an hour where something is new, and not otherwise', async () => {
    const { storage, work } = atWork();
    work(1);
    await clock.advance(14 * minute);
    expect(storage.state().backups).toBe(0);
    await clock.advance(2 * minute);
    await expect.poll(() => storage.state().backups).toBe(1);
    await clock.advance(60 * minute);
    expect(storage.state().backups).toBe(1);
    work(2);
    await clock.advance(16 * minute);
    await expect.poll(() => storage.state().backups).toBe(2);
  });
});

describe('STA-4 a disk that fills', () => {
  it('is told of while there is room, and new work is taken', () => {
    const { storage } = atWork({ reserveBytes: 0, lowBytes: Number.MAX_SAFE_INTEGER });
    expect([storage.state().standing, storage.takesNewWork()]).toEqual(['low', true]);
  });
});

describe('STA-4 damage that shows at work', () => {
  it('ends writing, is told, and is what the next start repairs', async () => {
    const { storage, store, work } = atWork();
    for (let number = 1; number <= 50; number += 1) {
      work(number);
    }
    store.sweep();
    const told: string[] = [];
    storage.onChange(() => told.push(storage.state().standing));
    spoilTrail(join(directory, 'station.sqlite'));
    expect(() => store.auditFrom(1, 50)).toThrow(/damaged/);
    expect([storage.state().standing, storage.takesNewWork(), told]).toEqual(['damaged', false, ['damaged']]);
    expect(() => work(1)).toThrow(/damaged/);
    await end();
    end = async () => {};
    expect(openStationStore(storeOptions(directory))).toMatchObject({ kind: 'corrupt' });
    expect(existsSync(join(directory, 'station.damaged'))).toBe(true);
    expect(existsSync(join(directory, 'station.sqlite'))).toBe(true);
  });
});

/** The first page of the trail; a word of another connection before makes SQLite read it from the disk again. */
function spoilTrail(file: string): void {
  const other = new Database(file);
  const page = Number(other.prepare("SELECT rootpage FROM sqlite_schema WHERE name = 'audit_entry'").pluck().get());
  other.exec("INSERT INTO setting (key, value) VALUES ('another', '1')");
  other.close();
  const bytes = readFileSync(file);
  const pageBytes = bytes.readUInt16BE(16);
  bytes.fill(0x41, (page - 1) * pageBytes, page * pageBytes);
  writeFileSync(file, bytes);
}
