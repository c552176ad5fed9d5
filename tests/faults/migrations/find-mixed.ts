import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { verifyChain } from '#core/domain/audit/verify-chain.ts';
import type { StationStore } from '#core/ports/station-store.ts';
import { openStationStore, type StationStoreOpening } from '#electron/adapters/sqlite/open-station-store.ts';
import { storeOptions } from '#electron/adapters/sqlite/testing/opened-store.ts';
import { dumpDatabase } from './dump-database.ts';
import { bringUp, makeOldDatabase, schemaVersions } from './schema-fixtures.ts';

/** What a database of one old version is at every version on its way to the newest, as text. */
export type KnownStates = ReadonlyMap<number, string>;

/** In a folder that is given for it. */
export function knownStatesFrom(version: number, folder: string): KnownStates {
  const file = join(folder, 'reference.sqlite');
  makeOldDatabase(version, file);
  const db = new Database(file);
  const states = new Map<number, string>();
  for (const reached of schemaVersions.filter((one) => one >= version)) {
    bringUp(db, reached);
    states.set(reached, withoutNotes(dumpDatabase(db)));
  }
  db.close();
  return states;
}

/** What opening writes beside the migration: settings and counters of the running program. */
function withoutNotes(dump: string): string {
  const lines = dump.split('\n');
  return lines.filter((line) => !/^INSERT INTO "(setting|counter)"/.test(line)).join('\n');
}

/** What is wrong with a folder in which a migration was cut off; empty when nothing is. The next start is part of it. */
export function findMixed(directory: string, known: KnownStates): readonly string[] {
  const found = stateOf(directory);
  const version = [...known].find(([, state]) => state === found)?.[0];
  const newest = Math.max(...known.keys());
  return [
    ...(version === undefined ? ['the database is neither old nor new'] : []),
    ...badBackups(directory),
    ...findAfterStart(directory),
    ...(stateOf(directory) === known.get(newest) ? [] : ['after the next start it is not what an undisturbed one is']),
  ];
}

function stateOf(directory: string): string {
  const db = new Database(join(directory, 'station.sqlite'));
  try {
    return withoutNotes(dumpDatabase(db));
  } finally {
    db.close();
  }
}

/** A copy that has its name is whole. */
function badBackups(directory: string): readonly string[] {
  const folder = join(directory, 'backups');
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.sqlite')) : [];
  return names.flatMap((name) => {
    const copy = new Database(join(folder, name), { readonly: true });
    const verdict = copy.pragma('integrity_check', { simple: true });
    copy.close();
    return verdict === 'ok' ? [] : [`${name}: ${String(verdict)}`];
  });
}

function findAfterStart(directory: string): readonly string[] {
  const opening = opened(directory);
  if (opening.kind !== 'opened') {
    return [`the next start does not open it: ${JSON.stringify(opening)}`];
  }
  try {
    return findLost(opening.store);
  } finally {
    opening.store.close();
  }
}

function opened(directory: string): StationStoreOpening | { readonly kind: 'fault'; readonly detail: string } {
  try {
    return openStationStore(storeOptions(directory));
  } catch (error: unknown) {
    return { kind: 'fault', detail: String(error) };
  }
}

/** What every fixture holds since the first one. */
function findLost(store: StationStore): readonly string[] {
  const chain = verifyChain(store.auditFrom(1, 1_000), { head: store.auditHead() });
  const pending = store.pendingOperations(100).map(({ seq }) => seq);
  return [
    ...(chain.kind === 'intact' && chain.entries === 8 ? [] : [`the trail is ${chain.kind}`]),
    ...(store.sessions(100).length === 6 ? [] : ['sheets are missing']),
    ...(pending.join() === '1,2,4,5' ? [] : [`${pending.join()} wait`]),
  ];
}
