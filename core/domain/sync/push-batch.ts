import type { StoredAuditEntry } from '../audit/audit-entry.ts';
import type { Operation } from './operation.ts';

/**
 * Cuts what waits into one request: at most 100 operations, 500 audit entries and about 200 kB (the cloud takes 256 kB). The first
 * operation and the first entry always go, however large: an item that is too big must be refused by the cloud, not forgotten here.
 */
export interface PushBatch {
  readonly operations: readonly Operation[];
  readonly auditEntries: readonly StoredAuditEntry[];
  /** Whether something that was offered had to stay behind. */
  readonly cut: boolean;
}

export const largestBatch = { operations: 100, auditEntries: 500 } as const;
const bytesForOperations = 100_000;
const bytesForAuditEntries = 100_000;

/** Both lists in order; the batch holds a prefix of each. */
export function cutPushBatch(operations: readonly Operation[], auditEntries: readonly StoredAuditEntry[]): PushBatch {
  const fittingOperations = fittingCount(operations.slice(0, largestBatch.operations), bytesForOperations);
  const fittingEntries = fittingCount(auditEntries.slice(0, largestBatch.auditEntries), bytesForAuditEntries);
  return {
    operations: operations.slice(0, fittingOperations),
    auditEntries: auditEntries.slice(0, fittingEntries),
    cut: fittingOperations < operations.length || fittingEntries < auditEntries.length,
  };
}

function fittingCount(items: readonly unknown[], bytesAllowed: number): number {
  let bytes = 0;
  let count = 0;
  for (const item of items) {
    bytes += textBytes(JSON.stringify(item));
    if (count > 0 && bytes > bytesAllowed) {
      return count;
    }
    count += 1;
  }
  return count;
}

/** An upper bound of the UTF-8 length: no UTF-16 unit takes more than three bytes. */
function textBytes(text: string): number {
  let bytes = 0;
  for (let index = 0; index < text.length; index += 1) {
    bytes += text.charCodeAt(index) < 0x80 ? 1 : 3;
  }
  return bytes;
}
