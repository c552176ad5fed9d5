import { afterEach, describe, expect, it } from 'vitest';
import { cloudOfFile } from '#cloud/testing/cloud-of-file.ts';
import { expiredCertificate } from '#cloud/testing/expired-certificate.ts';
import { testCertificate } from '#cloud/testing/test-certificate.ts';
import { startReceiver } from '#cloud/testing/test-receiver.ts';
import { createWebhookPlay, type WebhookPlay } from '#cloud/testing/webhook-play.ts';
import { createWebhookSender, type SentWebhook } from '#cloud/webhooks/send-webhook.ts';
import type { PairingFact } from '#core/domain/pairing/pairing-event-bodies.ts';
import { noteResult } from './note-result.ts';
import { type HostileReceiver, startHostileReceivers } from './webhooks/hostile-receivers.ts';
import { type Bounds, sendTo } from './webhooks/judge-bounds.ts';
import { naiveSender } from './webhooks/naive-sender.ts';
import { openDatabaseOfSite } from './wired/database-of-site.ts';

const site = cloudOfFile({ webhookAddresses: { allowLoopback: true } }, openDatabaseOfSite);
const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()));
});

async function hostile(): Promise<readonly HostileReceiver[]> {
  const receivers = await startHostileReceivers();
  closing.push(...receivers.map((receiver) => () => receiver.close()));
  return receivers;
}

const lookup = async (): Promise<readonly string[]> => ['127.0.0.1'];
const ca = `${testCertificate.cert}${expiredCertificate.cert}`;
const sender = createWebhookSender({ allowLoopback: true, lookup, ca });
const brokenOf = (bounds: readonly Bounds[]) => bounds.filter(({ broken }) => broken.length > 0);

describe('PAIR-4 P36 hostile receivers', () => {
  it('get no more than 15 s, 64 kB, one request and a verified name out of us, and no connection stays', async () => {
    const receivers = await hostile();
    const bounds = await Promise.all(receivers.map((receiver) => sendTo(receiver, sender)));
    expect(brokenOf(bounds)).toEqual([]);
    for (const receiver of receivers) {
      await expect.poll(() => receiver.openSockets(), { message: receiver.name }).toBe(0);
    }
    const slowest = Math.round(Math.max(...bounds.map(({ durationMs }) => durationMs)));
    const most = Math.round(Math.max(...bounds.map(({ sentBytes }) => sentBytes)) / 1_024);
    const fault = `hostile receivers; longest ${slowest} ms, at most ${most} kB left one, its buffers included`;
    noteResult({ promise: 'P36 hostile receivers bounded', fault, times: receivers.length, lost: 0 });
  }, 120_000);

  it('P41 are noticed to get more out of a sender that thinks well of everybody', async () => {
    const receivers = await hostile();
    const broken = brokenOf(await Promise.all(receivers.map((receiver) => sendTo(receiver, naiveSender))));
    expect(broken.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        ...['says nothing', 'drips headers', 'drips its body', 'never ends the handshake'],
        ...['sends 10 GB', 'sends chunks without end', 'sends a gzip bomb'],
        ...['redirects to itself for ever', 'redirects to another place each time'],
        ...['has a certificate that has run out', 'has the certificate of somebody else', 'speaks a TLS of long ago'],
      ]),
    );
  }, 120_000);
});

/** Batches that an honest receiver gets while others misbehave. */
const honestBatches = 40;

interface Neighbours {
  /** The honest one had everything while all of the others still held their senders. */
  readonly isHeldUp: boolean;
  readonly delivered: number;
  readonly durationsMs: readonly number[];
}

/** Ten subscriptions that hang, and one of another fleet that does not; `serve` looks after all of them as a server does. */
async function serveNeighbours(
  isCrowded: boolean,
  serve: (work: readonly (() => Promise<void>)[]) => Promise<unknown>,
): Promise<Neighbours> {
  const [crowd, honest] = [await createWebhookPlay(site.cloud), await createWebhookPlay(site.cloud)];
  const silent = (await hostile()).find(({ name }) => name === 'says nothing') ?? expect.fail('there is one');
  const receiver = await startReceiver();
  closing.push(() => receiver.close());
  const tried: SentWebhook[] = [];
  const courier = await honest.courier({
    async send(wanted) {
      const sent = await sender.send(wanted);
      tried.push(sent);
      return sent;
    },
  });
  const { subscription } = await honest.created({ url: receiver.url });
  const wrong = isCrowded ? await subscribeTen(crowd, silent.url) : [];
  await happen(honest, honestBatches * 50);
  site.cloud.clock.advance(1_000);
  let endedBefore = 0;
  let delivered = -1;
  await serve([
    ...wrong.map((id) => async () => {
      await courier.deliver(id);
      endedBefore += delivered === -1 ? 1 : 0;
    }),
    async () => {
      await courier.deliver(subscription.id);
      delivered = receiver.received.length;
    },
  ]);
  const durationsMs = tried.filter(({ outcome }) => outcome === 'accepted').map((one) => one.durationMs);
  return { isHeldUp: endedBefore > 0, delivered, durationsMs };
}

async function subscribeTen(play: WebhookPlay, url: string): Promise<readonly string[]> {
  const made = [];
  for (let number = 0; number < 10; number += 1) {
    made.push((await play.created({ url })).subscription.id);
  }
  await happen(play, 10);
  return made;
}

async function happen(play: WebhookPlay, events: number): Promise<void> {
  for (let index = 0; index < events; index += 1) {
    await play.happen({ unitId: `evopulse:${String(index).padStart(15, '0')}`, assetId: String(index) } as PairingFact);
  }
}

const p99 = (values: readonly number[]): number =>
  values.toSorted((left, right) => left - right)[Math.ceil(values.length * 0.99) - 1] ?? 0;

describe('PAIR-4 P36 an honest receiver beside hostile ones', () => {
  const atOnce = (work: readonly (() => Promise<void>)[]) => Promise.all(work.map((one) => one()));

  it('has everything while they still hold their senders', async () => {
    const alone = await serveNeighbours(false, atOnce);
    const beside = await serveNeighbours(true, atOnce);
    expect(beside).toMatchObject({ isHeldUp: false, delivered: honestBatches });
    const ratio = (p99(beside.durationsMs) / Math.max(1, p99(alone.durationsMs))).toFixed(2);
    const fault = `ten that hang; p99 of a try ${ratio} times that without them`;
    noteResult({ promise: 'P36 others unaffected', fault, times: honestBatches, lost: 0 });
  }, 120_000);

  it('P41 is noticed to be held up when one is served after the other', async () => {
    const beside = await serveNeighbours(true, async (work) => {
      await work[0]?.();
      await work.at(-1)?.();
    });
    expect(beside.isHeldUp).toBe(true);
  }, 120_000);
});
