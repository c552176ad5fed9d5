import { publish } from '../changes/publishing.ts';
import type { CloudDatabase } from '../database/open-database.ts';
import type { CloudClock, CloudIds } from '../world/world.ts';
import { endRepeats, putOffRepeat } from './not-found-schedule.ts';
import { addEvent, type PairingContext } from './write-pairing.ts';

export interface RepeatParts {
  readonly database: CloudDatabase;
  readonly clock: CloudClock;
  readonly ids: CloudIds;
}

/**
 * Tells subscribers again, each hour, of units whose VIN no asset has (PAIR-3). One unit is one transaction, and after a downtime each gets
 * one event, not those that were missed. Answers how many were told. The rows say when and until when; this is all there is to remember.
 */
export async function repeatNotFound({ database, clock, ids }: RepeatParts): Promise<number> {
  let told = 0;
  for (;;) {
    const outcome = await database.transact((transaction) =>
      repeatOne({ transaction, now: clock.now(), nextId: () => ids.next() }),
    );
    if (outcome === 'none-due') {
      return told;
    }
    told += outcome === 'told' ? 1 : 0;
  }
}

type Repeated = 'told' | 'ended' | 'none-due';

async function repeatOne(context: PairingContext): Promise<Repeated> {
  const { transaction, now } = context;
  const due = await transaction
    .selectFrom('not_found_repeats')
    .select('unit')
    .where('next_at', '<=', now)
    .orderBy('next_at')
    .limit(1)
    .executeTakeFirst();
  if (due === undefined) {
    return 'none-due';
  }
  // The unit first, as everybody who pairs does; then it is looked at again, because meanwhile another server may have done it.
  const unit = await transaction
    .selectFrom('units')
    .select(['owner_id', 'paired_asset_id'])
    .where('unit', '=', due.unit)
    .forUpdate()
    .executeTakeFirst();
  const repeat = await transaction
    .selectFrom('not_found_repeats')
    .selectAll()
    .where('unit', '=', due.unit)
    .executeTakeFirst();
  if (repeat === undefined || repeat.next_at === null || repeat.next_at > now) {
    return 'ended';
  }
  if (unit?.owner_id !== repeat.organization_id || unit.paired_asset_id !== null) {
    await endRepeats(transaction, due.unit);
    return 'ended';
  }
  if (now > repeat.ends_at) {
    await transaction.updateTable('not_found_repeats').set({ next_at: null }).where('unit', '=', due.unit).execute();
    return 'ended';
  }
  await tell(context, repeat);
  return 'told';
}

async function tell(
  context: PairingContext,
  repeat: {
    readonly unit: string;
    readonly organization_id: string;
    readonly sensor_vin: string | null;
    readonly position: { latitude: number; longitude: number } | null;
  },
): Promise<void> {
  const { transaction, now } = context;
  await addEvent(context, {
    kind: 'not-paired',
    registeredOn: now,
    organizationId: repeat.organization_id,
    unitId: repeat.unit,
    reason: 'NotFound',
    sensorVin: repeat.sensor_vin,
    candidateAssetIds: [],
    position: repeat.position,
  });
  await transaction.updateTable('pairings').set({ last_event_at: now }).where('unit', '=', repeat.unit).execute();
  await putOffRepeat(transaction, { unit: repeat.unit, now });
  await publish(transaction, [{ kind: 'pairing', keys: [repeat.unit] }]);
}
