import { type Operation, type OperationVerdict, operation } from '#core/domain/sync/operation.ts';
import type { PushedOperation } from '#core/domain/sync/push.ts';
import { assertNever } from '#core/kernel/assert-never.ts';
import { applyJobAct } from './apply-job-act.ts';
import { applyPair, applyUnpair } from './apply-pairing.ts';
import { applyPersonalErase } from './apply-personal-erase.ts';
import { applyProfileSave } from './apply-profile.ts';
import { applyReversalDecision } from './apply-reversal-decision.ts';
import { applyReversalRequest } from './apply-reversal-request.ts';
import { applyTransfer } from './apply-transfer.ts';
import {
  findKnown,
  freeze,
  hashOf,
  holdBack,
  keepDecision,
  noteReceived,
  notUnderstood,
  type OperationBooks,
  openBooks,
  waitsBehindHeld,
  watchUnits,
} from './operation-books.ts';
import type { OperationEffect, PushContext } from './push-context.ts';
import { storeInspected, storeInstalled, storeSigned } from './store-fact.ts';
import { writeBooks } from './write-books.ts';

/**
 * One operation: its effect, its verdict, the trail and the feed are there together or not at all. The verdict is kept for ever, so a repeat,
 * however late, gets the same answer and has no effect (STA-3). Whoever opened the books writes them before the transaction ends.
 */
export type TakenOperation =
  | { readonly kind: 'verdict'; readonly verdict: OperationVerdict }
  /** Decided before; this is the verdict that was stored then. */
  | { readonly kind: 'duplicate'; readonly stored: OperationVerdict }
  /** Not decided: an earlier operation is missing or waits, or this one is not understood. Nothing is stored but that it was seen. */
  | {
      readonly kind: 'deferred';
      readonly code: 'OPERATION_NOT_UNDERSTOOD' | 'CLOUD_FAULT' | null;
      readonly fault?: string;
    }
  /** Two disks speak with this station's name (reliability.md §3.3). The generation is frozen from now on. */
  | { readonly kind: 'forked' };

export async function takeOperation(books: OperationBooks, pushed: PushedOperation): Promise<TakenOperation> {
  if (books.isForked) {
    return { kind: 'forked' };
  }
  const bodyHash = hashOf(books.context, pushed);
  const known = findKnown(books, pushed);
  if (known.some((one) => one.bodyHash !== bodyHash)) {
    await freeze(books);
    return { kind: 'forked' };
  }
  const decided = known.find((one) => one.verdict !== null)?.verdict ?? null;
  if (pushed.seq > books.receivedSeq + 1 && decided === null) {
    return { kind: 'deferred', code: null };
  }
  noteReceived(books, pushed.seq);
  if (decided !== null) {
    return { kind: 'duplicate', stored: decided };
  }
  if (waitsBehindHeld(books, pushed)) {
    await holdBack(books, { pushed, fault: 'waits for an earlier operation of this unit' });
    return { kind: 'deferred', code: null };
  }
  const read = operation.safeParse(pushed);
  if (!read.success) {
    const fault = `${notUnderstood}: ${read.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`).join('; ')}`;
    await holdBack(books, { pushed, fault });
    return { kind: 'deferred', code: 'OPERATION_NOT_UNDERSTOOD', fault };
  }
  return decide(books, read.data, bodyHash);
}

async function decide(books: OperationBooks, operation: Operation, bodyHash: string): Promise<TakenOperation> {
  if (operation.kind === 'personal.erase') {
    // It reaches into the trail, so what came before it has to be there.
    await writeBooks(books);
  }
  const effect = await watchUnits(books, () => applyOperation(books.context, operation));
  const verdict: OperationVerdict = {
    operationId: operation.id,
    verdict: effect.verdict,
    code: effect.code,
    by: effect.by,
    ownerEpoch: effect.ownerEpoch,
    ...(effect.jobNumber === undefined ? {} : { jobNumber: effect.jobNumber }),
    decidedAt: books.context.now,
  };
  keepDecision(books, { operation, bodyHash, verdict }, effect);
  return { kind: 'verdict', verdict };
}

/** After a fault of ours: the operation is noted as seen and waits; later ones of the same unit wait behind it, others pass. */
export async function holdOperation(
  context: PushContext,
  pushed: PushedOperation,
  { generation, fault }: { readonly generation: number; readonly fault: string },
): Promise<void> {
  const books = await openBooks(context, { generation, operations: [pushed] });
  noteReceived(books, pushed.seq);
  await holdBack(books, { pushed, fault });
  await writeBooks(books);
}

function applyOperation(context: PushContext, operation: Operation): Promise<OperationEffect> {
  switch (operation.kind) {
    case 'unit.transfer':
      return applyTransfer(context, operation);
    case 'reversal.ask':
      return applyReversalRequest(context, operation);
    case 'reversal.decide':
      return applyReversalDecision(context, operation);
    case 'unit.installed':
      return storeInstalled(context, operation);
    case 'unit.inspected':
      return storeInspected(context, operation);
    case 'session.signed':
      return storeSigned(context, operation);
    case 'unit.pair':
      return applyPair(context, operation);
    case 'unit.unpair':
      return applyUnpair(context, operation);
    case 'personal.erase':
      return applyPersonalErase(context, operation);
    case 'profile.save':
      return applyProfileSave(context, operation);
    case 'job.act':
      return applyJobAct(context, operation);
    default:
      return assertNever(operation);
  }
}
