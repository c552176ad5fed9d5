import { formatUnitKey } from '../../domain/identity/unit-key.ts';
import type { ChangesPage } from '../../domain/sync/changes.ts';
import type { Operation, OperationVerdict } from '../../domain/sync/operation.ts';
import type { StoreWriter } from '../../ports/station-store.ts';
import { takeCartonAnswer } from '../carton/take-carton-answer.ts';
import { takeJobAnswer } from '../jobs/take-job-answer.ts';
import { keepVisits } from '../jobs/take-visit-answer.ts';
import { settlePairing } from '../pairing/settle-pairing.ts';
import { dropSecretsWithoutJob } from '../profiles/secrets-need-job.ts';
import { takeProfileAnswer } from '../profiles/take-profile-answer.ts';
import type { StationContext } from '../station-context.ts';
import { changeSheetIn } from './change-sheet.ts';
import { hearOwners } from './hear-owners.ts';
import { hearPairings } from './hear-pairings.ts';
import { hearReversal } from './hear-reversal.ts';
import { judgeAnew } from './judge-anew.ts';
import { applyReversalAnswer } from './reversal-answer.ts';
import { applyTrustNews } from './trust-news.ts';

/**
 * What follows from the cloud's answers, written in the transaction that stores them: the sheet moves on, the feed says so, and the audit
 * trail has both (OWN-11). Nobody at the bench did this, so the actor is the station itself.
 */
const nobody = { kind: 'nobody' } as const;

export function applyVerdict(context: StationContext, write: StoreWriter, { operation, verdict }: AnyAnswer): void {
  switch (operation.kind) {
    case 'unit.transfer':
      applyTransfer(context, write, { operation, verdict });
      return;
    case 'unit.pair':
    case 'unit.unpair':
      settlePairing(context, write, { operation, verdict });
      return;
    case 'profile.save':
      takeProfileAnswer(context, write, { operation, verdict });
      return;
    case 'job.act':
      takeJobAnswer(context, write, { operation, verdict });
      dropSecretsWithoutJob(context, write);
      return;
    case 'reversal.ask':
    case 'reversal.decide':
      applyReversalAnswer(context, write, { operation, verdict });
      noteTrouble(context, write, { operation, verdict });
      return;
    default:
      noteTrouble(context, write, { operation, verdict });
  }
}

export interface AnyAnswer {
  readonly operation: Operation;
  readonly verdict: OperationVerdict;
}

function taken(verdict: OperationVerdict): boolean {
  return verdict.verdict === 'applied' || verdict.verdict === 'noop' || verdict.verdict === 'flagged';
}

interface Answered<Kind extends Operation['kind']> {
  readonly operation: Extract<Operation, { kind: Kind }>;
  readonly verdict: OperationVerdict;
}

function applyTransfer(
  context: StationContext,
  write: StoreWriter,
  { operation, verdict }: Answered<'unit.transfer'>,
): void {
  const done = taken(verdict);
  if (done) {
    mirrorNewOwner(write, operation, verdict);
  }
  const { sessionId } = operation;
  const session = sessionId === null ? null : write.session(sessionId);
  if (sessionId === null || session === null) {
    if (!takeCartonAnswer(context, write, verdict)) {
      noteTrouble(context, write, { operation, verdict });
    }
    return;
  }
  const detail = {
    serial: session.label.serial,
    to: session.customerName,
    code: verdict.code ?? '',
    winner: verdict.by?.name ?? '',
  };
  changeSheetIn(context, write, {
    sessionId,
    principal: nobody,
    event: {
      kind: 'transfer-answered',
      transferId: operation.id,
      answer: done
        ? { kind: 'done', acceptedAt: verdict.decidedAt, repeated: verdict.verdict === 'noop' }
        : { kind: 'refused', code: verdict.code ?? 'OWNER_OTHER', winner: verdict.by?.name ?? null },
    },
    audit: {
      action: done ? 'transfer.acknowledged' : 'transfer.not-taken',
      outcome: done ? 'done' : 'refused',
      code: verdict.code,
      operationId: operation.id,
    },
    feed: { mark: done ? 'ok' : 'stop', key: done ? 'transfer-done' : 'transfer-refused', detail },
  });
  judgeAnew(context, write, { session, liveAt: done ? verdict.decidedAt : null });
}

/** The registry's answer is fresher than the mirror; the pull will bring the same. */
function mirrorNewOwner(
  write: StoreWriter,
  operation: Answered<'unit.transfer'>['operation'],
  verdict: OperationVerdict,
): void {
  const serial = operation.unit.slice(operation.unit.indexOf(':') + 1);
  const unit = write.unitsBySerial(serial).find((one) => formatUnitKey(one) === operation.unit);
  const owner = write.organization(operation.payload.toId);
  if (unit !== undefined && verdict.ownerEpoch !== null) {
    write.mirror.putUnit({
      ...unit,
      ownerId: operation.payload.toId,
      ownerName: owner?.name ?? unit.ownerName,
      ownerEpoch: verdict.ownerEpoch,
      configuration: verdict.verdict === 'applied' ? 'needs-configuration' : unit.configuration,
      pairedWith: verdict.verdict === 'applied' ? null : unit.pairedWith,
    });
  }
}

/** A fact that the cloud did not simply take is shown; one that it took needs no words. */
function noteTrouble(context: StationContext, write: StoreWriter, { operation, verdict }: AnyAnswer): void {
  if (verdict.verdict === 'applied' || verdict.verdict === 'noop') {
    return;
  }
  write.addFeed({
    at: context.clock.now(),
    mark: verdict.verdict === 'flagged' ? 'warn' : 'stop',
    key: `operation-${verdict.verdict}`,
    detail: { kind: operation.kind, unit: operation.unit, code: verdict.code ?? '' },
    sessionId: operation.sessionId,
  });
}

/** What the cloud reports reaches the sheets: trust in us (ORG-3), pairings (PAIR-5), transfers that were undone, units that changed hands elsewhere. */
export function applyPage(context: StationContext, write: StoreWriter, page: ChangesPage): void {
  applyTrustNews(context, write, page);
  for (const row of page.rows) {
    if (row.kind === 'reversal') {
      hearReversal(context, write, row.value);
    }
  }
  hearOwners(context, write, page);
  hearPairings(context, write, page);
  keepVisits(context, write, page);
  if (!page.more) {
    // Before the last page a job and its secrets may be apart.
    dropSecretsWithoutJob(context, write);
  }
}
