import { feedRow } from '../../domain/sync/changes.ts';
import { placeOfUnread } from '../../domain/sync/read-changes-answer.ts';
import type { StationStore } from '../../ports/station-store.ts';
import { putRow } from './put-row.ts';
import { forgetCursor } from './sync-memory.ts';

/**
 * Rows that an earlier version could not read, read by this one, once at the start (reliability.md §2.4). Where a row did not show its key,
 * nobody knows whether something newer was told since: then the station copies everything anew.
 *
 * @returns how many were understood now
 */
export function readParkedAgain(store: StationStore): number {
  const readable = store.parkedRows().flatMap((parked) => {
    const { success, data } = feedRow.safeParse(parked);
    return success ? [{ parked, row: data, isSure: placeOfUnread(parked).key !== null }] : [];
  });
  if (readable.length > 0) {
    store.transact((write) => {
      for (const { parked, row, isSure } of readable) {
        write.mirror.unpark(parked);
        if (isSure) {
          putRow(write.mirror, row);
        }
      }
      if (readable.some(({ isSure }) => !isSure)) {
        forgetCursor(write);
      }
    });
  }
  return readable.length;
}
