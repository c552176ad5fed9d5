import { type Operation, type OperationVerdict, operation, operationVerdict } from '#core/domain/sync/operation.ts';
import type { PushedOperation } from '#core/domain/sync/push.ts';
import { assertNever } from '#core/kernel/assert-never.ts';
import { canonicalJson } from '#core/kernel/canonical-json.ts';
import { sha256Hex } from '#core/kernel/sha256.ts';
import { fileActs } from '../audit/organization-log.ts';
import { publish } from '../changes/publishing.ts';
import { applyPair, applyUnpair } from './apply-pairing.ts';
import { applyPersonalErase } from './apply-personal-erase.ts';
import { applyProfileSave } from './apply-profile.ts';
import { applyReversalDecision } from './apply-reversal-decision.ts';
import { applyReversalRequest } from './apply-reversal-request.ts';
import { applyTransfer } from './apply-transfer.ts';
import type { OperationEffect, PushContext } from './push-context.ts';
import { storeInspected, storeInstalled, storeSigned } from './store-fact.ts';

/**
 * One operation in one transaction: its effect, its verdict, the trail and the feed are there together or not at all. The verdict is
 * kept for ever, so a repeat, however late, gets the same answer and has no effect (STA-3).
 */
export type TakenOperation =
  | { readonly kind: 'verdict'; readonly verdict: OperationVerdict }
  /** Decided before; this is the verdict that was stored then. */
  | { readonly kind: 'duplicate'; readonly stored: OperationVerdict }
  /** Not decided: an earlier operation is missing or waits, or this one is not understood. Nothing is stored but that it was seen. */
  | { readonly kind: 'deferred'; readonly code: 'OPERATION_NOT_UNDERSTOOD' | null; readonly fault?: string }
  /** Two disks speak with this station's name (reliability.md §3.3). The generation is frozen from now on. */
  | { readonly kind: 'forked' };

export async function takeOperation(
  context: PushContext,
  pushed: PushedOperation,
  generation: number,
): Promise<TakenOperation> {
  const place: Place = { stationId: context.station.id, generation, seq: pushed.seq };
  const station = await lockStation(context);
  if (station.frozen || station.generation !== generation) {
    return { kind: 'forked' };
  }
  const bodyHash = hashOf(context, pushed);
  const known = await findKnown(context, pushed, place);
  if (known.some((one) => one.bodyHash !== bodyHash)) {
    await freeze(context);
    return { kind: 'forked' };
  }
  const decided = known.find((one) => one.verdict !== null)?.verdict ?? null;
  if (pushed.seq > station.received_seq + 1 && decided === null) {
    return { kind: 'deferred', code: null };
  }
  await noteReceived(context, Math.max(station.received_seq, pushed.seq));
  if (decided !== null) {
    return { kind: 'duplicate', stored: decided };
  }
  if (await waitsBehindHeld(context, pushed, place)) {
    await holdBack(context, { pushed, place, bodyHash, fault: 'waits for an earlier operation of this unit' });
    return { kind: 'deferred', code: null };
  }
  const read = operation.safeParse(pushed);
  if (!read.success) {
    const fault = `${notUnderstood}: ${read.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`).join('; ')}`;
    await holdBack(context, { pushed, place, bodyHash, fault });
    return { kind: 'deferred', code: 'OPERATION_NOT_UNDERSTOOD', fault };
  }
  return decide(context, { operation: read.data, pushed, place, bodyHash });
}

/** Held with these words, an operation may come again in another shape: whoever sent it has been mended. */
const notUnderstood = 'not understood';

async function decide(
  context: PushContext,
  { operation, ...seen }: Seen & { readonly operation: Operation },
): Promise<TakenOperation> {
  const effect = await applyOperation(context, operation);
  const verdict: OperationVerdict = {
    operationId: operation.id,
    verdict: effect.verdict,
    code: effect.code,
    by: effect.by,
    ownerEpoch: effect.ownerEpoch,
    decidedAt: context.now,
  };
  await store(context, { operation, ...seen, verdict });
  await fileActs(context.transaction, effect.acts);
  await publish(context.transaction, effect.changed);
  return { kind: 'verdict', verdict };
}

/** After a fault of ours: the operation is noted as seen and waits; later ones of the same unit wait behind it, others pass. */
export async function holdOperation(
  context: PushContext,
  pushed: PushedOperation,
  by: { readonly generation: number; readonly fault: string },
): Promise<void> {
  const place = { stationId: context.station.id, generation: by.generation, seq: pushed.seq };
  const station = await lockStation(context);
  await noteReceived(context, Math.max(station.received_seq, pushed.seq));
  await holdBack(context, { pushed, place, bodyHash: hashOf(context, pushed), fault: by.fault });
}

interface Place {
  readonly stationId: string;
  readonly generation: number;
  readonly seq: number;
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
    default:
      return assertNever(operation);
  }
}

/** Without its number: an operation that moves to a new generation is numbered anew and is still the same. */
function hashOf(context: PushContext, { seq: _seq, ...body }: PushedOperation): string {
  return sha256Hex(canonicalJson({ stationId: context.station.id, ...body }));
}

/** One push of a station at a time, so that two deliveries of the same operation cannot both be the first. */
function lockStation(context: PushContext) {
  return context.transaction
    .selectFrom('stations')
    .select(['generation', 'frozen', 'received_seq'])
    .where('id', '=', context.station.id)
    .forUpdate()
    .executeTakeFirstOrThrow();
}

interface Known {
  readonly bodyHash: string;
  readonly verdict: OperationVerdict | null;
}

/** Everything held under this id or this place, decided or not. */
async function findKnown(context: PushContext, pushed: PushedOperation, place: Place): Promise<readonly Known[]> {
  const decided = await context.transaction
    .selectFrom('operations')
    .select(['body_hash', 'verdict'])
    .where((row) =>
      row.or([
        row('id', '=', pushed.id),
        row.and({ station_id: place.stationId, generation: place.generation, seq: place.seq }),
      ]),
    )
    .execute();
  const held = await context.transaction
    .selectFrom('held_operations')
    .select('body_hash')
    .where((row) => row.and({ station_id: place.stationId, generation: place.generation, seq: place.seq }))
    .where((row) => row.or([row('operation_id', '<>', pushed.id), row('fault', 'not like', `${notUnderstood}:%`)]))
    .execute();
  return [
    ...decided.map((row) => ({ bodyHash: row.body_hash, verdict: operationVerdict.parse(row.verdict) })),
    ...held.map((row) => ({ bodyHash: row.body_hash, verdict: null })),
  ];
}

async function freeze(context: PushContext): Promise<void> {
  await context.transaction
    .updateTable('stations')
    .set({ frozen: true })
    .where('id', '=', context.station.id)
    .execute();
}

async function noteReceived(context: PushContext, seq: number): Promise<void> {
  await context.transaction
    .updateTable('stations')
    .set({ received_seq: seq })
    .where('id', '=', context.station.id)
    .execute();
}

async function waitsBehindHeld(context: PushContext, { unit }: PushedOperation, place: Place): Promise<boolean> {
  const earlier = await context.transaction
    .selectFrom('held_operations')
    .select('seq')
    .where((row) => row.and({ station_id: place.stationId, generation: place.generation, unit }))
    .where('seq', '<', place.seq)
    .executeTakeFirst();
  return earlier !== undefined;
}

interface Seen {
  readonly pushed: PushedOperation;
  readonly place: Place;
  readonly bodyHash: string;
}

async function holdBack(
  context: PushContext,
  { pushed, place, bodyHash, fault }: Seen & { fault: string },
): Promise<void> {
  const kind = typeof pushed['kind'] === 'string' ? pushed['kind'] : null;
  await context.transaction
    .insertInto('held_operations')
    .values({
      station_id: place.stationId,
      generation: place.generation,
      seq: place.seq,
      operation_id: pushed.id,
      unit: pushed.unit,
      kind,
      body_hash: bodyHash,
      fault,
      tries: 1,
      first_at: context.now,
      last_at: context.now,
    })
    .onConflict((conflict) =>
      conflict.columns(['station_id', 'generation', 'seq']).doUpdateSet((old) => ({
        ...{ kind, body_hash: bodyHash, fault, last_at: context.now },
        tries: old('held_operations.tries', '+', 1),
      })),
    )
    .execute();
}

async function store(
  context: PushContext,
  { operation, place, bodyHash, verdict }: Omit<Seen, 'pushed'> & { operation: Operation; verdict: OperationVerdict },
): Promise<void> {
  await context.transaction
    .insertInto('operations')
    .values({
      id: operation.id,
      station_id: place.stationId,
      generation: place.generation,
      seq: place.seq,
      unit: operation.unit,
      kind: operation.kind,
      body_hash: bodyHash,
      body: canonicalJson(operation),
      verdict: JSON.stringify(verdict),
      decided_at: context.now,
    })
    .execute();
  await context.transaction
    .deleteFrom('held_operations')
    .where((row) => row.and({ station_id: place.stationId, generation: place.generation, seq: place.seq }))
    .execute();
}
