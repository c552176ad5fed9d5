import type { AuditDraft } from '../../domain/audit/audit-entry.ts';
import type { BenchEvent } from '../../domain/bench/bench-event.ts';
import { applyBench } from '../../domain/bench/bench-machine.ts';
import type { Refused } from '../../domain/bench/bench-refusal.ts';
import type { BenchSession } from '../../domain/bench/bench-session.ts';
import { unitOfSheet } from '../../domain/bench/unit-of-sheet.ts';
import type { OperationDraft } from '../../domain/sync/operation.ts';
import type { OrganizationId, SessionId } from '../../kernel/entity-ids.ts';
import type { FeedRecord, StoreWriter } from '../../ports/station-store.ts';
import { type FollowWorld, followJob } from '../jobs/follow-job.ts';
import { makeVisitJob } from '../jobs/make-visit-job.ts';
import { auditActor, type Principal } from '../principal.ts';
import type { StationContext } from '../station-context.ts';
import { ownerObstacle, ownerObstacleTo } from './sheet-owner.ts';

/**
 * The one way a work sheet changes: the bench machine decides, and sheet, audit entry, feed line and operations are stored in one
 * transaction (STA-4). What the caller tells anybody afterwards is on disk.
 */
export interface SheetChange {
  readonly sessionId: SessionId;
  readonly principal: Principal;
  readonly event: BenchEventBody;
  /** What the audit trail says of it. */
  readonly audit: Pick<AuditDraft, 'action'> &
    Partial<Pick<AuditDraft, 'outcome' | 'code' | 'before' | 'after' | 'operationId'>>;
  readonly feed?: Pick<FeedRecord, 'mark' | 'key' | 'detail'>;
  readonly operation?: OperationDraft;
  /** Settles a task about the sheet: that is not going on with somebody else's work, so it needs no taking over. */
  readonly asDecision?: true;
}

/** An event before the clock and the person's name are put to it. */
export type BenchEventBody = BenchEvent extends infer One
  ? One extends BenchEvent
    ? Omit<One, 'at' | 'by'>
    : never
  : never;

export type SheetOutcome =
  | { readonly kind: 'changed'; readonly session: BenchSession }
  | Refused
  | { readonly kind: 'no-such-sheet' };

/** Changes a sheet in a transaction of its own and tells the watchers. */
export function changeSheet(context: StationContext, change: SheetChange): SheetOutcome {
  const outcome = context.store.transact((write) => changeSheetIn(context, write, change));
  if (outcome.kind === 'changed') {
    tellSheet(context, change.sessionId, change.operation !== undefined);
  }
  return outcome;
}

/** The same inside a transaction that is open already. The caller tells the watchers when it has ended. */
export function changeSheetIn(context: SheetWorld, write: StoreWriter, change: SheetChange): SheetOutcome {
  const { sessionId, principal } = change;
  const session = write.session(sessionId);
  if (session === null) {
    return { kind: 'no-such-sheet' };
  }
  const at = context.clock.now();
  const outcome =
    (change.asDecision === true ? null : ownerObstacleTo(session, principal, change.event.kind)) ??
    applyBench(session, { ...change.event, at, by: auditActor(principal).name });
  if (outcome.kind === 'refused') {
    noteRefusal(write, concerned(context, session), { change, session, refused: outcome });
    return outcome;
  }
  write.saveSession(outcome.session);
  if (change.operation !== undefined) {
    write.enqueue(change.operation);
  }
  write.appendAudit({
    actor: auditActor(principal),
    organizations: concerned(context, session),
    outcome: 'done',
    unit: unitOf(outcome.session),
    sessionId,
    operationId: change.operation?.id ?? null,
    ...change.audit,
  });
  if (change.feed !== undefined) {
    write.addFeed({ at, sessionId, ...change.feed });
  }
  const isScan = change.event.kind === 'verdict-given';
  const changed = makeVisitJob(context, write, { session: outcome.session, principal, isScan });
  const givenUpFor = change.event.kind === 'abandoned' ? change.event.why : null;
  followJob(context, write, { session: changed, principal, givenUpFor });
  return { kind: 'changed', session: changed };
}

/**
 * Asks before anything is done on a unit whether the sheet would take what comes of it. Null when it would; a refusal is noted as the
 * attempt that it was. Saves a unit from being read in vain, and a stranger's unit from being read at all.
 */
export function refusalAhead(
  context: StationContext,
  change: SheetChange,
): Exclude<SheetOutcome, { kind: 'changed' }> | null {
  const session = context.store.session(change.sessionId);
  if (session === null) {
    return { kind: 'no-such-sheet' };
  }
  const { principal, event } = change;
  const trial =
    ownerObstacle(session, principal) ??
    applyBench(session, { ...event, at: context.clock.now(), by: auditActor(principal).name });
  if (trial.kind === 'accepted') {
    return null;
  }
  context.store.transact((write) =>
    noteRefusal(write, concerned(context, session), { change, session, refused: trial }),
  );
  return trial;
}

type SheetWorld = FollowWorld;

/** A person's refused attempt stands in the trail as well (OWN-13); what the cloud repeats and the sheet knows already does not. */
function noteRefusal(
  write: StoreWriter,
  organizations: OrganizationId[],
  {
    change,
    session,
    refused,
  }: { readonly change: SheetChange; readonly session: BenchSession; readonly refused: Refused },
): void {
  if (change.principal.kind === 'nobody') {
    return;
  }
  write.appendAudit({
    actor: auditActor(change.principal),
    organizations,
    action: change.audit.action,
    outcome: 'refused',
    code: refused.reason,
    unit: unitOf(session),
    sessionId: session.id,
    // The id that the refused operation would have had: what all sides write about one attempt stands under it.
    operationId: change.operation?.id ?? null,
  });
}

/** Everybody whose part of the trail this sheet belongs to. */
export function concerned({ identity }: Pick<StationContext, 'identity'>, session: BenchSession): OrganizationId[] {
  const owner = session.verdict.kind === 'verdict' ? session.verdict.owner?.id : undefined;
  return [...new Set([identity.organizationId, session.customerId, ...(owner === undefined ? [] : [owner])])];
}

/** `type:serial`, or the serial alone while the type is open. */
export function unitOf(session: BenchSession): string {
  return unitOfSheet(session);
}

export function tellSheet(context: StationContext, sessionId: SessionId, queued: boolean): void {
  // A sheet of a job may have moved its job, which goes out as well.
  const isOfJob = context.store.session(sessionId)?.job !== undefined;
  const isQueued = queued || isOfJob;
  context.publish({
    kind: 'changed',
    topics: [
      ...(['sheets', 'feed', 'audit'] as const),
      ...(isQueued ? (['sync'] as const) : []),
      ...(isOfJob ? (['jobs'] as const) : []),
    ],
    sessionId,
  });
  if (isQueued) {
    context.sync.wake();
  }
}
