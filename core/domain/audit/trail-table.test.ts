import { describe, expect, it } from 'vitest';
import { writeCsv } from '../units/write-csv.ts';
import { readTrailEntry } from './read-trail-entry.ts';
import { appendSealed } from './testing/sample-chain.ts';
import { trailColumns, trailRow, writeTrailTable } from './trail-table.ts';

describe('REP-1 the trail as a table', () => {
  const [stored] = appendSealed([], { after: { note: '=HYPERLINK("https://example.com")' }, code: '+49' });
  if (stored === undefined) throw new Error('no entry');

  it('has a cell for every column, and says what was erased', () => {
    const cellOf = (row: readonly string[], column: (typeof trailColumns)[number]) => row[trailColumns.indexOf(column)];
    const row = trailRow(readTrailEntry(stored));
    expect(row).toHaveLength(trailColumns.length);
    expect([cellOf(row, 'person'), cellOf(row, 'erased')]).toEqual(['M. Kaya', '']);
    const erased = trailRow(readTrailEntry({ ...stored, personal: { actor: { erasedBy: 2 } } }));
    expect([cellOf(erased, 'person'), cellOf(erased, 'erased')]).toEqual(['', 'actor after.note']);
  });

  it('comes in parts, none of which is as long as the trail, and each row once', async () => {
    async function* entries() {
      for (let count = 0; count < 1_203; count += 1) {
        yield { ...readTrailEntry(stored as NonNullable<typeof stored>), seq: count + 1 };
      }
    }
    const parts: string[] = [];
    for await (const part of writeTrailTable(entries())) {
      parts.push(part);
    }
    const lines = parts.map((part) => part.split('\r\n').length - 1);
    expect(Math.max(...lines)).toBe(500);
    const rows = parts.join('').trimEnd().split('\r\n');
    expect(rows.map((row) => row.split(',')[0])).toEqual([
      'seq',
      ...Array.from({ length: 1_203 }, (_, at) => String(at + 1)),
    ]);
  });

  it('opens in a spreadsheet as text: no cell begins a formula', () => {
    const csv = writeCsv([trailRow(readTrailEntry(stored))]);
    expect(csv).toContain(",'+49,");
    expect(csv).not.toMatch(/(^|,)"?[=+@-]/m);
  });
});
