import { afterEach, describe, expect, it } from 'vitest';
import type { SubscriptionWish } from '#core/domain/webhooks/event-subscription.ts';
import { cloudOfFile } from '../testing/cloud-of-file.ts';
import { acting, nextId } from '../testing/partner-play.ts';
import { startReceiver, type TestReceiver } from '../testing/test-receiver.ts';
import { createWebhookPlay } from '../testing/webhook-play.ts';

const lookup = async (hostname: string): Promise<string[]> => {
  if (hostname === 'hooks.example.com') {
    return ['93.184.215.14'];
  }
  return hostname === 'inside.example.com' ? ['10.0.0.7'] : [];
};
const site = cloudOfFile({ webhookAddresses: { allowLoopback: true, lookup } });
const url = 'https://hooks.example.com/fitbay';
const open: TestReceiver[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((receiver) => receiver.close()));
});

async function receive(reply: () => number = () => 200): Promise<TestReceiver> {
  const receiver = await startReceiver(reply);
  open.push(receiver);
  return receiver;
}

describe('PAIR-7 subscriptions of a fleet', () => {
  it('are made by its manager, shown without the secret, which is said once', async () => {
    const play = await createWebhookPlay(site.cloud);
    const { subscription, secret } = await play.created({ url });
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(subscription).toMatchObject({
      url,
      group: 'asset',
      names: ['unit.paired', 'unit.unpaired'],
      version: 1,
      state: 'active',
      revision: 1,
      createdBy: 'T. Ester, Fleet',
    });
    expect(JSON.stringify(await play.office.api.eventSubscriptions.list())).not.toContain('whsec_');
    const { rows } = await play.office.api.organizations.audit({ organizationId: play.fleet as never });
    expect(rows[0]).toMatchObject({ action: 'events.created', outcome: 'done', actor: 'T. Ester, Fleet' });
  });

  it('have secrets that lie in the database only sealed, in no answer that is kept and in no log', async () => {
    const play = await createWebhookPlay(site.cloud);
    const { subscription, secret } = await play.created({ url });
    const tables = await site.database
      .asSystem('administration')
      .read(async (transaction) => [
        await transaction.selectFrom('event_subscriptions').selectAll().where('id', '=', subscription.id).execute(),
        await transaction.selectFrom('partner_requests').selectAll().execute(),
        await transaction.selectFrom('organization_audit').selectAll().execute(),
      ]);
    const written = JSON.stringify([tables, site.cloud.logged]);
    expect(written).toContain(subscription.id);
    expect(written).not.toContain(secret.replace('whsec_', ''));
  });

  it.each<[string, Partial<SubscriptionWish>, string]>([
    ['without TLS', { url: 'http://hooks.example.com/' }, 'EVENTS_URL_SCHEME'],
    ['to a private address', { url: 'https://10.0.0.7/' }, 'EVENTS_URL_NOT_PUBLIC'],
    ['to a name of a private address', { url: 'https://inside.example.com/' }, 'EVENTS_URL_NOT_PUBLIC'],
    ['to a name that nobody knows', { url: 'https://nowhere.example.com/' }, 'EVENTS_URL_UNRESOLVED'],
    ['of unpairings in version 2', { version: 2 }, 'EVENTS_VERSION'],
  ])('are refused %s', async (_name, wish, code) => {
    const play = await createWebhookPlay(site.cloud);
    expect(await play.create({ url, ...wish })).toEqual({ kind: 'refused', code, current: null });
    expect((await play.office.api.eventSubscriptions.list()).subscriptions).toEqual([]);
  });

  it.each(['technician', 'supervisor', 'station-admin'] as const)('are not for a %s', async (role) => {
    const play = await createWebhookPlay(site.cloud);
    expect(await play.create({ url }, role)).toMatchObject({ kind: 'refused', code: 'EVENTS_NOT_ALLOWED' });
    const { rows } = await play.office.api.organizations.audit({ organizationId: play.fleet as never });
    expect(rows[0]).toMatchObject({ action: 'events.created', outcome: 'refused', code: 'EVENTS_NOT_ALLOWED' });
  });

  it('are as good as not there for another organization, the workshop it trusts included', async () => {
    const play = await createWebhookPlay(site.cloud);
    const { subscription } = await play.created({ url });
    const workshop = await site.cloud.addStation(play.world.partner);
    expect((await workshop.api.eventSubscriptions.list()).subscriptions).toEqual([]);
    expect(await play.act(subscription, { act: 'remove' }, workshop)).toMatchObject({ code: 'EVENTS_UNKNOWN' });
    await expect(workshop.api.eventSubscriptions.log({ id: subscription.id })).rejects.toMatchObject({ status: 404 });
    expect((await play.seen(subscription.id)).state).toBe('active');
  });

  it('are changed by whoever saw the newest; a repeated request is done once and answered alike', async () => {
    const play = await createWebhookPlay(site.cloud);
    const request = {
      requestId: nextId(),
      actor: acting('fleet-manager'),
      subscription: { url, names: ['unit.paired' as const], version: 2 as const },
    };
    const first = await play.office.api.eventSubscriptions.create(request);
    expect(await play.office.api.eventSubscriptions.create(request)).toEqual(first);
    expect((await play.office.api.eventSubscriptions.list()).subscriptions).toHaveLength(1);
    expect(
      await play.office.api.eventSubscriptions.create({
        ...request,
        subscription: { ...request.subscription, version: 1 },
      }),
    ).toMatchObject({ code: 'EVENTS_KEY_USED' });
    const subscription = first.kind === 'done' ? first.subscription : expect.fail('not made');
    const paused = await play.act(subscription, { act: 'pause' });
    expect(paused).toMatchObject({ kind: 'done', secret: null, subscription: { state: 'paused', revision: 2 } });
    expect(await play.act(subscription, { act: 'resume' })).toMatchObject({
      code: 'EVENTS_CHANGED',
      current: { revision: 2 },
    });
    expect(await play.act({ ...subscription, revision: 2 }, { act: 'pause' })).toMatchObject({ code: 'EVENTS_STATE' });
  });

  it('are no more than ten', async () => {
    const play = await createWebhookPlay(site.cloud);
    for (let made = 0; made < 10; made += 1) {
      await play.created({ url });
    }
    expect(await play.create({ url })).toMatchObject({ code: 'EVENTS_TOO_MANY' });
  });
});

describe('PAIR-7 the delivery log', () => {
  it('says of each try when, where to, what came back and how long it took, and holds the text that was sent', async () => {
    const play = await createWebhookPlay(site.cloud);
    let tries = 0;
    const receiver = await receive(() => (++tries === 1 ? 500 : 200));
    const { subscription } = await play.created({ url: receiver.url });
    const unitId = 'evopulse:359315075384726';
    await play.happen({ unitId });
    await play.deliverAll();
    const { batches } = await play.office.api.eventSubscriptions.log({ id: subscription.id });
    expect(batches).toMatchObject([{ number: 1, events: 1, units: [unitId], state: 'delivered', failures: 1 }]);
    const batchId = batches[0]?.id ?? '';
    const opened = await play.office.api.eventSubscriptions.batch({ id: subscription.id, batchId });
    expect(opened.body).toBe(receiver.received[1]?.body);
    expect(opened.webhookId).toBe(`1-${batchId}`);
    expect(opened.tries).toMatchObject([
      { address: '127.0.0.1', outcome: 'refused', status: 500, answer: '' },
      { address: '127.0.0.1', outcome: 'accepted', status: 200 },
    ]);
  });

  it('replays one batch, a range, or all since a time, each under its own id, for 30 days', async () => {
    const play = await createWebhookPlay(site.cloud);
    const receiver = await receive();
    const { subscription } = await play.created({ url: receiver.url });
    const unitId = 'evopulse:359315075384726';
    const times: string[] = [];
    for (let number = 1; number <= 4; number += 1) {
      site.cloud.clock.advance(60_000);
      times.push(site.cloud.clock.now());
      await play.happen({ unitId });
      await play.deliverDue();
    }
    const { batches } = await play.office.api.eventSubscriptions.log({ id: subscription.id });
    const second = batches.find((batch) => batch.number === 2)?.id ?? '';
    const replay = async (of: object) => {
      const before = receiver.received.length;
      const answer = await play.act(await play.seen(subscription.id), { act: 'replay', of } as never);
      await play.deliverAll();
      const again = receiver.received.slice(before).map((one) => one.number);
      return { told: answer.kind === 'done' ? answer.replayed : answer, again: again.sort() };
    };
    expect(await replay({ kind: 'batch', batchId: second })).toEqual({ told: 1, again: [2] });
    expect(await replay({ kind: 'range', from: 2, to: 3 })).toEqual({ told: 2, again: [2, 3] });
    expect(await replay({ kind: 'since', at: times[2] })).toEqual({ told: 2, again: [3, 4] });
    const ids = new Set(receiver.received.map((one) => one.webhookId));
    expect(ids.size).toBe(4);
    site.cloud.clock.advance(31 * 86_400_000);
    expect(await replay({ kind: 'range', from: 1, to: 4 })).toMatchObject({
      told: { code: 'EVENTS_NOTHING_TO_REPLAY' },
      again: [],
    });
  });
});
