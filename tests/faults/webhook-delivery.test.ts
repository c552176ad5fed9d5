import { afterEach, describe, expect, it } from 'vitest';
import { openDatabase } from '#cloud/database/open-database.ts';
import { postgresOfFile } from '#cloud/testing/postgres-of-file.ts';
import { startTestCloud } from '#cloud/testing/test-cloud.ts';
import type { TestReceiver } from '#cloud/testing/test-receiver.ts';
import { createWebhookPlay, type WebhookPlay } from '#cloud/testing/webhook-play.ts';
import type { PairingFact } from '#core/domain/pairing/pairing-event-bodies.ts';
import { createRandom } from '#sim/random/seeded-random.ts';
import { databaseOfItsOwn } from './clouds/database-of-its-own.ts';
import type { Sabotage } from './clouds/sabotage.ts';
import { noteResult } from './note-result.ts';
import { seedOfRun } from './seed-of-run.ts';
import { startBadReceiver } from './webhooks/bad-receiver.ts';
import { deliverDue, deliverEverything } from './webhooks/deliver-everything.ts';
import { createMortalCourier } from './webhooks/mortal-courier.ts';
import { eventsIn, outOfOrder, rebuildHistory } from './webhooks/rebuild-history.ts';

const events = Number(process.env['FITBAY_WEBHOOK_EVENTS'] ?? '150');
const eventsUnderSabotage = 120;
const seed = seedOfRun();
/** Events between two rounds of delivery. */
const wave = 20;
const units = 12;
const postgres = postgresOfFile();

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) {
    await close();
  }
});

interface Subscriber {
  readonly id: string;
  readonly secret: string;
  readonly receiver: TestReceiver;
}

interface Story {
  /** Events that neither came nor lie parked in the fleet's log. */
  readonly lost: readonly number[];
  readonly outOfOrder: number;
  /** Gaps that a receiver sees although no parked batch explains them: it would wait for something that never was. */
  readonly wrongGaps: readonly number[];
  readonly faults: readonly string[];
  readonly tries: number;
  readonly parkedBatches: number;
  readonly kills: number;
}

/** So many events, told to three receivers that fail nine times of ten, by a courier that is killed all the time. */
async function tell(count: number, sabotage: Sabotage | null = null): Promise<Story> {
  const url = await databaseOfItsOwn(postgres());
  const database = await openDatabase({ kind: 'postgres', url });
  closing.push(() => database.close());
  const cloud = await startTestCloud(database, { webhookAddresses: { allowLoopback: true } });
  closing.push(() => cloud.close());
  const play = await createWebhookPlay(cloud);
  const random = createRandom(seed, 'webhooks');
  const subscribers = await Promise.all([1, 2, 3].map(async () => subscribe(play, await startBadReceiver(random))));
  const courier = await createMortalCourier(url, { random, sabotage, ordersPerKill: sabotage === null ? 4 : 12 });
  closing.push(() => courier.close());
  for (let number = 0; number < count; number += 1) {
    const unitId = `evopulse:${String(random.between(1, units)).padStart(15, '0')}`;
    await play.happen({ unitId, assetId: String(number) } as PairingFact);
    if (number % wave === wave - 1) {
      cloud.clock.advance(1_000);
      await deliverDue(cloud, courier);
    }
  }
  await deliverEverything(cloud, courier);
  const stories = await Promise.all(subscribers.map((one) => storyOf(play, one, count)));
  return {
    lost: stories.flatMap((one) => one.lost),
    outOfOrder: sum(stories.map((one) => one.outOfOrder)),
    wrongGaps: stories.flatMap((one) => one.wrongGaps),
    faults: stories.flatMap((one) => one.faults),
    tries: sum(subscribers.map(({ receiver }) => receiver.received.length)),
    parkedBatches: sum(stories.map((one) => one.parkedBatches)),
    kills: courier.kills(),
  };
}

async function subscribe(play: WebhookPlay, receiver: TestReceiver): Promise<Subscriber> {
  closing.push(() => receiver.close());
  const { subscription, secret } = await play.created({ url: receiver.url });
  return { id: subscription.id, secret, receiver };
}

async function storyOf(
  play: WebhookPlay,
  { id, secret, receiver }: Subscriber,
  count: number,
): Promise<Omit<Story, 'tries' | 'kills'>> {
  const rebuilt = rebuildHistory(receiver.received, secret);
  const parked = await parkedOf(play, id);
  const there = new Set([...rebuilt.events, ...parked.flatMap(({ body }) => eventsIn(body))].map((one) => one.number));
  const seen = await play.seen(id);
  const parkedNumbers = parked.map(({ number }) => number);
  return {
    lost: Array.from({ length: count }, (_none, number) => number).filter((number) => !there.has(number)),
    outOfOrder: outOfOrder(rebuilt.events).length,
    wrongGaps: rebuilt.missing.filter((number) => !parkedNumbers.includes(number)),
    faults: [
      ...rebuilt.faults,
      ...(seen.parkedBatches === parked.length ? [] : [`${id} shows ${seen.parkedBatches} of ${parked.length} parked`]),
    ],
    parkedBatches: parked.length,
  };
}

/** What the fleet finds in its log under `parked`. */
async function parkedOf(play: WebhookPlay, id: string) {
  const { eventSubscriptions } = play.office.api;
  const parked: { readonly number: number; readonly body: string }[] = [];
  let before: number | undefined;
  for (;;) {
    const { batches } = await eventSubscriptions.log({ id, ...(before === undefined ? {} : { before }) });
    for (const batch of batches.filter(({ state }) => state === 'parked')) {
      const { body } = await eventSubscriptions.batch({ id, batchId: batch.id });
      parked.push({ number: batch.number, body });
    }
    before = batches.at(-1)?.number;
    if (before === undefined || before === 1) {
      return parked;
    }
  }
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);

describe(`PAIR-4 P34 P35 events told to receivers that fail 90 % of the time, by servers that die (seed ${seed})`, () => {
  it(`${events} events arrive or lie parked, and a receiver rebuilds their order and sees every gap`, async () => {
    const story = await tell(events);
    expect(story).toMatchObject({ lost: [], outOfOrder: 0, wrongGaps: [], faults: [] });
    expect(story.kills).toBeGreaterThan(0);
    expect(story.parkedBatches).toBeGreaterThan(0);
    const fault = `90 % failing, ${story.tries} tries, ${story.kills} kills, ${story.parkedBatches} batches parked`;
    noteResult({ promise: 'P34 webhook at least once', fault, times: events, lost: story.lost.length });
    noteResult({ promise: 'P35 webhook order rebuilt', fault, times: events, lost: story.outOfOrder });
  }, 7_200_000);

  it.each<[Sabotage, (story: Story) => number]>([
    ['delivered-before-sent', ({ lost }) => lost.length],
    ['batches-in-any-order', (story) => story.outOfOrder],
    ['numbers-with-gaps', ({ wrongGaps }) => wrongGaps.length],
  ])(
    'P41 is noticed to be broken under the sabotage %s',
    async (sabotage, faultsOf) => {
      expect(faultsOf(await tell(eventsUnderSabotage, sabotage))).toBeGreaterThan(0);
    },
    300_000,
  );
});
