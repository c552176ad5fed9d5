import { beforeEach, describe, expect, it } from 'vitest';
import { cloudOfFile } from '../testing/cloud-of-file.ts';
import { accept, acting, createPartnerPlay, nextId, type PartnerPlay, wish } from '../testing/partner-play.ts';

const site = cloudOfFile();
let play: PartnerPlay;

beforeEach(async () => {
  play = await createPartnerPlay(site.cloud);
});

async function trustsAtBench(): Promise<readonly string[]> {
  const { rows } = await play.bench.pull();
  return rows.flatMap((row) => (row.kind === 'trust' && row.value.customerId === play.fleet ? [row.value.state] : []));
}

describe('ORG-4 an invitation', () => {
  it('is pending for the fleet, goes out by mail, and makes whoever accepts by its link the partner', async () => {
    const partner = await play.invited(wish({ overrideAllowed: true, validTo: '2027-06-01T00:00:00.000Z' }));
    expect(partner).toMatchObject({
      standing: 'invited',
      partnerName: null,
      partnerCode: expect.stringMatching(/^[A-HJ-NP-Z2-9]{5}$/),
      invitedUntil: '2026-11-23T08:00:00.000Z',
      mail: 'queued',
    });
    const token = await play.tokenFor(partner.email);
    expect(await play.partners()).toMatchObject([{ mail: 'sent' }]);
    const listed = (await play.bench.api.invitations.list()).invitations;
    expect(listed.map(({ customerName }) => customerName)).not.toContain('Young fleet');
    expect(await play.bench.api.invitations.lookUp({ token })).toMatchObject({
      kind: 'found',
      invitation: { customerName: 'Young fleet', standing: 'invited', overrideAllowed: true },
    });
    const answer = await play.answerByLink(token);
    expect(answer).toMatchObject({
      kind: 'done',
      invitation: { standing: 'active', validFrom: site.cloud.clock.now(), answeredBy: 'T. Ester, Workshop' },
    });
    expect(await play.partners()).toMatchObject([
      { id: partner.id, standing: 'active', partnerName: 'Workshop', partnerCode: partner.partnerCode, mail: 'none' },
    ]);
  });

  it('a link is good once, and a newer one takes its place', async () => {
    const { id, version, email } = await play.invited();
    const first = await play.tokenFor(email);
    const sent = await play.act({ id, version }, { act: 'resend' });
    expect(sent).toMatchObject({ kind: 'done', partner: { version: 2 } });
    const second = await play.tokenFor(email);
    expect(second).not.toBe(first);
    expect(await play.answerByLink(first)).toMatchObject({ kind: 'refused', code: 'PARTNER_LINK_UNKNOWN' });
    expect(await play.answerByLink(second, accept, { expectedVersion: 2 })).toMatchObject({ kind: 'done' });
    expect(await play.answerByLink(second, accept, { expectedVersion: 3 })).toMatchObject({
      kind: 'refused',
      code: 'PARTNER_ACTIVE',
    });
  });

  it('keeps no link: neither in its row nor, once sent, in the queue', async () => {
    const { email } = await play.invited();
    const token = await play.tokenFor(email);
    const tables = await site.database
      .asSystem('administration')
      .read(async (transaction) =>
        JSON.stringify([
          await transaction.selectFrom('invitations').selectAll().execute(),
          await transaction.selectFrom('mails').selectAll().execute(),
          await transaction.selectFrom('partner_requests').selectAll().execute(),
        ]),
      );
    expect(token).toMatch(/^i[\w-]{43}$/);
    expect(tables).toContain(email);
    expect(tables).not.toContain(token);
  });

  it('ORG-3 lapses after 72 hours by the clock of the cloud and lives again when it is sent again', async () => {
    const { id, version, email } = await play.invited();
    const token = await play.tokenFor(email);
    site.cloud.clock.advance(72 * 3_600_000);
    expect(await play.answerByLink(token)).toMatchObject({ kind: 'refused', code: 'PARTNER_LAPSED' });
    expect(await play.partners()).toMatchObject([{ standing: 'lapsed' }]);
    await play.act({ id, version }, { act: 'resend' });
    expect(await play.answerByLink(await play.tokenFor(email), accept, { expectedVersion: 2 })).toMatchObject({
      kind: 'done',
    });
  });

  it('C9 takes effect only with the agreement, where the fleet asks for one', async () => {
    const { email } = await play.invited(wish({ agreement: 'Keep the data of the fleet to yourselves.' }));
    const token = await play.tokenFor(email);
    expect(await play.answerByLink(token, { act: 'accept', agreed: false })).toMatchObject({
      kind: 'refused',
      code: 'PARTNER_AGREEMENT_NEEDED',
    });
    expect(await play.answerByLink(token, { act: 'accept', agreed: true })).toMatchObject({ kind: 'done' });
  });

  it('goes straight to the list of a workshop that has answered at this address before', async () => {
    const { email } = await play.active();
    const rival = await play.world.addOrganization(['fleet-customer'], { name: 'Second fleet' });
    const other = await site.cloud.addStation(rival, 'other office');
    const answer = await play.invite(wish({ email: email ?? '' }), other);
    expect(answer).toMatchObject({ kind: 'done', partner: { partnerName: 'Workshop', standing: 'invited' } });
    const pending = (await play.bench.api.invitations.list()).invitations.find((one) => one.customerId === rival);
    expect(pending).toMatchObject({ customerName: 'Second fleet', standing: 'invited' });
    const accepted = await play.bench.api.invitations.answer({
      requestId: nextId(),
      actor: acting('supervisor'),
      invitation: { kind: 'id', id: pending?.id ?? '' },
      expectedVersion: pending?.version ?? 0,
      answer: accept,
    });
    expect(accepted).toMatchObject({ kind: 'done', invitation: { standing: 'active' } });
  });
});

describe('ORG-3 one relationship for a fleet and a partner', () => {
  it('a second invitation to the address is refused, whatever became of the first, until it is removed', async () => {
    const sent = wish();
    const { id, version, email } = await play.invited(sent);
    expect(await play.invite(sent)).toMatchObject({ kind: 'refused', code: 'PARTNER_INVITED', current: { id } });
    await play.answerByLink(await play.tokenFor(email), { act: 'decline' });
    expect(await play.invite(sent)).toMatchObject({ kind: 'refused', code: 'PARTNER_DECLINED' });
    expect(await play.act({ id, version: version + 1 }, { act: 'remove' })).toEqual({ kind: 'removed' });
    expect(await play.invite(sent)).toMatchObject({ kind: 'done' });
  });

  it('an invitation to another address of a partner is refused when the partner answers it', async () => {
    await play.active();
    const { email } = await play.invited();
    const token = await play.tokenFor(email);
    expect(await play.answerByLink(token)).toMatchObject({ kind: 'refused', code: 'PARTNER_ACTIVE' });
    expect(await trustsAtBench()).toEqual(['active']);
  });

  it('of two invitations at the same moment one wins', async () => {
    const sent = wish();
    const answers = await Promise.all([play.invite(sent), play.invite(sent), play.invite(sent)]);
    expect(answers.map(({ kind }) => kind).sort()).toEqual(['done', 'refused', 'refused']);
    expect(await play.partners()).toHaveLength(1);
  });

  it('of two workshops with the same link one becomes the partner', async () => {
    const rival = await play.world.addOrganization(['service-partner']);
    const other = await site.cloud.addStation(rival, 'rival bench');
    const { email } = await play.invited();
    const token = await play.tokenFor(email);
    const answers = await Promise.all([play.answerByLink(token), play.answerByLink(token, accept, { by: other })]);
    expect(answers.map(({ kind }) => kind).sort()).toEqual(['done', 'refused']);
  });

  it('of two changes that saw the same version one is made', async () => {
    const partner = await play.active();
    const [first, second] = await Promise.all([
      play.act(partner, { act: 'set-override', allowed: true }),
      play.act(partner, { act: 'revoke' }),
    ]);
    expect([first, second].filter(({ kind }) => kind === 'done')).toHaveLength(1);
    expect([first, second].filter((one) => one.kind === 'refused' && one.code === 'PARTNER_CHANGED')).toHaveLength(1);
  });
});

describe('ORG-3 what the fleet does with a partner reaches the stations', () => {
  it('a customer appears with the acceptance and its units go with the revocation', async () => {
    const unit = await play.world.addUnit(play.fleet);
    const { customer, partner } = await createPair();
    expect(customer.standing).toBe('active');
    const { cursor, rows } = await play.bench.pull();
    expect(rows.some((row) => row.kind === 'unit' && `${row.value.unitType}:${row.value.serial}` === unit)).toBe(true);
    await play.act(partner, { act: 'revoke' });
    const after = await play.bench.pull(cursor);
    expect(after.rows).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ kind: 'trust', value: expect.objectContaining({ state: 'revoked' }) }),
        { kind: 'removed', of: 'unit', key: unit },
      ]),
    );
  });

  async function createPair() {
    const partner = await play.active();
    const customer = (await play.bench.api.invitations.list()).invitations.find((one) => one.id === partner.id);
    if (customer === undefined) {
      throw new Error('the partner sees its customer');
    }
    return { partner, customer };
  }

  it('expires by the clock of the cloud and comes back by renewal under the same id', async () => {
    const partner = await play.active(wish({ validTo: '2026-12-01T00:00:00.000Z' }));
    site.cloud.clock.advance(400 * 86_400_000);
    const [expired] = await play.partners();
    expect(expired).toMatchObject({ id: partner.id, standing: 'expired' });
    const over = await play.act(partner, { act: 'renew', validTo: '2026-12-02T00:00:00.000Z' });
    expect(over).toMatchObject({ kind: 'refused', code: 'PARTNER_PERIOD_OVER' });
    const renewed = await play.act(partner, { act: 'renew', validTo: null });
    expect(renewed).toMatchObject({
      kind: 'done',
      partner: { id: partner.id, standing: 'active', validFrom: site.cloud.clock.now(), validTo: null },
    });
    expect(await trustsAtBench()).toEqual(['active']);
  });

  it('ORG-5 the override setting arrives at the stations of the partner', async () => {
    const partner = await play.active();
    const { cursor } = await play.bench.pull();
    await play.act(partner, { act: 'set-override', allowed: true });
    expect((await play.bench.pull(cursor)).rows).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ kind: 'trust', value: expect.objectContaining({ overrideAllowed: true }) }),
      ]),
    );
  });

  it('an invitation that nobody answered wakes the fleet’s own stations when its mail is out', async () => {
    const { cursor } = await play.office.pull();
    const { id, email } = await play.invited();
    await play.tokenFor(email);
    expect((await play.office.pull(cursor)).rows).toEqual([{ kind: 'removed', of: 'trust', key: id }]);
  });

  it('removing takes the customer off the partner’s stations', async () => {
    const partner = await play.active();
    await play.act(partner, { act: 'revoke' });
    const { cursor } = await play.bench.pull();
    await play.act({ ...partner, version: partner.version + 1 }, { act: 'remove' });
    expect((await play.bench.pull(cursor)).rows).toEqual(
      expect.arrayContaining([
        { kind: 'removed', of: 'trust', key: partner.id },
        { kind: 'removed', of: 'organization', key: play.fleet },
      ]),
    );
  });
});
