import type { OperationVerdict } from '#core/domain/sync/operation.ts';
import type { PushedOperation, PushRequest, PushResult } from '#core/domain/sync/push.ts';
import { findUnstorableText } from '#core/kernel/storable.ts';
import type { CallingStation } from '../stations/find-station.ts';
import { openBooks } from './operation-books.ts';
import { asStation, contextFor, type PushParts } from './push-parts.ts';
import { holdOperation, type TakenOperation, takeOperation } from './take-operation.ts';
import { writeBooks } from './write-books.ts';

/** `forked`: what came before it stays taken. */
export type TakenOperations =
  | { readonly kind: 'taken'; readonly results: readonly PushResult[] }
  | { readonly kind: 'forked' };

/**
 * Takes the operations of a push in order, all in one transaction: whoever comes back after a day without network brings hundreds, and a commit
 * and a dozen questions for each would take minutes. Where one of them meets a fault, that transaction comes to nothing and each has
 * one of its own, so that the one alone is held.
 */
export async function takeOperations(
  parts: PushParts,
  station: CallingStation,
  { operations, generation }: Pick<PushRequest, 'operations' | 'generation'>,
): Promise<TakenOperations> {
  const pushed = operations.map(storable);
  const together = pushed.length > 1 ? await takeTogether(parts, station, { pushed, generation }) : null;
  const taken = together ?? (await takeEach(parts, station, { pushed, generation }));
  const results: PushResult[] = [];
  for (const [index, operation] of pushed.entries()) {
    const one = taken[index];
    if (one === undefined || one.kind === 'forked') {
      parts.log.warn('station.forked', { stationId: station.id, seq: operation.seq });
      return { kind: 'forked' };
    }
    results.push(resultOf(parts, operation, one));
  }
  return { kind: 'taken', results };
}

interface Batch {
  readonly pushed: readonly PushedOperation[];
  readonly generation: number;
}

/** Null where a fault of ours ended it; then nothing of it has happened. It ends with the first that shows a fork. */
async function takeTogether(
  parts: PushParts,
  station: CallingStation,
  batch: Batch,
): Promise<readonly TakenOperation[] | null> {
  try {
    return await takeInOneTransaction(parts, station, batch);
  } catch (error: unknown) {
    parts.log.warn('push.one-by-one', { stationId: station.id, cause: String(error) });
    return null;
  }
}

function takeInOneTransaction(
  parts: PushParts,
  station: CallingStation,
  { pushed, generation }: Batch,
): Promise<readonly TakenOperation[]> {
  return parts.database.asSystem('verdict').transact(async (transaction) => {
    const context = await contextFor(parts, station, transaction);
    const books = await openBooks(context, { generation, operations: pushed });
    const taken: TakenOperation[] = [];
    for (const operation of pushed) {
      const one = await takeOperation(books, operation);
      taken.push(one);
      if (one.kind === 'forked') {
        break;
      }
    }
    await writeBooks(books);
    return taken;
  });
}

async function takeEach(parts: PushParts, station: CallingStation, { pushed, generation }: Batch) {
  const taken: TakenOperation[] = [];
  for (const operation of pushed) {
    const one = await takeOrHold(parts, station, { pushed: operation, generation });
    taken.push(one);
    if (one.kind === 'forked') {
      break;
    }
  }
  return taken;
}

/** A fault while deciding is ours, never the technician's: the operation is held here and its verdict stays open. */
async function takeOrHold(
  parts: PushParts,
  station: CallingStation,
  { pushed, generation }: { readonly pushed: PushedOperation; readonly generation: number },
): Promise<TakenOperation> {
  try {
    const [taken] = await takeInOneTransaction(parts, station, { pushed: [pushed], generation });
    return taken ?? { kind: 'forked' };
  } catch (error: unknown) {
    const fault = error instanceof Error ? error.message : String(error);
    await asStation(parts, station).transact(async (transaction) =>
      holdOperation(await contextFor(parts, station, transaction), pushed, { generation, fault }),
    );
    return { kind: 'deferred', code: 'CLOUD_FAULT', fault };
  }
}

function resultOf(
  { log, clock }: PushParts,
  pushed: PushedOperation,
  taken: Exclude<TakenOperation, { kind: 'forked' }>,
): PushResult {
  switch (taken.kind) {
    case 'duplicate':
      return { operationId: pushed.id, verdict: taken.kind, stored: taken.stored };
    case 'verdict':
      return taken.verdict;
    case 'deferred':
      if (taken.fault !== undefined) {
        log.error('operation.held', { operationId: pushed.id, unit: pushed.unit, fault: taken.fault });
      }
      return deferred(pushed, { code: taken.code, now: clock.now() });
  }
}

function deferred(
  pushed: PushedOperation,
  why: { readonly code: string | null; readonly now: string },
): OperationVerdict {
  return {
    operationId: pushed.id,
    verdict: 'deferred',
    code: why.code,
    by: null,
    ownerEpoch: null,
    decidedAt: why.now,
  };
}

/** What holds text that nobody can store comes to nothing that anybody understands, so that it holds back its own unit alone (P12). */
function storable(pushed: PushedOperation): PushedOperation {
  const flaw = findUnstorableText(pushed);
  return flaw === null
    ? pushed
    : { id: pushed.id, seq: pushed.seq, unit: pushed.unit, unstorable: flaw.replaceAll('\0', '') };
}
