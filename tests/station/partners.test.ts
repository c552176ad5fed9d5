import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { invitationMail } from '#cloud/mail/invitation-mail.ts';
import type { InvitationWish } from '#core/domain/organizations/partner-exchange.ts';
import { epochMs, toIsoTime } from '#core/kernel/iso-time.ts';
import { type BenchWorld, type CloudWorld, createCloudWorld } from './testing/bench-world.ts';
import { openSheetOf, sheetOf } from './testing/sheet-work.ts';

let aheadMs = 0;
let cloud: CloudWorld;
/** The workshop, its supervisor at the bench. */
let bench: BenchWorld;
/** A fleet that has no partner but Deichwerk yet. */
let office: BenchWorld;

beforeAll(async () => {
  cloud = await createCloudWorld({ now: () => toIsoTime(Date.now() + aheadMs) });
  // The fleet of the demo begins without its partner of the demo here.
  await cloud.database
    .asSystem('administration')
    .transact((transaction) => transaction.deleteFrom('trusts').where('partner_code', '=', 'T1E2S').execute());
  bench = await cloud.addStation();
  office = await cloud.addStation({ name: 'Office', organization: 'nordfracht' });
  await bench.signIn('S. Brandt');
  await office.signIn('H. Petersen');
}, 60_000);
afterAll(() => cloud.close());

let count = 0;
const nextRequest = () => `request-${++count}`;
const inDays = (days: number) => toIsoTime(Date.now() + aheadMs + days * 86_400_000);

const known: InvitationWish = {
  email: 'hansen@example.com',
  validTo: null,
  overrideAllowed: false,
  agreement: null,
  locale: 'en',
};

async function partnerOf(email: string) {
  const { rows } = await office.client.partners.list();
  const row = rows.find((one) => one.email === email);
  if (row === undefined) {
    throw new Error(`${email} is on nobody's list`);
  }
  return row;
}

async function act(email: string, command: Parameters<BenchWorld['client']['partners']['act']>[0]['command']) {
  const { id, version } = await partnerOf(email);
  const answer = await office.client.partners.act({ requestId: nextRequest(), id, expectedVersion: version, command });
  await bench.operator.sync.run();
  return answer;
}

async function nordfrachtAtBench() {
  const rows = await bench.client.customers.list({ search: 'Nordfracht' });
  return rows[0];
}

describe('ORG-3 ORG-4 a partnership, from both stations, over a real cloud', () => {
  it('is not there before the workshop said yes, and there the moment it did', async () => {
    const sent = await office.client.partners.invite({ requestId: nextRequest(), invitation: known });
    expect(sent).toMatchObject({
      kind: 'done',
      partner: { standing: 'invited', partnerName: 'Hansen Trailer Service' },
    });
    const list = await bench.client.invitations.list();
    const row = list.rows.find((one) => one.customerName === 'Nordfracht Logistik');
    expect([list.kind, row?.standing]).toEqual(['live', 'invited']);
    const answer = await bench.client.invitations.answer({
      requestId: nextRequest(),
      invitation: { kind: 'id', id: row?.id ?? '' },
      expectedVersion: row?.version ?? 0,
      answer: { act: 'accept', agreed: false },
    });
    expect(answer).toMatchObject({ kind: 'done', invitation: { standing: 'active' } });
    expect(await nordfrachtAtBench()).toMatchObject({ trust: { kind: 'active', until: null }, overrideAllowed: false });
  });

  it('REP-1 stands in the trails of both stations, refused attempts too', async () => {
    await office.client.partners.invite({ requestId: nextRequest(), invitation: known });
    const told = async ({ client }: BenchWorld) => {
      const entries = await client.audit.entries({ limit: 50 });
      return entries
        .filter(({ action }) => action.startsWith('partnership.'))
        .map(({ action, outcome, code, actor }) => [action, outcome, code, actor.name]);
    };
    expect(await told(office)).toEqual([
      ['partnership.invite', 'refused', 'PARTNER_ACTIVE', 'H. Petersen'],
      ['partnership.invite', 'done', null, 'H. Petersen'],
    ]);
    expect(await told(bench)).toEqual([['partnership.accept', 'done', null, 'S. Brandt']]);
    expect(await office.client.audit.verify()).toMatchObject({ kind: 'intact' });
  });

  it('ORG-5 the override setting arrives at the bench', async () => {
    expect(await act(known.email, { act: 'set-override', allowed: true })).toMatchObject({ kind: 'done' });
    expect(await nordfrachtAtBench()).toMatchObject({ overrideAllowed: true });
  });

  it('A11 an open sheet is judged anew when trust ends, by word or by the cloud’s clock, and when it comes back', async () => {
    await bench.chooseCustomer('nordfracht');
    const sessionId = await openSheetOf(bench, 'EVP-359315075384726');
    const next = async () => {
      const { verdict } = (await sheetOf(bench, sessionId)).session;
      return verdict.kind === 'verdict' ? [verdict.next, verdict.allowed.transfer] : [];
    };
    expect(await next()).toEqual(['TRANSFER_AVAILABLE', true]);
    const entries = (await bench.client.audit.entries({ sessionId, limit: 100 })).length;
    await act(known.email, { act: 'renew', validTo: inDays(40) });
    expect(await next()).toEqual(['TRANSFER_AVAILABLE', true]);
    // What changes nothing for the sheet is no news for it.
    expect((await bench.client.audit.entries({ sessionId, limit: 100 })).length).toBe(entries);

    aheadMs += 41 * 86_400_000;
    await bench.operator.sync.run();
    await bench.operator.sync.run();
    expect(await next()).toEqual(['TRUST_EXPIRED', false]);
    expect(await nordfrachtAtBench()).toMatchObject({ trust: { kind: 'expired' } });

    await act(known.email, { act: 'renew', validTo: null });
    expect(await next()).toEqual(['TRANSFER_AVAILABLE', true]);

    await act(known.email, { act: 'revoke' });
    expect(await next()).toEqual(['TRUST_MISSING', false]);
  });

  it('A11 a customer that took us off its list is forgotten; its sheets stay, and nothing breaks over them', async () => {
    await act(known.email, { act: 'remove' });
    expect(await nordfrachtAtBench()).toBeUndefined();
    const [sheet] = await bench.client.bench.sheets({ limit: 1 });
    const sessionId = sheet?.sessionId;
    if (sessionId === undefined) {
      throw new Error('the sheet is still there');
    }
    await bench.client.bench.recheck({ sessionId });
    const { session } = await sheetOf(bench, sessionId);
    expect([session.customerName, session.verdict]).toMatchObject(['Nordfracht Logistik', { next: 'TRUST_MISSING' }]);
    expect(await bench.client.access.seat()).toMatchObject({ customer: null });
  });

  it('an invitation by link is looked at without effect and declined by it', async () => {
    const email = 'elsewhere@example.com';
    await office.client.partners.invite({ requestId: nextRequest(), invitation: { ...known, email } });
    // Nobody sends mails here: the link is what waits in the queue.
    const mail = await cloud.database
      .asSystem('administration')
      .read((transaction) =>
        transaction.selectFrom('mails').selectAll().where('recipient', '=', email).executeTakeFirstOrThrow(),
      );
    const link = `fitbay://workshop/${invitationMail.parse(mail.document).token}`;
    const found = await bench.client.invitations.lookUp({ link });
    expect(found).toMatchObject({ kind: 'found', invitation: { standing: 'invited' } });
    expect(await bench.client.invitations.lookUp({ link: 'two words' })).toEqual({ kind: 'not-a-link' });
    const declined = await bench.client.invitations.answer({
      requestId: nextRequest(),
      invitation: { kind: 'link', token: found.kind === 'found' ? found.token : '' },
      expectedVersion: 1,
      answer: { act: 'decline' },
    });
    expect(declined).toMatchObject({ kind: 'done', invitation: { standing: 'declined' } });
    expect(await partnerOf(email)).toMatchObject({ standing: 'declined', partnerName: 'Hansen Trailer Service' });
  });
});

describe('STA-2 without the centre', () => {
  it('the last known list is shown with its age, also after a restart; a station that never saw one says so', async () => {
    const live = await office.client.partners.list();
    office.setConnected(false);
    await office.restart();
    await office.signIn('H. Petersen');
    const seen = await office.client.partners.list();
    expect(seen).toEqual({ kind: 'last-known', rows: live.rows, asOf: live.asOf, why: 'offline' });
    office.setConnected(true);
    const fresh = await cloud.addStation({ name: 'Second office', organization: 'nordfracht' });
    await fresh.signIn('H. Petersen');
    fresh.setConnected(false);
    expect(await fresh.client.partners.list()).toEqual({ kind: 'last-known', rows: [], asOf: null, why: 'offline' });
  });

  it('nothing is promised, and an act whose answer was lost is done once when it is asked again', async () => {
    const wish = { requestId: nextRequest(), invitation: { ...known, email: 'lost@example.com' } };
    office.setConnected(false);
    expect(await office.client.partners.invite(wish)).toEqual({ kind: 'not-answered', why: 'offline' });
    office.setConnected(true);
    const asking = office.client.partners.invite(wish);
    // The request is on its way; its answer will not arrive.
    await new Promise((resolve) => setImmediate(resolve));
    office.setConnected(false);
    const lost = await asking;
    office.setConnected(true);
    const again = await office.client.partners.invite(wish);
    expect([lost.kind, again.kind]).toEqual(['not-answered', 'done']);
    const rows = (await office.client.partners.list()).rows.filter(({ email }) => email === 'lost@example.com');
    expect(rows).toMatchObject([{ standing: 'invited', version: 1 }]);
    expect(epochMs(rows[0]?.invitedAt ?? '')).toBeGreaterThan(0);
  });
});
