import { emptyChain } from '#core/domain/audit/chain-hash.ts';
import type { LogSeal } from '#core/domain/audit/log-seal.ts';
import type { PushRequest, PushResponse } from '#core/domain/sync/push.ts';
import { sealOf } from '../audit/seal-log.ts';
import type { CallingStation } from '../stations/find-station.ts';
import type { PushContext } from './push-context.ts';
import { asStation, contextFor, type PushParts } from './push-parts.ts';
import { type AuditAnswer, takeAudit } from './take-audit.ts';
import { takeOperations } from './take-operations.ts';

export type PushOutcome =
  | { readonly kind: 'answered'; readonly response: PushResponse }
  /** The request speaks for another station than its token does. */
  | { readonly kind: 'wrong-station' }
  /** Another disk speaks, or spoke, with this station's name: it must be enrolled anew. */
  | { readonly kind: 'forked' };

/**
 * Takes what a station sends (STA-3): operations in order, then the audit entries. What was taken before a fork was noticed stays taken; its
 * verdicts are given again when the station is enrolled anew.
 */
export async function takePush(parts: PushParts, station: CallingStation, request: PushRequest): Promise<PushOutcome> {
  if (request.stationId !== station.id) {
    return { kind: 'wrong-station' };
  }
  if (!(await adoptGeneration(parts, station, request.generation))) {
    return { kind: 'forked' };
  }
  const taken = await takeOperations(parts, station, request);
  if (taken.kind === 'forked') {
    return { kind: 'forked' };
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
    response: { results: [...taken.results], audit, ...(seal === null ? {} : { seal }), serverTime: parts.clock.now() },
  };
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
