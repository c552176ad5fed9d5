import { beforeEach, describe, expect, it } from 'vitest';
import { type Person, person } from '#core/domain/access/person.ts';
import type { Role } from '#core/domain/access/roles.ts';
import { personId } from '#core/kernel/entity-ids.ts';
import { putPerson } from '../registry/put.ts';
import { cloudOfFile } from '../testing/cloud-of-file.ts';
import { accept, acting, createPartnerPlay, nextId, type PartnerPlay, wish } from '../testing/partner-play.ts';
import type { TestStation } from '../testing/test-cloud.ts';

const site = cloudOfFile();
let play: PartnerPlay;

beforeEach(async () => {
  play = await createPartnerPlay(site.cloud);
});

describe('ORG-2 two tenants', () => {
  it('see nothing of each other’s partners, whatever ids they try', async () => {
    const partner = await play.active();
    const strangers = await Promise.all([
      site.cloud.addStation(play.world.stranger, 'strange office'),
      site.cloud.addStation(await play.world.addOrganization(['service-partner']), 'strange bench'),
    ]);
    for (const stranger of strangers) {
      expect((await stranger.api.partners.list()).partners).toEqual([]);
      expect((await stranger.api.invitations.list()).invitations).toEqual([]);
      for (const command of [{ act: 'revoke' }, { act: 'remove' }, { act: 'set-override', allowed: true }] as const) {
        expect(await play.act(partner, command, stranger)).toEqual({
          kind: 'refused',
          code: 'PARTNER_UNKNOWN',
          current: null,
        });
      }
      const byId = { kind: 'id', id: partner.id } as const;
      expect(
        await stranger.api.invitations.answer({
          requestId: nextId(),
          actor: acting('supervisor'),
          invitation: byId,
          expectedVersion: partner.version,
          answer: { act: 'decline' },
        }),
      ).toEqual({ kind: 'refused', code: 'PARTNER_UNKNOWN', current: null });
    }
    expect(await play.partners()).toMatchObject([{ id: partner.id, standing: 'active' }]);
  });

  it('the partner cannot act for the fleet, nor the fleet for the partner', async () => {
    const partner = await play.active();
    expect(await play.act(partner, { act: 'set-override', allowed: true }, play.bench)).toMatchObject({
      code: 'PARTNER_UNKNOWN',
    });
    const { email } = await play.invited();
    const own = await play.answerByLink(await play.tokenFor(email), accept, { by: play.office });
    expect(own).toMatchObject({ kind: 'refused', code: 'PARTNER_OWN_ADDRESS' });
    expect(await play.invite(wish(), play.bench)).toMatchObject({ kind: 'refused', code: 'PARTNER_NO_FLEET' });
    const fleet = await site.cloud.addStation(play.world.stranger, 'another fleet');
    const byFleet = await play.answerByLink(await play.tokenFor(email), accept, { by: fleet });
    expect(byFleet).toMatchObject({ kind: 'refused', code: 'PARTNER_NO_WORKSHOP' });
  });

  it('asks the cloud’s own books what the person may do, not the station', async () => {
    const pinVerifier = { algorithm: 'scrypt', cost: 2, blockSize: 8, parallelization: 1, salt: '', derived: '' };
    const addPerson = async (organizationId: string, roles: readonly Role[], isActive = true) => {
      const id = personId.parse(nextId());
      const standing = { displayName: 'H. Petersen', givenName: 'Hanna', badge: id, pinVerifier };
      const value = person.parse({ id, organizationId, roles, active: isActive, ...standing });
      await site.database.asSystem('administration').transact((transaction) => putPerson(transaction, value));
      return { personId: id, name: 'H. Petersen', roles: ['fleet-manager', 'supervisor'] };
    };
    const may = async (actor: { personId: Person['id'] | null; name: string; roles: string[] }) =>
      (await play.office.api.partners.invite({ requestId: nextId(), actor, invitation: wish() })).kind;
    expect(await may(await addPerson(play.fleet, ['fleet-manager']))).toBe('done');
    expect(await may(await addPerson(play.fleet, ['technician']))).toBe('refused');
    expect(await may(await addPerson(play.fleet, ['fleet-manager'], false))).toBe('refused');
    expect(await may(await addPerson(play.world.partner, ['fleet-manager']))).toBe('refused');

    const { email } = await play.invited();
    const token = await play.tokenFor(email);
    const technician = await addPerson(play.world.partner, ['technician']);
    const answer = await play.bench.api.invitations.answer({
      requestId: nextId(),
      actor: technician,
      invitation: { kind: 'link', token },
      expectedVersion: 1,
      answer: accept,
    });
    expect(answer).toMatchObject({ kind: 'refused', code: 'PARTNER_NOT_ALLOWED' });
  });
});

describe('STA-3 a request that is repeated', () => {
  it('is done once and answered the same again; its number is good for nothing else', async () => {
    const request = { requestId: nextId(), actor: acting('fleet-manager'), invitation: wish() };
    const answers = await Promise.all([1, 2, 3].map(() => play.office.api.partners.invite(request)));
    expect(new Set(answers.map((one) => JSON.stringify(one))).size).toBe(1);
    expect(answers[0]).toMatchObject({ kind: 'done' });
    expect(await play.partners()).toHaveLength(1);
    expect(await play.office.api.partners.invite({ ...request, invitation: wish() })).toMatchObject({
      kind: 'refused',
      code: 'PARTNER_KEY_USED',
    });
  });
});

describe('OWN-13 the logs', () => {
  it('of both organizations tell the whole story, refused attempts stand with whoever tried', async () => {
    const partner = await play.active(wish());
    await play.act({ ...partner, version: 1 }, { act: 'revoke' });
    await play.act(partner, { act: 'set-override', allowed: true });
    await play.act({ ...partner, version: partner.version + 1 }, { act: 'revoke' });
    await play.act({ ...partner, version: partner.version + 2 }, { act: 'remove' });
    const told = async (station: TestStation, organizationId: string) => {
      const { rows } = await station.api.organizations.audit({ organizationId });
      return rows.map(({ action, outcome, code }) => [action, outcome, code].filter((one) => one !== null).join(' '));
    };
    const both = ['partner.removed done', 'partner.revoked done', 'partner.override-allowed done'];
    expect(await told(play.bench, play.world.partner)).toEqual([...both, 'partner.accepted done']);
    expect(await told(play.office, play.fleet)).toEqual([
      ...both,
      'partner.revoked refused PARTNER_CHANGED',
      'partner.accepted done',
      'partner.invited done',
    ]);
  });
});
