import { z } from 'zod';
import { type Operation, operation } from '#core/domain/sync/operation.ts';
import { canonicalJson } from '#core/kernel/canonical-json.ts';
import { crc32c } from './crc32c.ts';

/**
 * The bytes of the operation journal (reliability.md §2.3). A record is a mark of four bytes, the length of its content and the CRC-32C of
 * length and content (both unsigned, 32 bits, little-endian), then the content: RFC 8785 JSON in UTF-8. The mark lets a reader find the next
 * record behind a damaged one.
 */
export interface JournalEntry {
  readonly generation: number;
  readonly operation: Operation;
}

export interface JournalReading {
  readonly entries: readonly JournalEntry[];
  /** Bytes behind the last whole record: an append that did not come to its end. */
  readonly tornBytes: number;
  /** Bytes between whole records that are none: damage. */
  readonly damagedBytes: number;
}

const mark = Buffer.from('FBJ1', 'latin1');
const headBytes = mark.length + 8;
const content = z.strictObject({ generation: z.number().int().positive(), operation });

export function encodeRecord(entry: JournalEntry): Uint8Array {
  const body = Buffer.from(canonicalJson({ generation: entry.generation, operation: entry.operation }), 'utf8');
  const record = Buffer.alloc(headBytes + body.length);
  mark.copy(record);
  record.writeUInt32LE(body.length, mark.length);
  body.copy(record, headBytes);
  record.writeUInt32LE(checkOf(record), mark.length + 4);
  return record;
}

/** Everything that can be read. A damaged record costs itself and no other. */
export function readRecords(bytes: Uint8Array): JournalReading {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entries: JournalEntry[] = [];
  let damagedBytes = 0;
  let end = 0;
  for (let at = buffer.indexOf(mark); at !== -1; ) {
    const record = recordAt(buffer, at);
    if (record === null) {
      at = buffer.indexOf(mark, at + 1);
      continue;
    }
    damagedBytes += at - end;
    entries.push(record.entry);
    end = at + record.length;
    at = buffer.indexOf(mark, end);
  }
  return { entries, tornBytes: buffer.length - end, damagedBytes };
}

function recordAt(buffer: Buffer, at: number): { readonly entry: JournalEntry; readonly length: number } | null {
  if (at + headBytes > buffer.length) {
    return null;
  }
  const length = headBytes + buffer.readUInt32LE(at + mark.length);
  if (at + length > buffer.length) {
    return null;
  }
  const record = buffer.subarray(at, at + length);
  if (record.readUInt32LE(mark.length + 4) !== checkOf(record)) {
    return null;
  }
  return { entry: content.parse(JSON.parse(record.toString('utf8', headBytes))), length };
}

/** Over the length, too: a wrong length that fits by chance must not swallow the next record. */
function checkOf(record: Buffer): number {
  const checked = Buffer.concat([record.subarray(mark.length, mark.length + 4), record.subarray(headBytes)]);
  return crc32c(checked);
}
