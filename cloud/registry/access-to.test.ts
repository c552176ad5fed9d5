import { describe, expect, it } from 'vitest';
import { organization } from '#core/domain/organizations/organization.ts';
import type { TrustRelationship } from '#core/domain/organizations/trust.ts';
import { worldOfTest } from '../testing/cloud-of-file.ts';
import { accessTo } from './access-to.ts';
import { putOrganization } from './put.ts';

const site = worldOfTest();

function access(organizationId: string, askedBy: string): Promise<string> {
  const now = site.cloud.clock.now();
  return site.database
    .forTenant({ organizationId: askedBy, now })
    .read((transaction) => accessTo(transaction, { organizationId, askedBy, now }));
}

describe('what an organization may do with the records of another', () => {
  it('is everything with its own', async () => {
    expect(await access(site.world.partner, site.world.partner)).toBe('own');
  });

  it.each<[Partial<TrustRelationship>, string]>([
    [{}, 'serviced'],
    [{ validTo: '2026-11-20T07:59:59.999Z' }, 'none'],
    [{ validFrom: '2026-11-20T08:00:00.001Z' }, 'none'],
    [{ state: 'pending' }, 'none'],
    [{ state: 'declined' }, 'none'],
    [{ state: 'revoked' }, 'none'],
  ])('ORG-3 with a relationship that is %j: %s', async (extra, expected) => {
    const { world } = site;
    await world.trust({ customerId: world.customer, partnerId: world.partner }, extra);
    expect(await access(world.customer, world.partner)).toBe(expected);
    expect(await access(world.partner, world.customer)).toBe('none');
    expect(await access(world.stranger, world.partner)).toBe('none');
  });

  it('ORG-1 ends when the partner is no service partner any more', async () => {
    const { world, database } = site;
    const former = { id: world.partner, name: 'Workshop', autoPairing: true, nameIsPublic: false };
    const value = organization.parse({ ...former, kinds: ['fleet-customer'] });
    await database.asSystem('administration').transact((transaction) => putOrganization(transaction, value));
    expect(await access(world.customer, world.partner)).toBe('none');
    const asked = { organizationId: world.customer, wish: { category: 'other', type: null, plate: 'X', vin: null } };
    const actor = { personId: null, name: 'T. Ester', roles: ['technician'] };
    const answer = await site.station.api.assets.create({
      requestId: 'request-0001',
      actor,
      organizationId: asked.organizationId,
      wish: { ...asked.wish, code: null },
    } as never);
    expect(answer).toMatchObject({ kind: 'refused', code: 'ASSET_UNKNOWN' });
  });
});
