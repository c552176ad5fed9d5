import type { TransferReversal } from '../../domain/ownership/transfer-reversal.ts';
import type { StoreWriter } from '../../ports/station-store.ts';
import type { StationContext } from '../station-context.ts';
import { changeSheetIn } from './change-sheet.ts';
import { judgeAnew } from './judge-anew.ts';

/**
 * An undone transfer reaches the sheet that made it, if that was at this station (decisions.md d12). The cloud tells more than once; the sheet
 * takes it once.
 */
export function hearReversal(context: StationContext, write: StoreWriter, reversal: TransferReversal): void {
  const { outcome, transferId } = reversal;
  const sessionId = write.operation(transferId)?.operation.sessionId ?? null;
  if (outcome.kind !== 'approved' || sessionId === null) {
    return;
  }
  const heard = changeSheetIn(context, write, {
    sessionId,
    principal: { kind: 'nobody' },
    event: {
      kind: 'transfer-reversed',
      transferId,
      reversedAt: outcome.at,
      requestedBy: reversal.requestedBy.name,
      approvedBy: outcome.by.name,
    },
    audit: { action: 'reversal.heard', outcome: 'noted', after: { transferId } },
    feed: {
      mark: 'warn',
      key: 'transfer-undone',
      detail: { serial: reversal.unit.slice(reversal.unit.indexOf(':') + 1), by: outcome.by.name },
    },
  });
  if (heard.kind === 'changed' && heard.session.state === 'open') {
    judgeAnew(context, write, { session: heard.session, liveAt: null });
  }
}
