import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { operation } from '#core/domain/sync/operation.ts';
import { sampleTransfer } from '../sqlite/testing/sample-records.ts';
import { encodeRecord, type JournalEntry, readRecords } from './journal-records.ts';
import { openOperationJournal } from './open-operation-journal.ts';

let directory = '';
let file = '';
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'fitbay-journal-'));
  file = join(directory, 'operations.journal');
});
afterEach(() => rmSync(directory, { recursive: true }));

function entry(number: number): JournalEntry {
  return { generation: 1, operation: operation.parse({ ...sampleTransfer(number, number), seq: number }) };
}

const idsOf = (entries: readonly JournalEntry[]) => entries.map((one) => one.operation.id);
const three = [entry(1), entry(2), entry(3)];
const bytesOfThree = Buffer.concat(three.map(encodeRecord));

describe('STA-4 the operation journal', () => {
  it('gives back what was appended, whoever opens it next', () => {
    const journal = openOperationJournal(file);
    journal.append(three.slice(0, 2));
    journal.append(three.slice(2));
    journal.close();
    const next = openOperationJournal(file);
    expect(next.found).toEqual({ entries: three, tornBytes: 0, damagedBytes: 0 });
    next.close();
  });

  it('cut at every byte keeps the whole records before the cut and says what was torn', () => {
    const ends = three.map((_, index) => Buffer.concat(three.slice(0, index + 1).map(encodeRecord)).length);
    for (let cut = 0; cut < bytesOfThree.length; cut += 1) {
      const read = readRecords(bytesOfThree.subarray(0, cut));
      const whole = ends.filter((end) => end <= cut);
      expect(read.entries).toEqual(three.slice(0, whole.length));
      expect(read.tornBytes).toBe(cut - (whole.at(-1) ?? 0));
    }
  });

  it('goes on behind the last whole record, wherever the last one was cut', () => {
    const second = Buffer.concat(three.slice(0, 2).map(encodeRecord)).length;
    for (let cut = second; cut < bytesOfThree.length; cut += 7) {
      writeFileSync(file, bytesOfThree.subarray(0, cut));
      const journal = openOperationJournal(file);
      expect(journal.found.tornBytes).toBe(cut - second);
      journal.append([entry(9)]);
      journal.close();
      const read = readRecords(readFileSync(file));
      expect(idsOf(read.entries)).toEqual(['operation-1', 'operation-2', 'operation-9']);
      expect(read.tornBytes + read.damagedBytes).toBe(0);
    }
  });

  it('with any one byte changed loses at most the record of that byte, and invents none', () => {
    fc.assert(
      fc.property(fc.nat(bytesOfThree.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const damaged = Buffer.from(bytesOfThree);
        damaged.writeUInt8((damaged[at] ?? 0) ^ change, at);
        const read = readRecords(damaged);
        expect(read.entries.length).toBe(2);
        expect(read.damagedBytes + read.tornBytes).toBeGreaterThan(0);
        for (const one of read.entries) {
          expect(three).toContainEqual(one);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('forgets when told that all is acknowledged, and can be put anew', () => {
    const journal = openOperationJournal(file);
    journal.append(three);
    journal.clear();
    expect([journal.sizeBytes(), readFileSync(file).length]).toEqual([0, 0]);
    journal.append([entry(4)]);
    journal.replaceBy([entry(5)]);
    journal.append([entry(6)]);
    journal.close();
    expect(idsOf(readRecords(readFileSync(file)).entries)).toEqual(['operation-5', 'operation-6']);
  });

  it('takes what stands in it for no record only because it begins with the mark', () => {
    appendFileSync(file, 'FBJ1FBJ1FBJ1FBJ1');
    const journal = openOperationJournal(file);
    expect(journal.found).toEqual({ entries: [], tornBytes: 16, damagedBytes: 0 });
    journal.close();
  });
});
