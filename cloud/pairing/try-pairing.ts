import type { Organization } from '#core/domain/organizations/organization.ts';
import { matchVin } from '#core/domain/pairing/match-vin.ts';
import type { PairingStatus } from '#core/domain/pairing/pairing-state.ts';
import type { UnitMessage } from '#core/domain/pairing/unit-message.ts';
import { epochMs, type IsoTime } from '#core/kernel/iso-time.ts';
import type { Changed } from '../changes/publishing.ts';
import { loadAssetsOf, loadOrganizations, loadPairings } from '../registry/load.ts';
import { beginRepeats, endOfRepeats, endRepeats, putOffRepeat } from './not-found-schedule.ts';
import { addEvent, beginPairing, type PairingContext, saveStatus } from './write-pairing.ts';

/**
 * One try to pair a unit by the VIN that it told (PAIR-2): core matches, here the outcome is stored and told. Made with each message of the
 * unit, and by the hour for a VIN that no asset has (PAIR-3). It never takes an asset from another unit; that is a task for a person.
 */
export interface Candidate {
  readonly unit: string;
  readonly owner: Organization;
}

/** Locks the unit. Null unless it is installed, free, and its owner pairs automatically. */
export async function lockCandidate(context: PairingContext, unit: string): Promise<Candidate | null> {
  const row = await context.transaction
    .selectFrom('units')
    .select(['owner_id', 'configuration', 'paired_asset_id'])
    .where('unit', '=', unit)
    .forUpdate()
    .executeTakeFirst();
  if (row === undefined || row.configuration !== 'configured' || row.paired_asset_id !== null) {
    return null;
  }
  const owner = (await loadOrganizations(context.transaction, [row.owner_id])).get(row.owner_id);
  return owner?.autoPairing === true ? { unit, owner } : null;
}

export interface PairingTry extends Candidate, Pick<UnitMessage, 'sensorVin' | 'position'> {
  /** When the unit said so. */
  readonly heardAt: IsoTime;
}

export interface TryOutcome {
  /** A reason of the pairing events, or `occupied`. */
  readonly pairing: string;
  readonly changed: readonly Changed[];
}

export async function tryPairing(context: PairingContext, attempt: PairingTry): Promise<TryOutcome> {
  const { unit, owner, sensorVin, position, heardAt } = attempt;
  // Assets of one organization are locked in one order: two units that mean the same asset must not both find it free.
  await context.transaction
    .selectFrom('assets')
    .select('id')
    .where('organization_id', '=', owner.id)
    .orderBy('id')
    .forUpdate()
    .execute();
  const assets = await loadAssetsOf(context.transaction, owner.id);
  const match = matchVin(sensorVin, assets, unit);
  switch (match.kind) {
    case 'paired': {
      const vin = assets.find((asset) => asset.id === match.assetId)?.vin ?? null;
      const pair = { unit, organizationId: owner.id, assetId: match.assetId, vin };
      const by = { kind: 'vin', sensorVin: sensorVin ?? '', heard: { at: heardAt, position } } as const;
      return { pairing: 'AutoPair', changed: await beginPairing(context, pair, by) };
    }
    case 'occupied':
      // The events have no word for it, so subscribers hear nothing; the stations see the status and the asset concerned.
      return storeFailure(context, attempt, { reason: null, candidateAssetIds: [match.assetId] });
    case 'failed':
      return storeFailure(context, attempt, match);
  }
}

const hourMs = 3_600_000;

interface Failure {
  readonly reason: 'InvalidData' | 'NotFound' | 'MultipleMatchFound' | 'Unknown' | null;
  readonly candidateAssetIds: readonly string[];
}

/** The same failure again is counted, not listed again (decisions.md B6); an event about it goes out once an hour at most. */
export async function storeFailure(
  context: PairingContext,
  attempt: PairingTry,
  { reason, candidateAssetIds }: Failure,
): Promise<TryOutcome> {
  const { unit, owner, sensorVin, position, heardAt } = attempt;
  const before = await sameFailureBefore(context, attempt, reason);
  const toldAt = before?.lastEventAt ?? null;
  const isHourOver = toldAt === null || epochMs(context.now) - epochMs(toldAt) >= hourMs;
  const endsAt = before !== null && reason === 'NotFound' ? await endOfRepeats(context.transaction, unit) : null;
  const isTold = reason !== null && isHourOver && (endsAt === null || context.now <= endsAt);
  const lastEventAt = isTold ? context.now : toldAt;

  await saveStatus(
    context,
    { unit, organizationId: owner.id },
    {
      state: 'failed',
      reason,
      assetId: null,
      assetVin: null,
      sensorVin,
      candidateAssetIds,
      count: (before?.status.count ?? 0) + 1,
      lastEventAt,
      registeredAt: heardAt,
      ...(before === null ? {} : { firstAt: before.status.firstAt ?? before.status.registeredAt }),
    },
  );
  if (isTold) {
    await addEvent(context, {
      kind: 'not-paired',
      registeredOn: context.now,
      organizationId: owner.id,
      unitId: unit,
      reason,
      sensorVin,
      candidateAssetIds,
      position,
    });
  }
  await keepTrying(context, attempt, { reason, isScheduled: endsAt !== null, lastEventAt: lastEventAt ?? context.now });
  return { pairing: reason ?? 'occupied', changed: [{ kind: 'pairing', keys: [unit] }] };
}

/** Only NotFound is tried and told each hour without the unit saying anything (PAIR-3). */
async function keepTrying(
  { transaction, now }: PairingContext,
  { unit, owner, sensorVin, position }: PairingTry,
  failure: Pick<Failure, 'reason'> & {
    /** It was found out before, and until when it is tried is written down. */
    readonly isScheduled: boolean;
    readonly lastEventAt: IsoTime;
  },
): Promise<void> {
  if (failure.reason !== 'NotFound') {
    await endRepeats(transaction, unit);
  } else if (failure.isScheduled) {
    await putOffRepeat(transaction, { unit, toldAt: failure.lastEventAt });
  } else {
    await beginRepeats(transaction, { unit, organizationId: owner.id, sensorVin, position, now });
  }
}

interface FailureBefore {
  readonly status: PairingStatus;
  readonly lastEventAt: IsoTime | null;
}

/** Null where the unit was paired meanwhile, or failed with another VIN, for another reason or another owner. */
async function sameFailureBefore(
  { transaction }: PairingContext,
  { unit, owner, sensorVin }: PairingTry,
  reason: Failure['reason'],
): Promise<FailureBefore | null> {
  const [status] = await loadPairings(transaction, [unit]);
  const isSame =
    status?.state === 'failed' &&
    status.organizationId === owner.id &&
    status.reason === reason &&
    status.sensorVin === sensorVin;
  if (!isSame) {
    return null;
  }
  const told = await transaction
    .selectFrom('pairings')
    .select('last_event_at')
    .where('unit', '=', unit)
    .executeTakeFirst();
  return { status, lastEventAt: told?.last_event_at ?? null };
}
