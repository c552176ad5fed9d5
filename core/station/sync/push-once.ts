import type { Operation } from '../../domain/sync/operation.ts';
import { type PushRequest, type PushResponse, verdictOfResult } from '../../domain/sync/push.ts';
import { cutPushBatch, largestBatch, type PushBatch } from '../../domain/sync/push-batch.ts';
import {
  afterAnswer,
  afterFault,
  afterGap,
  holdUnit,
  leavesGap,
  nextPushes,
  type PushContents,
  type PushMoment,
  type PushPlan,
  type PushShape,
  type Setback,
} from '../../domain/sync/push-plan.ts';
import type { HaltReason, RequestEnd } from '../../domain/sync/sync-machine.ts';
import type { IsoTime } from '../../kernel/iso-time.ts';
import type { CancelSignal } from '../../ports/clock.ts';
import type { OperationRecord, StoreWriter } from '../../ports/station-store.ts';
import { keepSeal, readSeal } from '../audit/keep-seal.ts';
import { brokenWord } from '../audit/sign-head.ts';
import type { ClockError } from './clock-error.ts';
import { settleVerdicts } from './settle-verdicts.ts';
import { endOfFailure, type Reach, type SyncDeps } from './sync-deps.ts';
import { readAuditHeld, writeAuditHeld, writeContact } from './sync-memory.ts';

/**
 * One push: what waits, in order, within the plan's limits; then the answer stored, verdict by verdict. Repeating a push whose answer
 * was lost changes nothing: the cloud answers with the same verdicts, and a verdict that is stored already is passed over (STA-3).
 */
export interface PushReport {
  readonly end: RequestEnd;
  readonly plan: PushPlan;
  readonly reach: Reach;
  /** Operations that got their verdict now, in order. */
  readonly settled: readonly OperationRecord[];
}

export interface PushDeps extends SyncDeps {
  readonly clockError: ClockError;
}

export async function pushOnce(deps: PushDeps, plan: PushPlan, cancel: CancelSignal): Promise<PushReport> {
  const batch = collect(deps, plan);
  if (isEmpty(batch)) {
    return { end: { kind: 'done' }, plan, reach: 'not-asked', settled: [] };
  }
  const measure = deps.clockError.begin();
  const answer = await deps.cloud.push(requestFor(deps, batch, deps.clock.now()), cancel);
  if (cancel.aborted) {
    // The loop has gone on and the store may be closed. Whatever was decided is told again on the next push.
    return { end: { kind: 'failed', why: 'unreachable' }, plan, reach: 'not-reached', settled: [] };
  }
  if (answer.kind === 'pushed') {
    return takeAnswer(deps, { plan, batch, measure, response: answer.response });
  }
  deps.log.warn('sync.push-failed', { kind: answer.kind, operations: batch.operations.length });
  if (answer.kind !== 'faulty') {
    return { end: endOfFailure(answer), plan, reach: 'not-reached', settled: [] };
  }
  const next = afterFault(plan, contentsOf(batch), momentOf(deps));
  const end: RequestEnd = next.kind === 'try-smaller' ? { kind: 'more' } : { kind: 'failed', why: 'faulty' };
  return { end, plan: next.plan, reach: 'not-reached', settled: [] };
}

/** The first of the plan's shapes for which there is anything to send. */
function collect(deps: SyncDeps, plan: PushPlan): PushBatch {
  for (const shape of nextPushes(plan, deps.clock.monotonicMs())) {
    const batch = fill(deps, shape);
    if (!isEmpty(batch)) {
      return batch;
    }
  }
  return { operations: [], auditEntries: [], cut: false };
}

function fill({ store }: SyncDeps, shape: PushShape): PushBatch {
  const entries =
    shape.audit === 'held-back' ? [] : store.auditFrom(readAuditHeld(store) + 1, largestBatch.auditEntries);
  const auditGoesAlone = shape.audit === 'before-operations' && entries.length > 0;
  return cutPushBatch(auditGoesAlone ? [] : operationsFor(store, shape), entries);
}

/** In order, and without a number between them that the cloud has not seen. */
function operationsFor(
  store: SyncDeps['store'],
  { operationsAtMost, exceptUnits, beyond = {} }: PushShape,
): readonly Operation[] {
  const newlyHeld = Object.entries(beyond).flatMap(([unit, seenSeq]) =>
    store.waitingOperations(unit).filter(({ seq }) => seq > seenSeq),
  );
  return [...store.pendingOperations(operationsAtMost, exceptUnits), ...newlyHeld]
    .sort((one, other) => one.seq - other.seq)
    .slice(0, operationsAtMost);
}

function requestFor(deps: SyncDeps, batch: PushBatch, stationTime: IsoTime): PushRequest {
  const last = batch.auditEntries.at(-1);
  return {
    ...deps.identity,
    operations: [...batch.operations],
    auditEntries: [...batch.auditEntries],
    // What the cloud holds needs no second witness here, so this word is not kept.
    checkpoint:
      brokenWord(deps) ??
      (last === undefined ? null : deps.signer.sign({ ...deps.identity, size: last.seq, head: last.head })),
    ...treeSizeOf(deps),
    stationTime,
  };
}

function treeSizeOf(deps: SyncDeps): Pick<PushRequest, 'treeSize'> {
  const kept = readSeal(deps, deps.store);
  return kept.kind === 'kept' ? { treeSize: kept.checkpoint.size } : {};
}

interface Answered {
  readonly plan: PushPlan;
  readonly batch: PushBatch;
  readonly measure: ReturnType<ClockError['begin']>;
  readonly response: PushResponse;
}

function takeAnswer(deps: SyncDeps, answered: Answered): PushReport {
  const { batch, response } = answered;
  const { settled, ...settling } = storeVerdicts(deps, answered);
  const { plan, halt } = takeAuditAnswer(deps, settling.plan, answered);
  deps.store.transact((write) => {
    writeContact(write, deps.clock.now());
    answered.measure(write, response.serverTime);
    if (response.audit.kind === 'held' && halt === null) {
      writeAuditHeld(write, response.audit.size);
      takeSeal(deps, write, response.seal);
    }
  });
  deps.log.info('sync.pushed', {
    operations: batch.operations.length,
    settled: settled.length,
    entries: batch.auditEntries.length,
  });
  const end = halt === null ? endOfAnswer(deps, plan, settling.kind) : ({ kind: 'halt', why: halt } as const);
  return { end, plan, reach: 'reached', settled };
}

function takeSeal(deps: SyncDeps, write: StoreWriter, seal: PushResponse['seal']): void {
  const doubt = seal === undefined ? null : keepSeal(deps, write, seal);
  if (doubt !== null) {
    deps.log.error('sync.seal-doubted', { why: doubt });
  }
}

/** What is unsettled is held back by the plan now, so that asking again what remains cannot go round in circles. */
function endOfAnswer(deps: SyncDeps, plan: PushPlan, settling: Setback['kind']): RequestEnd {
  if (settling === 'pause') {
    return { kind: 'failed', why: 'faulty' };
  }
  return isEmpty(collect(deps, plan)) ? { kind: 'done' } : { kind: 'more' };
}

/** What the cloud decided goes on the books here; what is unsettled waits by the plan. */
function storeVerdicts(
  deps: SyncDeps,
  { plan, batch, response }: Answered,
): Setback & { readonly settled: readonly OperationRecord[] } {
  const verdicts = new Map(response.results.map((result) => [result.operationId, verdictOfResult(result)]));
  const settlings = settleVerdicts(
    deps,
    batch.operations.map(({ id }) => verdicts.get(id)),
  );
  const done = new Set<string>();
  const left = new Map<string, 'deferred' | 'not-stored'>();
  for (const [index, { unit }] of batch.operations.entries()) {
    const kind = settlings[index]?.kind ?? 'deferred';
    if (kind === 'settled' || kind === 'known-before') {
      done.add(unit);
    } else {
      left.set(unit, kind);
    }
  }
  const units = [...done].filter((unit) => !left.has(unit));
  const answered = afterAnswer(plan, { units, hasAudit: batch.auditEntries.length > 0 });
  const settled = settlings.flatMap((one) => (one.kind === 'settled' ? [one.record] : []));
  return { ...holdBack(deps, answered, { left, batch }), settled };
}

interface LeftOver {
  readonly left: ReadonlyMap<string, 'deferred' | 'not-stored'>;
  readonly batch: PushBatch;
}

function holdBack(deps: SyncDeps, plan: PushPlan, { left, batch }: LeftOver): Setback {
  if (leavesGap(plan) && [...left.values()].includes('deferred')) {
    return afterGap(plan);
  }
  const held = [...left.keys()].reduce(
    (soFar, unit) => holdUnit(soFar, unit, { ...momentOf(deps), seqs: seqsOf(batch, unit) }),
    plan,
  );
  return { kind: 'try-smaller', plan: held };
}

/** Compares what the cloud holds with this station's own chain (REP-1, reliability.md §3.3). */
function takeAuditAnswer(
  deps: SyncDeps,
  plan: PushPlan,
  { batch, response }: Answered,
): { readonly plan: PushPlan; readonly halt: HaltReason | null } {
  if (response.audit.kind === 'broken') {
    deps.log.error('sync.audit-broken', { seq: response.audit.seq, fault: response.audit.fault });
    return { plan, halt: response.audit.fault === 'fork' ? 'forked' : 'audit-broken' };
  }
  const { size, head } = response.audit;
  const [own] = size === 0 ? [] : deps.store.auditFrom(size, 1);
  if (size > 0 && own?.head !== head) {
    // The cloud has entries under this name that are not on this disk: an old copy of the folder, or a second one.
    deps.log.error('sync.audit-fork', { size, ownSize: deps.store.auditHead().size });
    return { plan, halt: 'forked' };
  }
  const last = batch.auditEntries.at(-1);
  const isTaken = last === undefined || size >= last.seq;
  return {
    plan: isTaken ? plan : afterFault(plan, { units: [], hasAudit: true }, momentOf(deps)).plan,
    halt: null,
  };
}

function seqsOf({ operations }: PushBatch, unit: string): readonly number[] {
  return operations.filter((one) => one.unit === unit).map(({ seq }) => seq);
}

function isEmpty(batch: PushBatch): boolean {
  return batch.operations.length === 0 && batch.auditEntries.length === 0;
}

function contentsOf(batch: PushBatch): PushContents {
  return { units: batch.operations.map((one) => one.unit), hasAudit: batch.auditEntries.length > 0 };
}

function momentOf({ clock, random }: SyncDeps): PushMoment {
  return { atMs: clock.monotonicMs(), random: random() };
}
