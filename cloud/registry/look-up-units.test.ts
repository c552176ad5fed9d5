import { describe, expect, it } from 'vitest';
import { worldOfTest } from '../testing/cloud-of-file.ts';

const site = worldOfTest();

async function lookUp(unit: string) {
  const { units } = await site.station.api.units.lookUp({ serial: unit.split(':')[1] ?? '' });
  return units;
}

describe('units by serial', () => {
  it('OWN-5 gives every type that has the serial', async () => {
    const serial = '890123847562332';
    await site.world.addUnit(site.world.partner, { unitType: 'tp', serial });
    await site.world.addUnit(site.world.customer, { unitType: 'krone', serial });
    expect((await lookUp(`tp:${serial}`)).map((one) => [one.unitType, one.ownerId])).toEqual([
      ['krone', site.world.customer],
      ['tp', site.world.partner],
    ]);
  });

  it('OWN-8 names the owner to the owner, its partner, and of resellers to everybody', async () => {
    const owners = [site.world.partner, site.world.customer, site.world.reseller];
    const units = await Promise.all(owners.map((owner) => site.world.addUnit(owner)));
    const found = await Promise.all(units.map(lookUp));
    expect(found.map(([one]) => one?.ownerName)).toEqual(['Workshop', 'Fleet', 'Reseller']);
  });

  it('OWN-8 tells a stranger that a unit exists and nothing of what its fleet does with it', async () => {
    const pairedAssetId = await site.world.addAsset(site.world.stranger, 'WSM00000003111444');
    const unit = await site.world.addUnit(site.world.stranger, {
      pairedAssetId,
      lastContactAt: '2026-11-20T07:59:00.000Z',
      subscription: { state: 'active', endsAt: '2027-06-01T00:00:00.000Z' },
    });
    expect(await lookUp(unit)).toMatchObject([
      {
        ownerId: 'undisclosed',
        ownerName: null,
        pairedWith: null,
        lastContactAt: null,
        subscription: { state: 'active', endsAt: null },
      },
    ]);
  });

  it('OWN-8 names a stranger that lets its name be known, and no more of it', async () => {
    const open = await site.world.addOrganization(['fleet-customer'], { nameIsPublic: true, name: 'Open fleet' });
    const unit = await site.world.addUnit(open, { lastContactAt: '2026-11-20T07:59:00.000Z' });
    expect(await lookUp(unit)).toMatchObject([{ ownerId: open, ownerName: 'Open fleet', lastContactAt: null }]);
  });

  it('OWN-7 counts a subscription by the clock of the cloud', async () => {
    const unit = await site.world.addUnit(site.world.partner, {
      subscription: { state: 'active', endsAt: '2026-11-20T08:00:00.000Z' },
    });
    expect(await lookUp(unit)).toMatchObject([{ subscription: { state: 'expired' } }]);
  });

  it('OWN-12 answers a whole list at once, each unit as it would be seen alone', async () => {
    const shared = '890123847562349';
    const tp = await site.world.addUnit(site.world.partner, { unitType: 'tp', serial: shared });
    await site.world.addUnit(site.world.customer, { unitType: 'krone', serial: shared });
    const stranger = await site.world.addUnit(site.world.stranger);
    const serials = [shared, stranger.split(':')[1] ?? '', '866344054999995'];
    const { units } = await site.station.api.units.lookUpMany({ serials });
    const alone = (await Promise.all([tp, stranger].map(lookUp))).flat();
    expect(units).toHaveLength(3);
    expect(units).toEqual(expect.arrayContaining(alone));
  });

  it('STA-3 finds nothing for a serial that nobody has', async () => {
    expect(await lookUp('evopulse:866344054999995')).toEqual([]);
  });
});
