import { afterEach, describe, expect, it } from 'vitest';
import { cloudOfFile } from '../testing/cloud-of-file.ts';
import { createWebhookPlay, type WebhookPlay } from '../testing/webhook-play.ts';
import { createIds } from '../world/create-ids.ts';
import { type EventJobs, noteQueueFaults, startEventJobs } from './event-jobs.ts';

const site = cloudOfFile({ webhookAddresses: { allowLoopback: true } });
const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
/** As many as two fleets need to take every place of a server for themselves. */
const manyReceivers = 8;
const shareOfFleet = 4;

let running: EventJobs | null = null;
afterEach(() => running?.close());

/** Subscriptions with one event each that is due. */
async function fleetWith(receivers: number): Promise<WebhookPlay> {
  const play = await createWebhookPlay(site.cloud);
  for (let index = 0; index < receivers; index += 1) {
    await play.created({ url: `http://127.0.0.1:9/${index}`, names: ['unit.paired'] });
  }
  await play.happen({ unitId: 'evopulse:359315075384726' });
  return play;
}

describe('PAIR-4 P36 the jobs of events', () => {
  it('give no fleet more than its share, so that receivers that never answer hold up no other fleet', async () => {
    const { cloud, database } = site;
    const idle = await createWebhookPlay(cloud);
    const { subscription } = await idle.created({ url: 'http://127.0.0.1:9/other' });
    await fleetWith(manyReceivers);
    await fleetWith(manyReceivers);
    cloud.clock.advance(2_000);
    const underWay: string[] = [];
    const { promise: closed, resolve: close } = Promise.withResolvers<void>();
    running = await startEventJobs({
      database,
      clock: cloud.clock,
      ids: createIds(),
      log,
      courier: {
        deliver(subscriptionId) {
          underWay.push(subscriptionId);
          return closed;
        },
        close: async () => close(),
      },
    });
    await expect.poll(() => underWay.length).toBe(2 * shareOfFleet);
    await idle.happen({ unitId: 'evopulse:359315075384726' });
    cloud.clock.advance(2_000);
    await expect.poll(() => underWay.includes(subscription.id)).toBe(true);
    expect(underWay.filter((id) => id !== subscription.id)).toHaveLength(2 * shareOfFleet);
  });
});

describe('faults of the queue', () => {
  it('are told by their words, also where they are copies of errors, and the same once a minute', () => {
    const told: unknown[] = [];
    let nowMs = 1_000;
    const note = noteQueueFaults({ error: (event, fields) => told.push([event, fields]) }, () => nowMs);
    const away = { message: 'connect ECONNREFUSED', queue: 'events.deliver' };
    note(away);
    note({ ...away, message: 'connect ECONNREFUSED (Queue: events.deliver, Worker: a5d35a57)' });
    note(new Error('connect ECONNREFUSED'));
    note(new Error('something else'));
    nowMs += 60_000;
    note(new Error('something else'));
    expect(told).toEqual([
      ['events.queue-failed', { cause: 'connect ECONNREFUSED' }],
      ['events.queue-failed', { cause: 'something else', unsaidBefore: 2 }],
      ['events.queue-failed', { cause: 'something else' }],
    ]);
  });
});
