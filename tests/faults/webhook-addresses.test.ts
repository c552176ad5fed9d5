import { afterEach, describe, expect, it } from 'vitest';
import { cloudOfFile } from '#cloud/testing/cloud-of-file.ts';
import { forbiddenUrls, insideV4 } from '#cloud/testing/forbidden-urls.ts';
import { startReceiver } from '#cloud/testing/test-receiver.ts';
import { createWebhookPlay } from '#cloud/testing/webhook-play.ts';
import { createWebhookSender, type WebhookSender } from '#cloud/webhooks/send-webhook.ts';
import { isPublic } from '#cloud/webhooks/webhook-address.ts';
import { noteResult } from './note-result.ts';
import { createCheckingSender } from './webhooks/checking-sender.ts';
import { naiveSender } from './webhooks/naive-sender.ts';
import { startRebindingDns } from './webhooks/rebinding-dns.ts';
import { type ConnectionWatch, watchConnections } from './webhooks/watch-connections.ts';
import { openDatabaseOfSite } from './wired/database-of-site.ts';

const site = cloudOfFile({}, openDatabaseOfSite);
const closing: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()));
});

function watch(): ConnectionWatch {
  const watched = watchConnections();
  closing.push(() => watched.close());
  return watched;
}

const insideOf = ({ addresses }: ConnectionWatch) => addresses.filter((address) => !isPublic(address));
const wanted = (url: string) => ({ url, headers: {}, body: '{}' });
const strict = createWebhookSender({ allowLoopback: false });
const count = forbiddenUrls.length;

describe('PAIR-4 P37 nothing that is not public is reached', () => {
  it(`by none of ${count} URLs that were on the books before anybody judged them`, async () => {
    const watched = watch();
    const told = await Promise.all(forbiddenUrls.map(({ url }) => strict.send(wanted(url))));
    expect(told.filter(({ outcome }) => outcome !== 'not-public')).toEqual([]);
    expect(watched.addresses).toEqual([]);
    noteResult({
      promise: 'P37 webhooks reach nothing inside',
      fault: 'ways to write an address',
      times: count,
      lost: 0,
    });
  });

  it('and a fleet cannot save one of them, whichever way it is written', async () => {
    const play = await createWebhookPlay(site.cloud);
    const forms = new Map(forbiddenUrls.map((one) => [one.form, one.url]));
    for (const [form, url] of forms) {
      expect(await play.create({ url }), form).toMatchObject({ kind: 'refused', code: 'EVENTS_URL_NOT_PUBLIC' });
    }
  }, 60_000);

  it('by no name that means an inside address, or takes to mean one between two questions', async () => {
    const dns = await startRebindingDns((name, question) => {
      const inside = insideV4[Number(name.split('.')[0]?.slice(1))] ?? '10.0.0.1';
      // Names that begin with n always mean it; those with r mean the public internet at the first question only.
      return name.startsWith('n') || question > 1 ? inside : '93.184.215.14';
    });
    closing.push(() => dns.close());
    const watched = watch();
    const sender = createWebhookSender({ allowLoopback: false, lookup: dns.lookup });
    const names = insideV4.map((_address, index) => `n${index}.example.com`);
    const told = await Promise.all(names.map((name) => sender.send(wanted(`https://${name}/`))));
    expect(told.filter(({ outcome }) => outcome !== 'not-public')).toEqual([]);
    expect(dns.questions()).toBe(insideV4.length);
    expect(watched.addresses).toEqual([]);
  });

  /** First the name means an address of this machine where nobody listens and which the test allows, afterwards the one that nobody may reach. */
  async function rebind(senderOf: (dns: Awaited<ReturnType<typeof startRebindingDns>>) => WebhookSender) {
    const receiver = await startReceiver();
    const dns = await startRebindingDns((_name, question) => (question === 1 ? '127.0.0.2' : '127.0.0.1'));
    closing.push(
      () => receiver.close(),
      () => dns.close(),
    );
    const watched = watch();
    await senderOf(dns).send(wanted(`http://localhost:${receiver.port}/`));
    return {
      reached: watched.addresses.includes('127.0.0.1'),
      questions: dns.questions(),
      got: receiver.received.length,
    };
  }

  it('and a name is asked for once, so it cannot mean another address when it comes to connecting', async () => {
    const told = await rebind(({ lookup }) => createWebhookSender({ allowLoopback: true, lookup }));
    expect(told).toEqual({ reached: false, questions: 1, got: 0 });
  });

  it('P41 is noticed to be reached by a sender that checks first and asks again', async () => {
    const told = await rebind(({ lookup }) => createCheckingSender(lookup, (address) => address === '127.0.0.1'));
    expect(told).toMatchObject({ reached: true, got: 1 });
  });

  it('P41 is noticed to be reached by a sender that judges nothing', async () => {
    const watched = watch();
    // Those of this machine only: a test reaches for nothing else.
    const own = forbiddenUrls.filter(({ address }) => address.startsWith('127.'));
    await Promise.all(own.map(({ url }) => naiveSender.send(wanted(url))));
    expect(insideOf(watched).length).toBeGreaterThan(10);
  });
});
