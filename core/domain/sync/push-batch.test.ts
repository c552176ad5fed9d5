import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { StoredAuditEntry } from '../audit/audit-entry.ts';
import { type Operation, operation } from './operation.ts';
import { cutPushBatch } from './push-batch.ts';

function operationOf(seq: number, remarks: string): Operation {
  return operation.parse({
    id: `operation-${seq}`,
    seq,
    kind: 'session.signed',
    unit: 'tp:890000000000001',
    sessionId: null,
    actor: { personId: null, name: 'M. Kaya', roles: [] },
    occurredAt: '2026-11-20T08:00:00.000Z',
    payload: {
      customerId: 'org-1',
      reportNumber: `R-${seq}`,
      result: 'succeeded',
      remarks,
      auditSize: 1,
      auditHead: 'a'.repeat(64),
    },
  });
}

function entryOf(seq: number, text: string): StoredAuditEntry {
  return { seq, canonical: JSON.stringify({ seq, text }), head: 'a'.repeat(64) };
}

const sizes = fc.array(fc.integer({ min: 0, max: 40_000 }), { maxLength: 30 });

describe('STA-3 cutting the queue into requests', () => {
  it('takes everything of a short queue', () => {
    const operations = [operationOf(1, ''), operationOf(2, '')];
    expect(cutPushBatch(operations, [entryOf(1, '')])).toMatchObject({ operations, cut: false });
    expect(cutPushBatch([], [])).toEqual({ operations: [], auditEntries: [], cut: false });
  });

  it('takes at most 100 operations and 500 entries', () => {
    const operations = Array.from({ length: 101 }, (_none, index) => operationOf(index + 1, ''));
    const entries = Array.from({ length: 501 }, (_none, index) => entryOf(index + 1, ''));
    const batch = cutPushBatch(operations, entries);
    expect([batch.operations.length, batch.auditEntries.length, batch.cut]).toEqual([100, 500, true]);
  });

  it('sends a giant alone instead of never', () => {
    const batch = cutPushBatch([operationOf(1, 'x'.repeat(400_000)), operationOf(2, '')], []);
    expect(batch.operations.map(({ seq }) => seq)).toEqual([1]);
  });

  it('stays under 256 kB in UTF-8 unless one item alone is larger, keeps the order, and always gets on', () => {
    fc.assert(
      fc.property(sizes, sizes, fc.constantFrom('x', 'ä', '漢', '🔧'), (ofOperations, ofEntries, letter) => {
        const operations = ofOperations.map((size, index) => operationOf(index + 1, letter.repeat(size)));
        const entries = ofEntries.map((size, index) => entryOf(index + 1, letter.repeat(size)));
        const batch = cutPushBatch(operations, entries);
        expect(batch.operations).toEqual(operations.slice(0, batch.operations.length));
        expect(batch.auditEntries).toEqual(entries.slice(0, batch.auditEntries.length));
        expect(batch.operations.length > 0 || operations.length === 0).toBe(true);
        expect(batch.auditEntries.length > 0 || entries.length === 0).toBe(true);
        expect(batch.cut).toBe(
          batch.operations.length < operations.length || batch.auditEntries.length < entries.length,
        );
        const bytes = new TextEncoder().encode(JSON.stringify(batch)).length;
        const isGiant = batch.operations.length === 1 || batch.auditEntries.length === 1;
        expect(isGiant || bytes < 256_000).toBe(true);
      }),
    );
  });
});
