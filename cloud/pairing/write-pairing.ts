import type { Selectable } from 'kysely';
import { buildPairingEvent, type PairingFact } from '#core/domain/pairing/pairing-event-bodies.ts';
import type { HeardMessage, PairingReason } from '#core/domain/pairing/pairing-state.ts';
import type { IsoTime } from '#core/kernel/iso-time.ts';
import type { Changed } from '../changes/publishing.ts';
import type { CloudTables, CloudTransaction } from '../database/tables.ts';
import { writeDeliveries } from '../webhooks/write-deliveries.ts';
import { endRepeats } from './not-found-schedule.ts';

/**
 * Writes what became of a unit's pairing: the unit, the status that the stations follow, and the event bodies that subscribers of the
 * organization get (PAIR-4), all in the caller's transaction. Each function answers what must be published.
 */
export interface PairingContext {
  readonly transaction: CloudTransaction;
  readonly now: IsoTime;
  readonly nextId: () => string;
  /** Rows that the caller keeps of the units it holds. */
  readonly heldUnits?: Map<string, Selectable<CloudTables['units']>>;
}

interface Pair {
  /** `type:serial`. */
  readonly unit: string;
  readonly organizationId: string;
  readonly assetId: string;
  readonly vin: string | null;
}

export type PairedBy =
  | { readonly kind: 'hand' }
  | {
      readonly kind: 'vin';
      readonly sensorVin: string;
      readonly heard: HeardMessage;
    };

/** Pairs a unit with an asset that is free. */
export async function beginPairing(context: PairingContext, pair: Pair, by: PairedBy): Promise<readonly Changed[]> {
  await setPairedAsset(context, pair.unit, pair.assetId);
  await endRepeats(context.transaction, pair.unit);
  const success = { assetId: pair.assetId, assetVin: pair.vin };
  await saveStatus(context, pair, {
    ...success,
    state: 'paired',
    reason: by.kind === 'hand' ? 'ManualPair' : 'AutoPair',
    sensorVin: by.kind === 'hand' ? null : by.sensorVin,
    ...(by.kind === 'hand' ? {} : { heard: by.heard }),
  });
  await addEvent(
    context,
    by.kind === 'hand'
      ? { kind: 'paired-by-hand', ...subjectOf(context, pair), ...success }
      : {
          kind: 'paired-automatically',
          ...subjectOf(context, pair),
          ...success,
          sensorVin: by.sensorVin,
          position: by.heard.position,
        },
  );
  return changedBy(pair);
}

/** Ends a pairing; the event goes to the organization that had it. */
export async function endPairing(context: PairingContext, pair: Pair): Promise<readonly Changed[]> {
  await setPairedAsset(context, pair.unit, null);
  const ended = { assetId: pair.assetId, assetVin: pair.vin };
  await saveStatus(context, pair, { ...ended, state: 'unpaired', reason: null, sensorVin: null });
  await addEvent(context, { kind: 'unpaired', ...subjectOf(context, pair), ...ended });
  return changedBy(pair);
}

export interface PairingStatusChange {
  readonly state: 'paired' | 'failed' | 'unpaired';
  readonly reason: PairingReason | null;
  readonly assetId: string | null;
  readonly assetVin: string | null;
  readonly sensorVin: string | null;
  readonly candidateAssetIds?: readonly string[];
  readonly count?: number;
  /** When the last event about it was stored. Default: now. */
  readonly lastEventAt?: IsoTime | null;
  /** When the unit itself said so last. Default: now. */
  readonly registeredAt?: IsoTime;
  /** Since when it is so. Default: now. */
  readonly firstAt?: IsoTime;
  /** The message by which it was paired automatically. */
  readonly heard?: HeardMessage;
}

export async function saveStatus(
  context: PairingContext,
  subject: Pick<Pair, 'unit' | 'organizationId'>,
  change: PairingStatusChange,
): Promise<void> {
  const row = {
    organization_id: subject.organizationId,
    state: change.state,
    reason: change.reason,
    asset_id: change.assetId,
    asset_vin: change.assetVin,
    sensor_vin: change.sensorVin,
    candidate_asset_ids: JSON.stringify(change.candidateAssetIds ?? []),
    count: change.count ?? 1,
    registered_at: change.registeredAt ?? context.now,
    last_event_at: change.lastEventAt === undefined ? context.now : change.lastEventAt,
    first_at: change.firstAt ?? context.now,
    tried_at: context.now,
    heard: change.heard === undefined ? null : JSON.stringify(change.heard),
  };
  await context.transaction
    .insertInto('pairings')
    .values({ unit: subject.unit, ...row })
    .onConflict((conflict) => conflict.column('unit').doUpdateSet(row))
    .execute();
}

/** Stores both bodies exactly as a subscriber of each version gets them, and for whom they are. */
export async function addEvent(context: PairingContext, fact: PairingFact): Promise<void> {
  const { v1, v2 } = buildPairingEvent(fact);
  const { position } = await context.transaction
    .insertInto('pairing_events')
    .values({
      id: context.nextId(),
      organization_id: fact.organizationId,
      unit: fact.unitId,
      registered_on: fact.registeredOn,
      v1: JSON.stringify(v1),
      v2: v2 === null ? null : JSON.stringify(v2),
    })
    .returning('position')
    .executeTakeFirstOrThrow();
  await writeDeliveries(context.transaction, {
    position,
    organizationId: fact.organizationId,
    name: v1.eventType,
    hasV2: v2 !== null,
    at: context.now,
  });
}

async function setPairedAsset(context: PairingContext, unit: string, assetId: string | null): Promise<void> {
  const changed = await context.transaction
    .updateTable('units')
    .set({ paired_asset_id: assetId })
    .where('unit', '=', unit)
    .returningAll()
    .executeTakeFirst();
  if (changed !== undefined) {
    context.heldUnits?.set(unit, changed);
  }
}

function subjectOf(context: PairingContext, pair: Pick<Pair, 'unit' | 'organizationId'>) {
  return { registeredOn: context.now, organizationId: pair.organizationId, unitId: pair.unit };
}

function changedBy(pair: Pair): readonly Changed[] {
  return [
    { kind: 'unit', keys: [pair.unit] },
    { kind: 'asset', keys: [pair.assetId] },
    { kind: 'pairing', keys: [pair.unit] },
  ];
}
