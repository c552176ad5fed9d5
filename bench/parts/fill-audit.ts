import { createHash } from 'node:crypto';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { appendToChain } from '#core/domain/audit/append-to-chain.ts';
import { auditEntry } from '#core/domain/audit/audit-entry.ts';
import { emptyChain } from '#core/domain/audit/chain-hash.ts';
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
    let head = emptyChain.head;
    const fillPage = db.transaction((first: number, last: number) => {
      for (let seq = first; seq <= last; seq += 1) {
        const { canonical, sessionId } = entryText(seq, head);
        const before = head;
        head = headAfter(before, canonical);
        if (seq === 1) {
          compareWithProduct({ canonical, head });
        }
        insert.run(seq, head, sessionId, canonical);
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

/** Members in the order of RFC 8785; with plain texts and whole numbers `JSON.stringify` then writes the canonical form. */
function entryText(seq: number, previous: string): { readonly canonical: string; readonly sessionId: string } {
  const sheet = Math.floor(seq / actsPerSheet);
  const sessionId = `bench-sheet-${sheet}`;
  const canonical = JSON.stringify({
    action: 'configuration.verified',
    actor: { method: 'pin', name: 'M. Kaya', personId: null, roles: ['technician', 'installer'] },
    after: { apn: 'fleet.example.com (verified)', serverHost: 'ingest.example.com (verified)' },
    at: toIsoTime(startMs + seq * 1_000),
    before: null,
    clockSuspect: false,
    code: null,
    generation: 1,
    operationId: null,
    organizations: [partnerId, customerId],
    outcome: 'done',
    previous,
    seq,
    sessionId,
    stationId: 'bench-station',
    unit: `${unitType}:${serialOf(sheet)}`,
    v: 1,
  });
  return { canonical, sessionId };
}

/** As `headAfter` of core/domain/audit, with Node's hash. */
export function headAfter(previous: string, canonical: string): string {
  const leaf = createHash('sha256').update('\u0000').update(canonical).digest();
  return createHash('sha256').update('\u0002').update(previous, 'hex').update(leaf).digest('hex');
}

function compareWithProduct(made: { readonly canonical: string; readonly head: string }): void {
  const stored = appendToChain(
    emptyChain,
    auditEntry.omit({ v: true, seq: true, previous: true }).parse(unchained(made.canonical)),
  );
  if (stored.canonical !== made.canonical || stored.head !== made.head) {
    throw new Error('the bench does not write audit entries as the product does');
  }
}

function unchained(canonical: string): object {
  const { v: _version, seq: _seq, previous: _previous, ...rest } = auditEntry.parse(JSON.parse(canonical));
  return rest;
}
