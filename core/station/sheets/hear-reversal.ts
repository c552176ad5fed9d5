import type { BenchSession } from '../../domain/bench/bench-session.ts';
import { formatUnitKey } from '../../domain/identity/unit-key.ts';
import type { TransferReversal } from '../../domain/ownership/transfer-reversal.ts';
import type { StoreWriter } from '../../ports/station-store.ts';
import type { StationContext } from '../station-context.ts';
import { changeSheetIn } from './change-sheet.ts';
import { judgeAnew } from './judge-anew.ts';

/**
 * An undone transfer reaches the sheet that made it, if that was at this station (decisions.md d12), and every sheet that found it done already. The
 * cloud tells more than once; a sheet takes it once.
 */
export function hearReversal(context: StationContext, write: StoreWriter, reversal: TransferReversal): void {
  if (reversal.outcome.kind !== 'approved') {
    return;
  }
  const serial = reversal.unit.slice(reversal.unit.indexOf(':') + 1);
  for (const session of write.sessionsOfSerials([serial])) {
    if (restsOn(session, reversal)) {
      tellSheet(context, write, { session, reversal, outcome: reversal.outcome });
    }
  }
}

/** A sheet that transferred once more what had been transferred already bears an operation of its own, made before the transfer was undone. */
function restsOn({ transfer, customerId, unit }: BenchSession, { transferId, ...reversal }: TransferReversal): boolean {
  if (transfer.kind !== 'done' || unit === null || formatUnitKey(unit) !== reversal.unit) {
    return false;
  }
  const isBefore = reversal.outcome.kind === 'approved' && transfer.acceptedAt <= reversal.outcome.at;
  return transfer.transferId === transferId || (transfer.repeated && customerId === reversal.customerId && isBefore);
}

interface Told {
  readonly session: BenchSession;
  readonly reversal: TransferReversal;
  readonly outcome: Extract<TransferReversal['outcome'], { kind: 'approved' }>;
}

function tellSheet(context: StationContext, write: StoreWriter, { session, reversal, outcome }: Told): void {
  if (session.transfer.kind !== 'done') {
    return;
  }
  const { transferId } = session.transfer;
  const heard = changeSheetIn(context, write, {
    sessionId: session.id,
    principal: { kind: 'nobody' },
    event: {
      kind: 'transfer-reversed',
      transferId,
      reversedAt: outcome.at,
      requestedBy: reversal.requestedBy.name,
      approvedBy: outcome.by.name,
    },
    audit: { action: 'reversal.heard', outcome: 'noted', after: { transferId: reversal.transferId } },
    feed: {
      mark: 'warn',
      key: 'transfer-undone',
      detail: { serial: session.label.serial, by: outcome.by.name },
    },
  });
  if (heard.kind === 'changed' && heard.session.state === 'open') {
    judgeAnew(context, write, { session: heard.session, liveAt: null });
  }
}
