import type { TrailEntry } from './read-trail-entry.ts';

/** The one id that ties together what all sides wrote about a transfer: the asking, the answer, and the undoing of it (OWN-13). Null for other acts. */
export function transferOf({
  action,
  operationId,
  after,
}: Pick<TrailEntry, 'action' | 'operationId' | 'after'>): string | null {
  if (action.startsWith('transfer.')) {
    return operationId;
  }
  return action.startsWith('reversal.') ? (after?.['transferId'] ?? null) : null;
}
