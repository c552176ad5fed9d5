import { emptyChain } from '#core/domain/audit/chain-hash.ts';
import type { LogSeal } from '#core/domain/audit/log-seal.ts';
import type { OperationVerdict } from '#core/domain/sync/operation.ts';
import type { PushedOperation, PushRequest, PushResponse, PushResult } from '#core/domain/sync/push.ts';
import { findUnstorableText } from '#core/kernel/storable.ts';
import { sealOf } from '../audit/seal-log.ts';
import type { CloudDatabase, Transactions } from '../database/open-database.ts';
import type { CloudTransaction } from '../database/tables.ts';
import { loadOrganizations } from '../registry/load.ts';
import { ownershipPolicy } from '../registry/ownership-policy.ts';
import { unitTypes } from '../registry/unit-types.ts';
import type { CallingStation } from '../stations/find-station.ts';
import type { CloudClock, CloudIds, CloudLog } from '../world/world.ts';
import type { PushContext } from './push-context.ts';
import { type AuditAnswer, takeAudit } from './take-audit.ts';
import { holdOperation, type TakenOperation, takeOperation } from './take-operation.ts';

export interface PushParts {
  readonly database: CloudDatabase;
  readonly clock: CloudClock;
  readonly ids: CloudIds;
  readonly log: CloudLog;
}

export type PushOutcome =
  | { readonly kind: 'answered'; readonly response: PushResponse }
  /** The request speaks for another station than its token does. */
  | { readonly kind: 'wrong-station' }
  /** Another disk speaks, or spoke, with this station's name: it must be enrolled anew. */
  | { readonly kind: 'forked' };

/**
 * Takes what a station sends (STA-3): operations one by one, each in a transaction of its own, then the audit entries. What was taken
 * before a fork was noticed stays taken; its verdicts are given again when the station is enrolled anew.
 */
export async function takePush(parts: PushParts, station: CallingStation, request: PushRequest): Promise<PushOutcome> {
  if (request.stationId !== station.id) {
    return { kind: 'wrong-station' };
  }
  if (!(await adoptGeneration(parts, station, request.generation))) {
    return { kind: 'forked' };
  }
  const results: PushResult[] = [];
  for (const pushed of request.operations) {
    const taken = await takeOrHold(parts, station, { pushed: storable(pushed), generation: request.generation });
    if (taken.kind === 'forked') {
      parts.log.warn('station.forked', { stationId: station.id, seq: pushed.seq });
      return { kind: 'forked' };
    }
    results.push(
      taken.kind === 'duplicate'
        ? { operationId: pushed.id, verdict: taken.kind, stored: taken.stored }
        : taken.verdict,
    );
  }
  const { audit, seal } = await asStation(parts, station).transact(async (transaction) => {
    const context = await contextFor(parts, station, transaction);
    const taken = await takeAudit(context, request);
    return { audit: taken, seal: await sealFor(context, request, taken) };
  });
  if (audit.kind === 'broken') {
    parts.log.error('audit.broken', { stationId: station.id, seq: audit.seq, fault: audit.fault });
  }
  return {
    kind: 'answered',
    response: { results, audit, ...(seal === null ? {} : { seal }), serverTime: parts.clock.now() },
  };
}

/** What is the station's own business, in its organization's name; only the verdicts themselves are the cloud's. */
function asStation({ database, clock }: PushParts, { organizationId }: CallingStation): Transactions {
  return database.forTenant({ organizationId, now: clock.now() });
}

/** What holds text that nobody can store comes to nothing that anybody understands, so that it holds back its own unit alone (P12). */
function storable(pushed: PushedOperation): PushedOperation {
  const flaw = findUnstorableText(pushed);
  return flaw === null
    ? pushed
    : { id: pushed.id, seq: pushed.seq, unit: pushed.unit, unstorable: flaw.replaceAll('\0', '') };
}

/** Proof that what was held now stands in the log of the station's own organization. */
function sealFor(context: PushContext, request: PushRequest, audit: AuditAnswer): Promise<LogSeal | null> {
  if (audit.kind === 'broken' || request.auditEntries.length === 0) {
    return Promise.resolve(null);
  }
  const { id: stationId, organizationId } = context.station;
  return sealOf(context.transaction, {
    organizationId,
    from: request.treeSize,
    entry: { stationId, generation: request.generation, seq: audit.size, head: audit.head },
    now: context.now,
  });
}

/** A fault while deciding is ours, never the technician's: the operation is held here and its verdict stays open. */
async function takeOrHold(
  parts: PushParts,
  station: CallingStation,
  { pushed, generation }: { pushed: PushedOperation; generation: number },
): Promise<Exclude<TakenOperation, { kind: 'deferred' }>> {
  try {
    const taken = await parts.database
      .asSystem('verdict')
      .transact(async (transaction) =>
        takeOperation(await contextFor(parts, station, transaction), pushed, generation),
      );
    if (taken.kind !== 'deferred') {
      return taken;
    }
    if (taken.fault !== undefined) {
      parts.log.error('operation.held', { operationId: pushed.id, unit: pushed.unit, fault: taken.fault });
    }
    return { kind: 'verdict', verdict: deferred(pushed, { code: taken.code, now: parts.clock.now() }) };
  } catch (error: unknown) {
    const fault = error instanceof Error ? error.message : String(error);
    parts.log.error('operation.held', { operationId: pushed.id, unit: pushed.unit, fault });
    await asStation(parts, station).transact(async (transaction) =>
      holdOperation(await contextFor(parts, station, transaction), pushed, { generation, fault }),
    );
    return { kind: 'verdict', verdict: deferred(pushed, { code: 'CLOUD_FAULT', now: parts.clock.now() }) };
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

/** What one operation of this station may use, in this transaction. */
export async function contextFor(
  parts: PushParts,
  station: CallingStation,
  transaction: CloudTransaction,
): Promise<PushContext> {
  const organizations = await loadOrganizations(transaction, [station.organizationId]);
  return {
    transaction,
    station,
    organizationName: organizations.get(station.organizationId)?.name ?? station.organizationId,
    matrix: unitTypes,
    policy: ownershipPolicy,
    now: parts.clock.now(),
    nextId: () => parts.ids.next(),
  };
}

/**
 * A station that was restored from a backup begins a higher generation by itself: numbers and audit trail start again. A lower one is
 * the disk from before. False: this disk has lost its name.
 */
async function adoptGeneration(parts: PushParts, station: CallingStation, generation: number): Promise<boolean> {
  return asStation(parts, station).transact(async (transaction) => {
    const row = await transaction
      .selectFrom('stations')
      .select(['generation', 'frozen'])
      .where('id', '=', station.id)
      .forUpdate()
      .executeTakeFirstOrThrow();
    if (row.frozen || generation < row.generation) {
      return false;
    }
    if (generation > row.generation) {
      const anew = { generation, received_seq: 0, audit_size: emptyChain.size, audit_head: emptyChain.head };
      await transaction.updateTable('stations').set(anew).where('id', '=', station.id).execute();
    }
    return true;
  });
}
