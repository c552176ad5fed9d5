import { publish } from '../changes/publishing.ts';
import type { CloudDatabase } from '../database/open-database.ts';
import { loadPairings } from '../registry/load.ts';
import type { CloudClock, CloudIds } from '../world/world.ts';
import { endRepeats } from './not-found-schedule.ts';
import { lockCandidate, tryPairing } from './try-pairing.ts';
import type { PairingContext } from './write-pairing.ts';

export interface RepeatParts {
  readonly database: CloudDatabase;
  readonly clock: CloudClock;
  readonly ids: CloudIds;
}

/**
 * Tries again, each hour, units whose VIN no asset has, and tells subscribers where still none has it (PAIR-3). One unit is one transaction,
 * and after a downtime each is tried once, not for every hour that was missed. Answers how many were. The rows say when and until when; this is
 * all there is to remember.
 */
export async function repeatNotFound({ database, clock, ids }: RepeatParts): Promise<number> {
  let tried = 0;
  for (;;) {
    const outcome = await database
      .asSystem('hourly-tries')
      .transact((transaction) => repeatOne({ transaction, now: clock.now(), nextId: () => ids.next() }));
    if (outcome === 'none-due') {
      return tried;
    }
    tried += outcome === 'tried' ? 1 : 0;
  }
}

type Repeated = 'tried' | 'ended' | 'none-due';

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
  const candidate = await lockCandidate(context, due.unit);
  const repeat = await transaction
    .selectFrom('not_found_repeats')
    .selectAll()
    .where('unit', '=', due.unit)
    .executeTakeFirst();
  if (repeat === undefined || repeat.next_at === null || repeat.next_at > now) {
    return 'ended';
  }
  if (candidate?.owner.id !== repeat.organization_id) {
    await endRepeats(transaction, due.unit);
    return end(context, due.unit);
  }
  if (now > repeat.ends_at) {
    await transaction.updateTable('not_found_repeats').set({ next_at: null }).where('unit', '=', due.unit).execute();
    return end(context, due.unit);
  }
  const [before] = await loadPairings(transaction, [due.unit]);
  const { changed } = await tryPairing(context, {
    ...candidate,
    sensorVin: repeat.sensor_vin,
    position: repeat.position,
    heardAt: before?.registeredAt ?? now,
  });
  await publish(transaction, changed);
  return 'tried';
}

/** Nothing is tried any more, and whoever follows the unit sees that. */
async function end({ transaction }: PairingContext, unit: string): Promise<Repeated> {
  await publish(transaction, [{ kind: 'pairing', keys: [unit] }]);
  return 'ended';
}
