import type Database from 'better-sqlite3';
import { operation } from '#core/domain/sync/operation.ts';
import { readStored } from './stored-json.ts';

/**
 * Ties a database to one station and one enrolment. A copy of another station's folder is refused; a new enrolment takes over what
 * the former one had not sent, under new numbers (reliability.md §3.3: the old generation is frozen at the cloud).
 */
export type IdentityOutcome =
  | { readonly kind: 'adopted'; readonly renumbered: number }
  | { readonly kind: 'another-station'; readonly stationId: string }
  | { readonly kind: 'older-generation'; readonly stored: number };

export function adoptIdentity(db: Database.Database, stationId: string, generation: number): IdentityOutcome {
  return db
    .transaction((): IdentityOutcome => {
      const storedId = readSetting(db, 'station.id');
      if (storedId !== null && storedId !== stationId) {
        return { kind: 'another-station', stationId: storedId };
      }
      const stored = Number(readSetting(db, 'station.generation') ?? generation);
      if (stored > generation) {
        return { kind: 'older-generation', stored };
      }
      const renumbered = stored < generation ? renumberPending(db, generation) : 0;
      if (storedId === null || stored < generation) {
        putSetting(db, 'station.id', stationId);
        putSetting(db, 'station.generation', String(generation));
      }
      return { kind: 'adopted', renumbered };
    })
    .immediate();
}

function renumberPending(db: Database.Database, generation: number): number {
  const rows = db
    .prepare<[], { id: string; generation: number; seq: number; json: string }>(
      'SELECT id, generation, seq, json FROM operation WHERE standing = 0 ORDER BY generation, seq',
    )
    .all();
  const renumber = db.prepare(
    'UPDATE operation SET former_generation = generation, former_seq = seq, generation = ?, seq = ?, json = ? WHERE id = ?',
  );
  rows.forEach((row, index) => {
    const renumbered = { ...readStored('operation', operation, row.json), seq: index + 1 };
    renumber.run(generation, index + 1, JSON.stringify(renumbered), row.id);
  });
  return rows.length;
}

function readSetting(db: Database.Database, key: string): string | null {
  const row = db.prepare<[string], { value: string }>('SELECT value FROM setting WHERE key = ?').get(key);
  return row?.value ?? null;
}

function putSetting(db: Database.Database, key: string, value: string): void {
  db.prepare(
    'INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
  ).run(key, value);
}
