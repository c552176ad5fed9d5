import type { Role } from '#core/domain/access/roles.ts';
import type { PairingFact } from '#core/domain/pairing/pairing-event-bodies.ts';
import type {
  SubscriptionCommand,
  SubscriptionView,
  SubscriptionWish,
} from '#core/domain/webhooks/event-subscription.ts';
import { invariant } from '#core/kernel/invariant.ts';
import { epochMs, isoTime } from '#core/kernel/iso-time.ts';
import { addEvent } from '../pairing/write-pairing.ts';
import { type Courier, type CourierParts, createCourier } from '../webhooks/courier.ts';
import { findWork } from '../webhooks/find-work.ts';
import { createWebhookSender, type WebhookSender } from '../webhooks/send-webhook.ts';
import { openWebhookKey } from '../webhooks/webhook-key.ts';
import { createIds } from '../world/create-ids.ts';
import { acting, nextId } from './partner-play.ts';
import type { CloudApi, TestCloud, TestStation } from './test-cloud.ts';
import { createTestWorld, type TestWorld } from './test-world.ts';

/** A fleet with an office, events that happen to its units, and a courier whose clock the test moves. */
export interface WebhookPlay {
  readonly world: TestWorld;
  readonly fleet: string;
  readonly office: TestStation;
  create(
    wish: Partial<SubscriptionWish> & { readonly url: string },
    role?: Role,
  ): ReturnType<CloudApi['eventSubscriptions']['create']>;
  /** The same, where it must succeed. */
  created(
    wish: Partial<SubscriptionWish> & { readonly url: string },
  ): Promise<{ readonly subscription: SubscriptionView; readonly secret: string }>;
  act(
    subscription: Pick<SubscriptionView, 'id' | 'revision'>,
    command: SubscriptionCommand,
    by?: TestStation,
  ): ReturnType<CloudApi['eventSubscriptions']['act']>;
  /** What the fleet's list shows. */
  seen(id: string): Promise<SubscriptionView>;
  /** Stores one event, as the cloud does when something happens to a unit. */
  happen(fact: Partial<PairingFact> & { readonly unitId: string }): Promise<void>;
  /** Another courier, as another server has one. */
  courier(sender?: WebhookSender): Promise<Courier>;
  /** Delivers what is due at this moment. */
  deliverDue(courier?: Courier): Promise<void>;
  /** Moves the clock from one due moment to the next until nothing waits any more; `rounds` stops it earlier. */
  deliverAll(options?: { readonly courier?: () => Promise<Courier>; readonly rounds?: number }): Promise<void>;
}

const ids = createIds();
/** More than any play needs: whoever comes here goes round in a circle. */
const mostRounds = 1_000;

export async function createWebhookPlay(cloud: TestCloud, chance: () => number = () => 0.5): Promise<WebhookPlay> {
  const { database, clock } = cloud;
  const world = await createTestWorld(cloud);
  const fleet = world.customer;
  const office = await cloud.addStation(fleet, 'office');
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const open = async (sender = createWebhookSender({ allowLoopback: true })): Promise<Courier> => {
    const parts: CourierParts = {
      database,
      clock,
      ids,
      log,
      sender,
      chance,
      key: await openWebhookKey(database, clock.now()),
    };
    return createCourier(parts);
  };
  const standing = await open();
  const play: WebhookPlay = {
    world,
    fleet,
    office,
    create: (wish, role = 'fleet-manager') =>
      office.api.eventSubscriptions.create({
        requestId: nextId(),
        actor: acting(role),
        subscription: { names: ['unit.paired', 'unit.unpaired'], version: 1, ...wish },
      }),
    async created(wish) {
      const answer = await play.create(wish);
      invariant(answer.kind === 'done' && answer.secret !== null, `not created: ${JSON.stringify(answer)}`);
      return { subscription: answer.subscription, secret: answer.secret };
    },
    act: ({ id, revision }, command, by = office) =>
      by.api.eventSubscriptions.act({
        id,
        expectedRevision: revision,
        requestId: nextId(),
        actor: acting('fleet-manager'),
        command,
      }),
    async seen(id) {
      const { subscriptions } = await office.api.eventSubscriptions.list();
      const found = subscriptions.find((one) => one.id === id);
      invariant(found !== undefined, 'the subscription is in the list');
      return found;
    },
    async happen(fact) {
      const now = clock.now();
      const whole = wholeFact(fact, { organizationId: fleet, registeredOn: now });
      await database
        .asSystem('administration')
        .transact((transaction) => addEvent({ transaction, now, nextId: () => ids.next() }, whole));
    },
    courier: open,
    async deliverDue(courier = standing) {
      clock.advance(1_000);
      while (await deliverNow(cloud, courier)) {
        // Until nothing is due at this moment.
      }
    },
    async deliverAll({ courier = async () => standing, rounds = mostRounds } = {}) {
      clock.advance(1_000);
      for (let round = 0; round < rounds; round += 1) {
        const isDone = !(await deliverNow(cloud, await courier())) && !(await moveOn(cloud, fleet));
        if (isDone) {
          return;
        }
      }
      invariant(rounds < mostRounds, 'something waits for ever');
    },
  };
  return play;
}

/** Delivers what is due at this moment; false when nothing is. */
async function deliverNow({ database, clock }: TestCloud, courier: Courier): Promise<boolean> {
  const { subscriptions } = await database
    .asSystem('administration')
    .read((transaction) => findWork(transaction, clock.now()));
  // One that dies leaves its batches as they are.
  await Promise.allSettled(subscriptions.map(({ id }) => courier.deliver(id)));
  return subscriptions.length > 0;
}

/** What the test left out is that of a pairing by hand, the shortest of the facts. */
function wholeFact(
  fact: Partial<PairingFact>,
  standing: Pick<PairingFact, 'organizationId' | 'registeredOn'>,
): PairingFact {
  return { kind: 'paired-by-hand', assetId: ids.next(), assetVin: null, ...standing, ...fact } as PairingFact;
}

/** To the next moment at which something of the fleet can be done; false when nothing waits. */
async function moveOn({ database, clock }: TestCloud, fleet: string): Promise<boolean> {
  const row = await database.asSystem('administration').read((transaction) =>
    transaction
      .selectFrom('event_batches')
      .innerJoin('event_subscriptions', 'event_subscriptions.id', 'subscription_id')
      .leftJoin('webhook_circuits', (join) =>
        join
          .onRef('webhook_circuits.organization_id', '=', 'event_subscriptions.organization_id')
          .onRef('webhook_circuits.host', '=', 'event_subscriptions.host'),
      )
      .select(['next_at', 'claimed_until', 'slow_until', 'try_at', 'probe_until'])
      .where('event_subscriptions.organization_id', '=', fleet)
      .where('event_batches.state', '=', 'waiting')
      .where('event_subscriptions.state', '=', 'active')
      .execute(),
  );
  const moments = row.map(
    ({ next_at: next, claimed_until: claimed, slow_until: slow, try_at: tryAt, probe_until: probe }) =>
      [next, claimed ?? '', slow ?? '', tryAt ?? '', probe ?? ''].sort().at(-1) ?? '',
  );
  if (moments.length === 0) {
    return false;
  }
  // What was due before waits for another batch, whose moment is still to come.
  const next = moments.filter((moment) => moment > clock.now()).sort()[0];
  clock.advance(next === undefined ? 1_000 : epochMs(isoTime.parse(next)) - epochMs(clock.now()));
  return true;
}
