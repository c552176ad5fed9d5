import { type Operation, type OperationVerdict, operationVerdict } from '#core/domain/sync/operation.ts';
import type { PushedOperation } from '#core/domain/sync/push.ts';
import { canonicalJson } from '#core/kernel/canonical-json.ts';
import { sha256Hex } from '#core/kernel/sha256.ts';
import type { LogAct } from '../audit/organization-log.ts';
import type { Changed } from '../changes/publishing.ts';
import type { Fact, HeldUnits, OperationEffect, PushContext } from './push-context.ts';

/**
 * What is on the books about the operations of one push, read once, and what is decided now, written once: one transaction asks the database
 * a few questions about all of them instead of ten about each. Nothing here judges; `take-operation` does, and `write-books` writes.
 */
export interface OperationBooks {
  readonly context: PushContext & { readonly heldUnits: HeldUnits };
  readonly generation: number;
  /** Frozen, or another generation speaks by now. */
  readonly isForked: boolean;
  receivedSeq: number;
  readonly known: KnownOperation[];
  readonly held: Map<number, HeldOperation>;
  /** Decided since the books were opened or written. */
  readonly unwritten: Unwritten;
  hasNewReceipt: boolean;
}

interface KnownOperation {
  readonly id: string;
  /** Null where it came under another station's name or in another generation: then only its id counts. */
  readonly seq: number | null;
  readonly bodyHash: string;
  readonly verdict: OperationVerdict;
}

interface HeldOperation {
  readonly operationId: string;
  readonly unit: string;
  readonly bodyHash: string;
  readonly fault: string;
}

interface Unwritten {
  readonly decisions: Decision[];
  /** Numbers of decided operations that were held before. */
  readonly freed: number[];
  readonly facts: Fact[];
  readonly acts: LogAct[];
  readonly changed: Changed[];
}

export interface Decision {
  readonly operation: Operation;
  readonly bodyHash: string;
  readonly verdict: OperationVerdict;
}

/** Held with these words, an operation may come again in another shape: whoever sent it has been mended. */
export const notUnderstood = 'not understood';

/** Holds the station, so that two deliveries of one operation cannot both be the first, and then the units, in one order everywhere. */
export async function openBooks(
  context: PushContext,
  { generation, operations }: { readonly generation: number; readonly operations: readonly PushedOperation[] },
): Promise<OperationBooks> {
  const { transaction, station } = context;
  const own = await transaction
    .selectFrom('stations')
    .select(['generation', 'frozen', 'received_seq'])
    .where('id', '=', station.id)
    .forUpdate()
    .executeTakeFirstOrThrow();
  return {
    context: { ...context, heldUnits: await holdUnits(context, operations) },
    generation,
    isForked: own.frozen || own.generation !== generation,
    receivedSeq: own.received_seq,
    known: await readKnown(context, generation, operations),
    held: await readHeld(context, generation),
    unwritten: { decisions: [], freed: [], facts: [], acts: [], changed: [] },
    hasNewReceipt: false,
  };
}

async function holdUnits({ transaction }: PushContext, operations: readonly PushedOperation[]): Promise<HeldUnits> {
  const units = [...new Set(operations.map(({ unit }) => unit))];
  const rows = await transaction
    .selectFrom('units')
    .selectAll()
    .where('unit', 'in', units)
    .orderBy('unit')
    .forUpdate()
    .execute();
  return new Map(rows.map((row) => [row.unit, row]));
}

async function readKnown(
  { transaction, station }: PushContext,
  generation: number,
  operations: readonly PushedOperation[],
): Promise<KnownOperation[]> {
  const ids = operations.map(({ id }) => id);
  const numbers = operations.map(({ seq }) => seq);
  const rows = await transaction
    .selectFrom('operations')
    .select(['id', 'station_id', 'generation', 'seq', 'body_hash', 'verdict'])
    .where((row) =>
      row.or([
        row('id', 'in', ids),
        row.and([row('station_id', '=', station.id), row('generation', '=', generation), row('seq', 'in', numbers)]),
      ]),
    )
    .execute();
  return rows.map((row) => ({
    id: row.id,
    seq: row.station_id === station.id && row.generation === generation ? row.seq : null,
    bodyHash: row.body_hash,
    verdict: operationVerdict.parse(row.verdict),
  }));
}

async function readHeld(
  { transaction, station }: PushContext,
  generation: number,
): Promise<Map<number, HeldOperation>> {
  const rows = await transaction
    .selectFrom('held_operations')
    .select(['seq', 'operation_id', 'unit', 'body_hash', 'fault'])
    .where('station_id', '=', station.id)
    .where('generation', '=', generation)
    .execute();
  return new Map(
    rows.map((row) => [
      row.seq,
      { operationId: row.operation_id, unit: row.unit, bodyHash: row.body_hash, fault: row.fault },
    ]),
  );
}

/** Without its number: an operation that moves to a new generation is numbered anew and is still the same. */
export function hashOf({ station }: PushContext, { seq: _seq, ...body }: PushedOperation): string {
  return sha256Hex(canonicalJson({ stationId: station.id, ...body }));
}

/** Everything on the books under this id or this number, decided (with a verdict) or held. */
export function findKnown(
  { known, held }: OperationBooks,
  { id, seq }: PushedOperation,
): readonly { readonly bodyHash: string; readonly verdict: OperationVerdict | null }[] {
  const waiting = held.get(seq);
  const counts =
    waiting !== undefined && (waiting.operationId !== id || !waiting.fault.startsWith(`${notUnderstood}:`));
  return [
    ...known.filter((one) => one.id === id || one.seq === seq),
    ...(counts ? [{ bodyHash: waiting.bodyHash, verdict: null }] : []),
  ];
}

export function waitsBehindHeld({ held }: OperationBooks, { unit, seq }: PushedOperation): boolean {
  return [...held].some(([before, one]) => before < seq && one.unit === unit);
}

export function noteReceived(books: OperationBooks, seq: number): void {
  if (seq > books.receivedSeq) {
    books.receivedSeq = seq;
    books.hasNewReceipt = true;
  }
}

/** Two disks speak with this station's name: what it says from now on does not count (reliability.md §3.3). */
export async function freeze({ context }: OperationBooks): Promise<void> {
  await context.transaction
    .updateTable('stations')
    .set({ frozen: true })
    .where('id', '=', context.station.id)
    .execute();
}

export async function holdBack(
  { context, generation, held }: OperationBooks,
  { pushed, fault }: { readonly pushed: PushedOperation; readonly fault: string },
): Promise<void> {
  const kind = typeof pushed['kind'] === 'string' ? pushed['kind'] : null;
  const bodyHash = hashOf(context, pushed);
  const { id: operationId, unit, seq } = pushed;
  const again = { kind, body_hash: bodyHash, fault, last_at: context.now };
  await context.transaction
    .insertInto('held_operations')
    .values({
      station_id: context.station.id,
      generation,
      seq,
      operation_id: operationId,
      unit,
      ...again,
      tries: 1,
      first_at: context.now,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['station_id', 'generation', 'seq'])
        .doUpdateSet((old) => ({ ...again, tries: old('held_operations.tries', '+', 1) })),
    )
    .execute();
  held.set(seq, { operationId, unit, bodyHash, fault });
}

/** The effect is in the tables already; its verdict, the trail and the feed follow when the books are written. */
export function keepDecision(books: OperationBooks, decision: Decision, effect: OperationEffect): void {
  const { operation, bodyHash, verdict } = decision;
  books.known.push({ id: operation.id, seq: operation.seq, bodyHash, verdict });
  books.unwritten.decisions.push(decision);
  if (books.held.delete(operation.seq)) {
    books.unwritten.freed.push(operation.seq);
  }
  books.unwritten.facts.push(...(effect.fact === undefined ? [] : [effect.fact]));
  books.unwritten.acts.push(...effect.acts);
  books.unwritten.changed.push(...effect.changed);
}

/** Does what changes units and forgets those that were changed and not kept anew; they are read again. */
export async function watchUnits(
  { context: { heldUnits } }: OperationBooks,
  work: () => Promise<OperationEffect>,
): Promise<OperationEffect> {
  const before = new Map(heldUnits);
  const effect = await work();
  for (const key of effect.changed.flatMap(({ kind, keys }) => (kind === 'unit' ? keys : []))) {
    if (heldUnits.get(key) === before.get(key)) {
      heldUnits.delete(key);
    }
  }
  return effect;
}
