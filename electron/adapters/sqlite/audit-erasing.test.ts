import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AuditDraft } from '#core/domain/audit/audit-entry.ts';
import { erasedAction, tellErased } from '#core/domain/audit/erased-ranges.ts';
import { readTrailEntry } from '#core/domain/audit/read-trail-entry.ts';
import { sampleChain } from '#core/domain/audit/testing/sample-chain.ts';
import { verifyChain } from '#core/domain/audit/verify-chain.ts';
import { personId, stationId } from '#core/kernel/entity-ids.ts';
import type { StationStore } from '#core/ports/station-store.ts';
import { migrate } from './migrate.ts';
import { stationMigrations } from './migrations/station-migrations.ts';
import { createManualClock } from './testing/manual-clock.ts';
import { makeTestFolder, openedStore, removeTestFolder } from './testing/opened-store.ts';
import { sampleAudit } from './testing/sample-records.ts';

const kaya = personId.parse('person-7');
const berg = personId.parse('person-8');
const actor = (id: typeof kaya, name: string): AuditDraft['actor'] => ({
  personId: id,
  name,
  roles: ['technician'],
  method: 'pin',
});
const byKaya = actor(kaya, 'Merve Kayaoglu');
const byBerg = actor(berg, 'Anders Bergqvist');
const words = 'asked the driver Holtkamp';

let directory = '';
let store: StationStore;
let clock = createManualClock('2026-11-20T08:00:00.000Z');
beforeEach(() => {
  clock = createManualClock('2026-11-20T08:00:00.000Z');
  directory = makeTestFolder();
  store = openedStore(directory, { clock });
});
afterEach(() => {
  store.close();
  removeTestFolder(directory);
});

const write = (change: Partial<AuditDraft>) =>
  store.transact((one) => one.appendAudit({ ...sampleAudit(1), ...change })).seq;

function work(): void {
  write({ actor: byKaya, action: 'check.answered', after: { check: 'relay', note: words } });
  write({ actor: byBerg, action: 'carton.confirmed', after: { units: '3', second: 'Merve Kayaoglu' } });
  write({ actor: byBerg, action: 'check.answered', after: { note: 'nothing special' } });
}

/** As the station does it; `swept` false is the sabotage of the byte search below. */
function erase(swept = true): number {
  const erased = store.transact((one) => {
    const places = one.personalFields({ kind: 'person', personId: kaya, until: clock.now() });
    const { seq } = one.appendAudit({ ...sampleAudit(1), action: erasedAction, after: tellErased(places) });
    one.erasePersonal(places, seq);
    return places.length;
  });
  if (swept) {
    store.sweep();
  }
  return erased;
}

function holds(word: string): string[] {
  return ['station.sqlite', 'station.sqlite-wal', 'operations.journal'].filter((name) => {
    const file = join(directory, name);
    return existsSync(file) && readFileSync(file).includes(word);
  });
}

describe('REP-1 erasing what the trail says of a person', () => {
  it('takes their name, their words and where others named them; everything else stays', () => {
    work();
    expect(erase()).toBe(3);
    const entries = store.auditFrom(1, 10);
    expect(verifyChain(entries)).toMatchObject({ kind: 'intact', entries: 4, erased: 2 });
    const [first, second, third] = entries.map(readTrailEntry);
    expect(first).toMatchObject({ actor: { name: null }, after: { check: 'relay' }, erased: ['actor', 'after.note'] });
    expect(second).toMatchObject({
      actor: { name: 'Anders Bergqvist' },
      after: { units: '3' },
      erased: ['after.second'],
    });
    expect(third).toMatchObject({ after: { note: 'nothing special' }, erased: [] });
    expect(store.auditPeople()).toEqual([{ personId: berg, name: 'Anders Bergqvist' }]);
  });

  it('leaves no byte of it in the database, its log or the journal', () => {
    work();
    store.sweep();
    expect(holds('Merve Kayaoglu')).toEqual(['station.sqlite']);
    expect(holds(words)).toEqual(['station.sqlite']);
    erase();
    for (const word of ['Merve', 'Kayaoglu', 'Holtkamp', kaya]) {
      expect([word, holds(word)]).toEqual([word, []]);
    }
    expect(holds('Anders Bergqvist')).not.toEqual([]);
  });

  it('sabotage: without the sweep the search for bytes finds the name in the write-ahead log', () => {
    work();
    erase(false);
    expect(holds('Merve Kayaoglu')).toContain('station.sqlite-wal');
  });

  it('stays erased when the folder is opened again, and is not written back', () => {
    work();
    erase();
    store.close();
    const db = new Database(join(directory, 'station.sqlite'));
    const change = (set: string) => () => db.exec(`UPDATE audit_personal SET ${set} WHERE seq = 1`);
    expect(change("text = 'Somebody', salt = '00', erased_by = NULL")).toThrow('only ever erased');
    expect(() => db.exec("UPDATE audit_personal SET text = 'Somebody' WHERE seq = 3")).toThrow('only ever erased');
    expect(() => db.exec('DELETE FROM audit_personal')).toThrow('only ever erased');
    db.close();
    store = openedStore(directory, { clock });
    expect(verifyChain(store.auditFrom(1, 10))).toMatchObject({ kind: 'intact', erased: 2 });
  });

  it('counts what a person did since as theirs', () => {
    work();
    const until = clock.now();
    clock.jumpWall(60_000);
    write({ actor: byKaya });
    const places = store.personalFields({ kind: 'person', personId: kaya, until });
    expect(places.map(({ seq }) => seq)).toEqual([1, 1, 2]);
  });

  it('is undone by nobody who opens the database and takes rows away: the check names the entry', () => {
    work();
    store.close();
    const db = new Database(join(directory, 'station.sqlite'));
    db.exec('DROP TRIGGER audit_personal_is_only_erased');
    db.exec('UPDATE audit_personal SET person_id = NULL, text = NULL, salt = NULL, erased_by = 3 WHERE seq = 2');
    db.close();
    store = openedStore(directory, { clock });
    expect(verifyChain(store.auditFrom(1, 10))).toEqual({ kind: 'broken', seq: 2, fault: 'changed' });
  });
});

describe('REP-1 a folder from before names could be erased', () => {
  it('keeps its entries valid, finds them by person, and goes on behind them', () => {
    store.close();
    removeTestFolder(directory);
    directory = makeTestFolder();
    const db = new Database(join(directory, 'station.sqlite'));
    const earlier = stationMigrations.filter(({ version }) => version < 15);
    migrate(db, { migrations: earlier, backupDirectory: directory });
    const insert = db.prepare('INSERT INTO audit_entry (generation, seq, head, canonical) VALUES (1, ?, ?, ?)');
    for (const { seq, head, canonical } of sampleChain(3)) {
      insert.run(seq, head, canonical);
    }
    db.close();
    store = openedStore(directory, { clock, stationId: stationId.parse('station-1') });
    write({ actor: byBerg });
    const entries = store.auditFrom(1, 10);
    expect(verifyChain(entries)).toMatchObject({ kind: 'intact', entries: 4, erased: 0 });
    expect(entries.map((entry) => readTrailEntry(entry).v)).toEqual([1, 1, 1, 2]);
    expect(store.auditPeople().map(({ name }) => name)).toEqual(['Anders Bergqvist', 'M. Kaya']);
    const found = store.searchAudit({
      filter: { personId: personId.parse('kaya') },
      from: 1,
      to: 4,
      order: 'newest-first',
      limit: 10,
    });
    expect(found.map(({ seq }) => seq)).toEqual([3, 2, 1]);
    expect(store.countUnerasable(personId.parse('kaya'))).toBe(3);
  });
});

describe('REP-1 searching the trail', () => {
  const seqs = (filter: Parameters<StationStore['searchAudit']>[0]['filter'], change: object = {}) =>
    store.searchAudit({ filter, from: 1, to: 100, order: 'newest-first', limit: 10, ...change }).map(({ seq }) => seq);

  beforeEach(() => {
    work();
    clock.jumpWall(1_000);
    write({ actor: byKaya, action: 'transfer.requested', outcome: 'refused', unit: 'evopulse:359315075384726' });
    write({ actor: byBerg, action: 'transferred.other', after: { note: '100 % sure_' } });
  });

  it.each([
    ['a person', { personId: kaya }, [4, 1]],
    ['an outcome', { outcome: 'refused' }, [4]],
    ['an action', { action: 'check.answered' }, [3, 1]],
    ['the first word of actions', { action: 'transfer' }, [4]],
    ['part of a unit', { unit: '5384726' }, [4]],
    ['a moment since', { since: '2026-11-20T08:00:00.500Z' }, [5, 4]],
    ['a moment until', { until: '2026-11-20T08:00:00.500Z' }, [3, 2, 1]],
    ['words that stand beside', { text: 'holtkamp' }, [1]],
    ['words of the entry itself', { text: 'RELAY' }, [1]],
    ['words with signs that mean something to a database', { text: '% sure_' }, [5]],
    ['all of it', { personId: berg, action: 'check', text: 'special' }, [3]],
    ['nothing', { personId: kaya, action: 'carton' }, []],
  ] as const)('finds by %s', (_name, filter, expected) => {
    expect(seqs(filter)).toEqual(expected);
  });

  it('keeps to its part, and to the nearest of it', () => {
    expect(seqs({}, { from: 2, to: 4 })).toEqual([4, 3, 2]);
    expect(seqs({}, { limit: 2 })).toEqual([5, 4]);
    expect(seqs({}, { order: 'oldest-first', limit: 2 })).toEqual([2, 1]);
  });
});
