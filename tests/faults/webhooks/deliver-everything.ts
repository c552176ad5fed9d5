import type { TestCloud } from '#cloud/testing/test-cloud.ts';
import { findWork } from '#cloud/webhooks/find-work.ts';
import { epochMs, isoTime } from '#core/kernel/iso-time.ts';
import type { MortalCourier } from './mortal-courier.ts';

/** Tries that come within this time of each other are made together. */
const roundMs = 5 * 60_000;

/** One round: whatever is due at this moment. */
export async function deliverDue({ database, clock }: TestCloud, courier: MortalCourier): Promise<void> {
  const { subscriptions } = await database
    .asSystem('courier')
    .read((transaction) => findWork(transaction, clock.now()));
  if (subscriptions.length > 0) {
    await courier.carryOut({ now: clock.now(), subscriptionIds: subscriptions.map(({ id }) => id) });
  }
}

/** Round after round, the clock going from one due moment to the next, until no batch waits any more. */
export async function deliverEverything(cloud: TestCloud, courier: MortalCourier): Promise<void> {
  for (let next = await nextMoment(cloud); next !== null; next = await nextMoment(cloud)) {
    const aheadMs = epochMs(isoTime.parse(next)) - epochMs(cloud.clock.now());
    cloud.clock.advance(Math.max(aheadMs, 0) + roundMs);
    await deliverDue(cloud, courier);
  }
}

/** When the next try is due or somebody's claim ends; null when nothing waits. Events that wait for a batch are due now. */
async function nextMoment({ database, clock }: TestCloud): Promise<string | null> {
  return database.asSystem('courier').read(async (transaction) => {
    const loose = await transaction
      .selectFrom('event_deliveries')
      .select('event_position')
      .where('batch_id', 'is', null)
      .limit(1)
      .executeTakeFirst();
    const waiting = await transaction
      .selectFrom('event_batches')
      .innerJoin('event_subscriptions', 'event_subscriptions.id', 'subscription_id')
      .leftJoin('webhook_circuits', (join) =>
        join
          .onRef('webhook_circuits.organization_id', '=', 'event_subscriptions.organization_id')
          .onRef('webhook_circuits.host', '=', 'event_subscriptions.host'),
      )
      .select(['next_at', 'claimed_until', 'slow_until', 'try_at', 'probe_until'])
      .where('event_batches.state', '=', 'waiting')
      .execute();
    const moments = waiting.map(
      ({ next_at: next, claimed_until: claimed, slow_until: slow, try_at: tryAt, probe_until: probe }) =>
        [next, claimed ?? '', slow ?? '', tryAt ?? '', probe ?? ''].sort().at(-1),
    );
    return loose === undefined ? (moments.sort()[0] ?? null) : clock.now();
  });
}
