import { createHmac } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import type { PairingFact } from '#core/domain/pairing/pairing-event-bodies.ts';
import { cloudOfFile } from '../testing/cloud-of-file.ts';
import { type Reply, startReceiver, type TestReceiver } from '../testing/test-receiver.ts';
import { createWebhookPlay, type WebhookPlay } from '../testing/webhook-play.ts';
import type { Courier } from './courier.ts';
import { createWebhookSender } from './send-webhook.ts';

const site = cloudOfFile({ webhookAddresses: { allowLoopback: true } });
const open: TestReceiver[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((receiver) => receiver.close()));
});

async function receive(reply?: Reply): Promise<TestReceiver> {
  const receiver = await startReceiver(reply);
  open.push(receiver);
  return receiver;
}

/** Numbers between 0 and 1 that are the same on every run. */
function createChance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 0x1_0000_0000;
  };
}

interface Envelope {
  readonly eventsData: readonly { readonly eventData: { readonly unitId: string; readonly assetId: string } }[];
}
const eventsIn = (body: string) => (JSON.parse(body) as Envelope).eventsData.map(({ eventData }) => eventData);

const unit = (serial: number): string => `evopulse:${String(serial).padStart(15, '0')}`;

interface Happening {
  readonly events: number;
  readonly units: number;
  /** Number of the first event; default 0. */
  readonly from?: number;
}

/** Events whose asset id is their number: of one unit a later one has a higher. */
async function happenMany(play: WebhookPlay, { events, units, from = 0 }: Happening) {
  for (let index = 0; index < events; index += 1) {
    await play.happen({ unitId: unit(index % units), assetId: String(from + index) } as PairingFact);
  }
}

describe('PAIR-4 P34 every event arrives or is parked where people see it', () => {
  it('although receivers fail nine times of ten and the server dies with batches in hand', async () => {
    const chance = createChance(7);
    const play = await createWebhookPlay(site.cloud, chance);
    const receiver = await receive(() => (chance() < 0.9 ? 503 : 204));
    const { subscription } = await play.created({ url: receiver.url });
    const events = 150;
    await happenMany(play, { events, units: 47 });
    // Every third round the server dies: the batch went out, but nobody writes down what came of it.
    let servers = 0;
    const dying = async (): Promise<Courier> => {
      servers += 1;
      return servers % 3 === 0 ? play.courier(diesAfterSending()) : play.courier();
    };
    await play.deliverAll({ courier: dying });
    const seen = await play.seen(subscription.id);
    const arrived = new Map(
      receiver.received.filter((one) => one.accepted).map(({ webhookId, body }) => [webhookId, body]),
    );
    const parked = await bodiesOf(play, subscription.id, 'parked');
    const told = new Set(
      [...arrived.values(), ...parked].flatMap(eventsIn).map((one) => `${one.unitId} ${one.assetId}`),
    );
    expect(told.size).toBe(events);
    expect(seen).toMatchObject({ waitingBatches: 0, oldestWaitingAt: null });
    expect(seen.parkedBatches).toBe(parked.length);
    expect(receiver.received.length).toBeGreaterThan(arrived.size);
  }, 120_000);

  it('and is written down together with what happened, or neither is', async () => {
    const play = await createWebhookPlay(site.cloud);
    const receiver = await receive();
    await play.created({ url: receiver.url });
    await expect(
      play.happen({ unitId: unit(1), organizationId: 'no such organization' } as PairingFact),
    ).rejects.toThrow();
    await play.deliverAll();
    expect(receiver.received).toEqual([]);
  });
});

/** The answer never comes back to the server that asked. */
function diesAfterSending() {
  const sender = createWebhookSender({ allowLoopback: true });
  return {
    async send(wanted: Parameters<typeof sender.send>[0]) {
      await sender.send(wanted);
      throw new Error('killed');
    },
  };
}

async function bodiesOf(play: WebhookPlay, id: string, state: string): Promise<string[]> {
  const bodies: string[] = [];
  let before: number | undefined;
  for (;;) {
    const { batches } = await play.office.api.eventSubscriptions.log({
      id,
      ...(before === undefined ? {} : { before }),
    });
    for (const batch of batches.filter((one) => one.state === state)) {
      bodies.push((await play.office.api.eventSubscriptions.batch({ id, batchId: batch.id })).body);
    }
    before = batches.at(-1)?.number;
    if (before === undefined || before === 1) {
      return bodies;
    }
  }
}

describe('PAIR-4 P35 order can be rebuilt', () => {
  it('by the number in the signed id: no gap, and per unit the order of the events', async () => {
    const chance = createChance(11);
    const play = await createWebhookPlay(site.cloud, chance);
    const receiver = await receive(() => (chance() < 0.6 ? 500 : 200));
    const { subscription } = await play.created({ url: receiver.url });
    for (let wave = 0; wave < 8; wave += 1) {
      await happenMany(play, { events: 60, units: 7, from: wave * 60 });
      await play.deliverAll({ rounds: 2 });
    }
    await play.deliverAll();
    const { parkedBatches } = await play.seen(subscription.id);
    const accepted = new Map(receiver.received.filter((one) => one.accepted).map((one) => [one.number, one.body]));
    const highest = Math.max(...accepted.keys());
    const missing = Array.from({ length: highest }, (_none, index) => index + 1).filter((one) => !accepted.has(one));
    expect(missing).toHaveLength(parkedBatches);
    const inOrder = [...accepted].sort(([left], [right]) => left - right).flatMap(([, body]) => eventsIn(body));
    for (const one of new Set(inOrder.map((event) => event.unitId))) {
      const places = inOrder.filter((event) => event.unitId === one).map((event) => Number(event.assetId));
      expect(places).toEqual([...places].sort((left, right) => left - right));
    }
  }, 60_000);

  it('later events of a unit wait for a failed batch until it failed three times; other units do not wait', async () => {
    const play = await createWebhookPlay(site.cloud);
    const receiver = await receive(({ number }) => (number === 1 ? 500 : 200));
    await play.created({ url: receiver.url });
    await play.happen({ unitId: unit(1) });
    await play.deliverDue();
    await play.happen({ unitId: unit(1) });
    await play.deliverDue();
    await play.happen({ unitId: unit(2) });
    await play.deliverDue();
    const order = () => receiver.received.map((one) => one.number);
    expect(order()).toEqual([1, 3]);
    site.cloud.clock.advance(5_000);
    await play.deliverDue();
    expect(order()).toEqual([1, 3, 1]);
    site.cloud.clock.advance(300_000);
    await play.deliverDue();
    expect(order()).toEqual([1, 3, 1, 1, 2]);
  });

  it('a batch carries up to 50 events after a second, and the same id and text on every try', async () => {
    const play = await createWebhookPlay(site.cloud);
    let tries = 0;
    const receiver = await receive(() => (++tries <= 1 ? 500 : 200));
    await play.created({ url: receiver.url });
    await happenMany(play, { events: 3, units: 3 });
    const courier = await play.courier();
    await courier.deliver((await play.office.api.eventSubscriptions.list()).subscriptions[0]?.id ?? '');
    expect(receiver.received).toEqual([]);
    await happenMany(play, { events: 50, units: 50 });
    await play.deliverAll();
    const sizes = receiver.received.filter((one) => one.accepted).map((one) => eventsIn(one.body).length);
    expect(sizes.sort()).toEqual([3, 50]);
    const [first, again] = receiver.received.filter((one) => one.number === 1);
    expect(again).toMatchObject({ webhookId: first?.webhookId, body: first?.body });
    expect(again?.timestamp).not.toBe(first?.timestamp);
  });
});

describe('PAIR-4 what a receiver gets', () => {
  it('is signed over the very bytes, by both secrets on the day of a rotation and by the new one afterwards', async () => {
    const play = await createWebhookPlay(site.cloud);
    const receiver = await receive();
    const { subscription, secret } = await play.created({ url: receiver.url });
    const rotated = await play.act(subscription, { act: 'rotate' });
    const newSecret = rotated.kind === 'done' ? rotated.secret : null;
    await play.happen({ unitId: unit(1) });
    await play.deliverDue();
    site.cloud.clock.advance(24 * 3_600_000);
    await play.happen({ unitId: unit(1) });
    await play.deliverDue();
    const sign = (whsec: string | null, index: number): string => {
      const one = receiver.received[index];
      const key = Buffer.from(whsec?.replace('whsec_', '') ?? '', 'base64');
      expect(key).toHaveLength(32);
      return `v1,${createHmac('sha256', key).update(`${one?.webhookId}.${one?.timestamp}.${one?.body}`).digest('base64')}`;
    };
    expect(receiver.received[0]?.signature).toBe(`${sign(newSecret, 0)} ${sign(secret, 0)}`);
    expect(receiver.received[1]?.signature).toBe(sign(newSecret, 1));
  });

  it('is the version that was asked for, of the names that were asked for, and only of its own organization', async () => {
    const play = await createWebhookPlay(site.cloud);
    const [first, second, foreign] = [await receive(), await receive(), await receive()];
    await play.created({ url: first.url, names: ['unit.unpaired'] });
    await play.created({ url: second.url, version: 2, names: ['unit.paired'] });
    const other = await createWebhookPlay(site.cloud);
    await other.created({ url: foreign.url });
    await play.happen({ unitId: unit(1) });
    await play.happen({ unitId: unit(1), kind: 'unpaired', assetId: 'a', assetVin: null });
    await play.deliverAll();
    const kinds = (receiver: TestReceiver) =>
      receiver.received.flatMap(({ body }) => (JSON.parse(body) as { eventsData: object[] }).eventsData);
    expect(kinds(first)).toMatchObject([{ eventType: 'unit.unpaired', eventVersion: 1 }]);
    expect(kinds(second)).toMatchObject([{ eventType: 'unit.paired', eventVersion: 2 }]);
    expect(foreign.received).toEqual([]);
  });

  it('is nothing while the subscription is paused; what waited before goes on afterwards', async () => {
    const play = await createWebhookPlay(site.cloud);
    const receiver = await receive();
    const { subscription } = await play.created({ url: receiver.url });
    await play.happen({ unitId: unit(1), assetId: 'before' } as PairingFact);
    await play.act(subscription, { act: 'pause' });
    await play.happen({ unitId: unit(1), assetId: 'meanwhile' } as PairingFact);
    await play.deliverDue();
    expect(receiver.received).toEqual([]);
    await play.act(await play.seen(subscription.id), { act: 'resume' });
    await play.deliverDue();
    expect(receiver.received.flatMap(({ body }) => eventsIn(body).map((one) => one.assetId))).toEqual(['before']);
  });

  it('comes no more than five at once', async () => {
    const play = await createWebhookPlay(site.cloud);
    const waiting: ((status: number) => void)[] = [];
    const receiver = await receive(() => new Promise<number>((resolve) => waiting.push(resolve)));
    await play.created({ url: receiver.url });
    await happenMany(play, { events: 400, units: 400 });
    const delivering = Promise.all([play.deliverDue(await play.courier()), play.deliverDue(await play.courier())]);
    // Both couriers have more than five to send: they wait for an answer before a sixth.
    await expect.poll(() => waiting.length).toBe(5);
    const answering = setInterval(() => waiting.shift()?.(200), 20);
    await delivering;
    clearInterval(answering);
    expect(receiver.received).toHaveLength(8);
    expect(receiver.mostAtOnce()).toBe(5);
  });
});

describe('PAIR-4 a receiver that says what is the matter', () => {
  it.each([410])('with %i is told nothing any more, and the fleet reads why', async (status) => {
    const play = await createWebhookPlay(site.cloud);
    const receiver = await receive(() => status);
    const { subscription } = await play.created({ url: receiver.url });
    await play.happen({ unitId: unit(1) });
    await play.deliverAll();
    await play.happen({ unitId: unit(1) });
    await play.deliverAll();
    expect(receiver.received).toHaveLength(1);
    expect(await play.seen(subscription.id)).toMatchObject({ state: 'off', offReason: 'gone', waitingBatches: 1 });
    const { rows } = await play.office.api.organizations.audit({ organizationId: play.fleet as never });
    expect(rows.map((row) => row.action)).toContain('events.switched-off');
  });

  it('for five days only that it fails is switched off; until then nothing is', async () => {
    const play = await createWebhookPlay(site.cloud);
    const receiver = await receive(() => 500);
    const { subscription } = await play.created({ url: receiver.url });
    for (let day = 0; day <= 5; day += 1) {
      await play.happen({ unitId: unit(day) });
      await play.deliverDue();
      expect((await play.seen(subscription.id)).state).toBe(day < 5 ? 'active' : 'off');
      site.cloud.clock.advance(86_400_000);
    }
    expect(await play.seen(subscription.id)).toMatchObject({ offReason: 'only-failures' });
  });

  it.each([429, 502, 504])('with %i is left alone for as long as it asks', async (status) => {
    const play = await createWebhookPlay(site.cloud);
    const receiver = await receive((_batch, response) => {
      response.setHeader('retry-after', '120');
      return status;
    });
    await play.created({ url: receiver.url });
    await play.happen({ unitId: unit(1) });
    await play.deliverDue();
    await play.happen({ unitId: unit(2) });
    await play.deliverDue();
    expect(receiver.received).toHaveLength(1);
    site.cloud.clock.advance(120_000);
    await play.deliverDue();
    expect(receiver.received.map((one) => one.number).sort()).toEqual([1, 1, 2]);
  });
});
