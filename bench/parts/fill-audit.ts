import { createHash } from 'node:crypto';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { emptyChain } from '#core/domain/audit/chain-hash.ts';
import { sealEntry } from '#core/domain/audit/seal-entry.ts';
import { organizationId, personId, sessionId, stationId } from '#core/kernel/entity-ids.ts';
import { toIsoTime } from '#core/kernel/iso-time.ts';
import { customerId, partnerId, serialOf, unitType } from './world.ts';

/**
 * Writes a long audit chain straight into the table, with Node's own hash: appending a million entries one by one through the store would
 * take minutes. That the chain is a right one is checked at its first entry here and at every entry by the measurement of `audit verify`.
 */
export function fillAudit(directory: string, entries: number): void {
  const db = new Database(join(directory, 'station.sqlite'));
  try {
    db.pragma('synchronous = OFF'); // the data is thrown away with the folder
    const insert = db.prepare(
      'INSERT INTO audit_entry (generation, seq, head, session_id, canonical) VALUES (1, ?, ?, ?, ?)',
    );
    const insertBeside = db.prepare(
      "INSERT INTO audit_personal (generation, seq, path, person_id, salt, text) VALUES (1, ?, 'actor', ?, ?, ?)",
    );
    let head = emptyChain.head;
    const fillPage = db.transaction((first: number, last: number) => {
      for (let seq = first; seq <= last; seq += 1) {
        const { canonical, sessionId, salt, text } = entryText(seq, head);
        const before = head;
        head = headAfter(before, canonical);
        if (seq === 1) {
          compareWithProduct({ canonical, head }, salt);
        }
        insert.run(seq, head, sessionId, canonical);
        insertBeside.run(seq, actor.personId, salt, text);
      }
    });
    const pageSize = 50_000;
    for (let first = 1; first <= entries; first += pageSize) {
      fillPage(first, Math.min(entries, first + pageSize - 1));
    }
    db.pragma('wal_checkpoint(TRUNCATE)');
  } finally {
    db.close();
  }
}

const actsPerSheet = 20;
const startMs = Date.parse('2026-01-05T06:00:00.000Z');

interface EntryText {
  readonly canonical: string;
  readonly sessionId: string;
  /** What stands beside it: who did it. */
  readonly salt: string;
  readonly text: string;
}

const actor = { personId: 'bench-person', name: 'M. Kaya' } as const;

/** Members in the order of RFC 8785; with plain texts and whole numbers `JSON.stringify` then writes the canonical form. */
function entryText(seq: number, previous: string): EntryText {
  const sheet = Math.floor(seq / actsPerSheet);
  const sessionId = `bench-sheet-${sheet}`;
  const salt = seq.toString(16).padStart(32, '0');
  const text = JSON.stringify({ name: actor.name, personId: actor.personId });
  const canonical = JSON.stringify({
    action: 'configuration.verified',
    actor: { method: 'pin', program: null, roles: ['technician', 'installer'] },
    after: { apn: 'fleet.example.com (verified)', serverHost: 'ingest.example.com (verified)' },
    at: timeOf(seq),
    before: null,
    clockDoubts: [],
    code: null,
    generation: 1,
    operationId: null,
    organizations: [partnerId, customerId],
    outcome: 'done',
    personal: { actor: createHash('sha256').update('\u0003').update(salt, 'hex').update(text).digest('hex') },
    previous,
    seq,
    sessionId,
    stationId: 'bench-station',
    unit: `${unitType}:${serialOf(sheet)}`,
    v: 2,
  });
  return { canonical, sessionId, salt, text };
}

function timeOf(seq: number): string {
  return toIsoTime(startMs + seq * 1_000);
}

/** As `headAfter` of core/domain/audit, with Node's hash. */
export function headAfter(previous: string, canonical: string): string {
  const leaf = createHash('sha256').update('\u0000').update(canonical).digest();
  return createHash('sha256').update('\u0002').update(previous, 'hex').update(leaf).digest('hex');
}

function compareWithProduct(made: { readonly canonical: string; readonly head: string }, salt: string): void {
  const { stored } = sealEntry(
    emptyChain,
    {
      actor: { ...actor, personId: personId.parse(actor.personId), roles: ['technician', 'installer'], method: 'pin' },
      organizations: [organizationId.parse(partnerId), organizationId.parse(customerId)],
      action: 'configuration.verified',
      outcome: 'done',
      unit: `${unitType}:${serialOf(0)}`,
      sessionId: sessionId.parse('bench-sheet-0'),
      after: { apn: 'fleet.example.com (verified)', serverHost: 'ingest.example.com (verified)' },
    },
    {
      stationId: stationId.parse('bench-station'),
      generation: 1,
      at: timeOf(1),
      clockDoubts: [],
      newSalt: () => salt,
    },
  );
  if (stored.canonical !== made.canonical || stored.head !== made.head) {
    throw new Error('the bench does not write audit entries as the product does');
  }
}
