import pg from 'pg';
import { afterEach, describe, expect, it } from 'vitest';
import { openDatabase } from '#cloud/database/open-database.ts';
import { postgresOfFile } from '#cloud/testing/postgres-of-file.ts';
import { startTestCloud, type TestCloud } from '#cloud/testing/test-cloud.ts';
import { startReceiver } from '#cloud/testing/test-receiver.ts';
import { createWebhookPlay, type WebhookPlay } from '#cloud/testing/webhook-play.ts';
import type { Courier } from '#cloud/webhooks/courier.ts';
import { createWebhookSender, type SentWebhook, type WebhookSender } from '#cloud/webhooks/send-webhook.ts';
import { databaseOfItsOwn } from './clouds/database-of-its-own.ts';
import { noteResult } from './note-result.ts';

const postgres = postgresOfFile();
const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) {
    await close();
  }
});

const servers = 3;
const batches = 40;
/** While the last of five failures is under way, the four lanes that are back may have begun another try. */
const mostBeforeOpen = 9;
/** After 1, 2, 4, 8 and then every 15 minutes. */
const probesOfAnHour = 7;
const eventsOfBatch = 50;
const deadUrl = 'http://127.0.0.1:9/events';
const liveUrl = 'http://127.0.0.1:10/events';

interface Site {
  readonly cloud: TestCloud;
  readonly url: string;
  readonly play: WebhookPlay;
}

async function openSite(): Promise<Site> {
  const url = await databaseOfItsOwn(postgres());
  const database = await openDatabase({ kind: 'postgres', url });
  closing.push(() => database.close());
  const cloud = await startTestCloud(database, { webhookAddresses: { allowLoopback: true } });
  closing.push(() => cloud.close());
  return { cloud, url, play: await createWebhookPlay(cloud) };
}

/** Both hosts as the senders meet them: one takes everything at once, the other holds every place for 15 s until it is mended. */
function playHosts() {
  let isMended = false;
  let held = 0;
  let tries = 0;
  let mostHeld = 0;
  const taken: Readonly<Record<'dead' | 'live', string[]>> = { dead: [], live: [] };
  const answer: SentWebhook = {
    outcome: 'accepted',
    address: '127.0.0.1',
    status: 204,
    durationMs: 3,
    answer: '',
    retryAfter: undefined,
  };
  const sender: WebhookSender = {
    async send({ url, headers }) {
      const host = url === deadUrl ? 'dead' : 'live';
      if (host === 'live' || isMended) {
        taken[host].push(headers['webhook-id'] ?? '');
        return answer;
      }
      tries += 1;
      held += 1;
      mostHeld = Math.max(mostHeld, held);
      // Long enough for whoever else wants to send there to come by.
      await new Promise((resolve) => setTimeout(resolve, 20));
      held -= 1;
      return { ...answer, outcome: 'too-slow', status: null, durationMs: 15_000 };
    },
  };
  const sinceNow = () => {
    tries = 0;
    mostHeld = 0;
  };
  return {
    sender,
    taken,
    sinceNow,
    counts: () => ({ tries, mostHeld }),
    mend: () => {
      isMended = true;
    },
  };
}

/** The sabotage: no failure of a host is written down. */
async function forgetEveryCircuit(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query('create function forget() returns trigger language plpgsql as $$ begin return null; end $$');
  await client.query('create trigger forget before insert on webhook_circuits for each row execute function forget()');
  await client.end();
}

async function happen(play: WebhookPlay, events: number): Promise<void> {
  for (let index = 0; index < events; index += 1) {
    await play.happen({ unitId: `evopulse:${String(index).padStart(15, '0')}` });
  }
}

/** An hour of a fleet with a host that never answers and one that does, served by three servers at once. */
async function anHour({ cloud, play }: Site) {
  const hosts = playHosts();
  const couriers: Courier[] = [];
  for (let server = 0; server < servers; server += 1) {
    couriers.push(await play.courier(hosts.sender));
  }
  const serve = () => Promise.all(couriers.map((courier) => play.deliverDue(courier)));
  const dead = await play.created({ url: deadUrl });
  await play.created({ url: liveUrl });
  await happen(play, batches * eventsOfBatch);
  await serve();
  const delivered = hosts.taken.live.length;
  const first = hosts.counts();
  hosts.sinceNow();
  for (let minute = 0; minute < 60; minute += 1) {
    cloud.clock.advance(60_000);
    await serve();
  }
  return { hosts, serve, first, delivered, subscription: dead.subscription, after: hosts.counts() };
}

describe('PAIR-4 P36 a host that never answers', () => {
  it('holds one place now and then, seen by everybody, and gets everything once it answers', async () => {
    const site = await openSite();
    const { hosts, serve, first, delivered, subscription, after } = await anHour(site);
    expect(delivered).toBe(batches);
    expect(first.tries).toBeLessThanOrEqual(mostBeforeOpen);
    expect(after).toEqual({ tries: probesOfAnHour, mostHeld: 1 });

    const seen = await site.play.seen(subscription.id);
    expect(seen).toMatchObject({ state: 'active', waitingBatches: batches, circuit: { failures: expect.any(Number) } });
    const { batches: log } = await site.play.office.api.eventSubscriptions.log({ id: subscription.id, limit: 50 });
    expect(log.filter(({ state }) => state === 'waiting')).toHaveLength(batches);
    expect(log.filter(({ isHeld }) => isHeld).every(({ nextAt }) => nextAt === seen.circuit?.tryAt)).toBe(true);
    expect((await site.cloud.meter.expose()).text).toContain('fitbay_webhook_circuits{state="open"} 1');

    hosts.mend();
    for (let quarter = 0; quarter < 24 * 4; quarter += 1) {
      site.cloud.clock.advance(15 * 60_000);
      await serve();
    }
    const numbers = hosts.taken.dead.map((id) => Number(id.split('-')[0])).toSorted((one, other) => one - other);
    expect(numbers).toEqual(Array.from({ length: batches }, (_, index) => index + 1));
    expect(await site.play.seen(subscription.id)).toMatchObject({ waitingBatches: 0, circuit: null });
    const fault = `one of two hosts never answers for an hour; ${servers} servers, ${after.tries} tries after the first, one at a time`;
    noteResult({ promise: 'P36 a dead host holds no places', fault, times: batches, lost: batches - numbers.length });
  }, 240_000);

  it('P41 is noticed to hold the places when nobody remembers it', async () => {
    const site = await openSite();
    await forgetEveryCircuit(site.url);
    const { after } = await anHour(site);
    expect(after.tries).toBeGreaterThan(2 * batches);
    expect(after.mostHeld).toBeGreaterThan(1);
  }, 240_000);

  it('is met in truth: a few connections, then one for all servers, then everything goes', async () => {
    const site = await openSite();
    let isMended = false;
    let asked = 0;
    const receiver = await startReceiver(() => {
      asked += 1;
      return isMended ? 204 : new Promise<number>(() => {});
    });
    closing.push(() => receiver.close());
    const sender = createWebhookSender({ allowLoopback: true });
    const couriers = [await site.play.courier(sender), await site.play.courier(sender)];
    const { subscription } = await site.play.created({ url: receiver.url });
    await happen(site.play, 8 * eventsOfBatch);
    site.cloud.clock.advance(1_000);
    await couriers[0]?.deliver(subscription.id);
    const first = asked;
    expect(first).toBeLessThanOrEqual(mostBeforeOpen);
    const deliver = () => Promise.all(couriers.map((courier) => courier.deliver(subscription.id)));
    await deliver();
    expect(asked).toBe(first);
    site.cloud.clock.advance(60_000);
    await deliver();
    expect(asked).toBe(first + 1);

    isMended = true;
    // Whoever sends again by hand need not wait for the next probe.
    const { circuit } = await site.play.seen(subscription.id);
    expect((circuit?.tryAt ?? '') > site.cloud.clock.now()).toBe(true);
    const since = '2026-11-20T00:00:00.000Z';
    await site.play.act(await site.play.seen(subscription.id), { act: 'replay', of: { kind: 'since', at: since } });
    await site.play.deliverDue();
    await site.play.deliverDue();
    expect(new Set(receiver.received.map(({ number }) => number)).size).toBe(8);
    expect(await site.play.seen(subscription.id)).toMatchObject({ waitingBatches: 0, circuit: null });
  }, 240_000);
});
