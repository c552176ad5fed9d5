import type Database from 'better-sqlite3';
import { type Operation, operation } from '#core/domain/sync/operation.ts';
import { canonicalJson } from '#core/kernel/canonical-json.ts';
import type { JournalEntry } from '../operation-journal/journal-records.ts';
import type { OperationJournal } from '../operation-journal/open-operation-journal.ts';
import { readStored } from './stored-json.ts';

/**
 * Compares the outbox with its journal before anybody works (reliability.md §2.3). An act is in the database before it is in the journal, so a
 * journal that knows more proves that the database has lost acts. Afterwards both hold the same.
 */
export interface MeetingDeps {
  readonly db: Database.Database;
  readonly journal: OperationJournal;
  readonly generation: number;
  readonly replay?: boolean;
}

export type JournalMeeting =
  | { readonly kind: 'met'; readonly replayed: number }
  | { readonly kind: 'behind-journal'; readonly missing: number }
  /** A waiting operation is not what the journal says it was, or cannot be read at all. */
  | { readonly kind: 'corrupt'; readonly detail: string };

export function meetJournal({ db, journal, generation, replay = false }: MeetingDeps): JournalMeeting {
  const changed = findChanged(db, journal);
  if (changed !== null) {
    return { kind: 'corrupt', detail: `operation ${changed} is not what was queued` };
  }
  const isKnown = db.prepare<[string]>('SELECT 1 FROM operation WHERE id = ?');
  const missing = journal.found.entries.filter((entry) => isKnown.get(entry.operation.id) === undefined);
  if (missing.length > 0 && !replay) {
    return { kind: 'behind-journal', missing: missing.length };
  }
  putBack(db, missing, generation);
  const waiting = readWaiting(db);
  if (!isSame(journal, waiting, generation)) {
    journal.replaceBy(waiting.map((one) => ({ generation, operation: one })));
  }
  return { kind: 'met', replayed: missing.length };
}

/** The journal's copy was checked by its own sum. Numbers are left out: they change with the generation. */
function findChanged(db: Database.Database, { found }: OperationJournal): string | null {
  const waitingText = db.prepare<[string], { json: string }>(
    'SELECT json FROM operation WHERE id = ? AND standing = 0',
  );
  const isChanged = ({ operation: { seq: _number, ...queued } }: JournalEntry): boolean => {
    const row = waitingText.get(queued.id);
    return row !== undefined && contentOf(row.json) !== canonicalJson(queued);
  };
  return found.entries.find(isChanged)?.operation.id ?? null;
}

function contentOf(json: string): string | null {
  try {
    const { seq: _number, ...queued } = operation.parse(JSON.parse(json));
    return canonicalJson(queued);
  } catch {
    return null; // what cannot be read is not what was queued
  }
}

/** Into the outbox, behind what is there, in the order in which they were queued. */
function putBack(db: Database.Database, missing: readonly JournalEntry[], generation: number): void {
  const last = db.prepare<[number], { seq: number | null }>(
    'SELECT max(seq) AS seq FROM operation WHERE generation = ?',
  );
  const insert = db.prepare(
    `INSERT INTO operation (id, generation, seq, unit, occurred_at, standing, json, former_generation, former_seq)
     VALUES (?, ?, ?, ?, ?, 0, ?, ?, ?) ON CONFLICT (id) DO NOTHING`,
  );
  const inOrder = [...missing].sort((a, b) => a.generation - b.generation || a.operation.seq - b.operation.seq);
  db.transaction(() => {
    let seq = last.get(generation)?.seq ?? 0;
    for (const entry of inOrder) {
      const numbered: Operation = { ...entry.operation, seq: seq + 1 };
      const { id, unit, occurredAt } = numbered;
      const former = [entry.generation, entry.operation.seq] as const;
      seq += insert.run(id, generation, seq + 1, unit, occurredAt, JSON.stringify(numbered), ...former).changes;
    }
  }).immediate();
}

function readWaiting(db: Database.Database): readonly Operation[] {
  const rows = db
    .prepare<[], { json: string }>('SELECT json FROM operation WHERE standing = 0 ORDER BY generation, seq')
    .all();
  return rows.map((row) => readStored('operation', operation, row.json));
}

function isSame({ found }: OperationJournal, waiting: readonly Operation[], generation: number): boolean {
  return (
    found.damagedBytes === 0 &&
    found.entries.length === waiting.length &&
    found.entries.every(
      (entry, index) =>
        entry.generation === generation &&
        entry.operation.id === waiting[index]?.id &&
        entry.operation.seq === waiting[index]?.seq,
    )
  );
}
