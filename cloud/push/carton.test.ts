import { describe, expect, it } from 'vitest';
import { worldOfTest } from '../testing/cloud-of-file.ts';

const site = worldOfTest();

const cartonId = 'carton-0193';

function transferOf(unit: string, change: { fromId?: string; cartonId?: string; expectedEpoch?: number } = {}) {
  const payload = {
    fromId: site.world.partner,
    toId: site.world.customer,
    expectedEpoch: 0,
    unpairFirst: false,
    ...change,
  };
  return site.station.operation({ kind: 'unit.transfer' as const, unit, payload });
}

/** As an organization reads its own trail: with a station of its own. */
async function logOf(organizationId: string, question: { unit?: string; cartonId?: string }) {
  const own = await site.cloud.addStation(organizationId, 'office');
  const { rows } = await own.api.organizations.audit({ organizationId, ...question });
  return rows;
}

describe('OWN-12 OWN-13 transfers of one carton', () => {
  it('stand in the logs of both organizations, one line for each unit, all with the id of the carton', async () => {
    const units = [await site.world.addUnit(site.world.partner), await site.world.addUnit(site.world.partner)];
    const alone = await site.world.addUnit(site.world.partner);
    await site.station.push([...units.map((unit) => transferOf(unit, { cartonId })), transferOf(alone)]);
    for (const side of [site.world.partner, site.world.customer]) {
      const rows = await logOf(side, { cartonId });
      expect(rows.map(({ unit }) => unit).sort()).toEqual([...units].sort());
      expect(new Set(rows.map(({ transferId }) => transferId)).size).toBe(2);
      expect(rows.every((row) => row.cartonId === cartonId && row.action === 'transfer.applied')).toBe(true);
    }
    const [line] = await logOf(site.world.customer, { unit: alone });
    expect(line).toMatchObject({ action: 'transfer.applied' });
    expect(line).not.toHaveProperty('cartonId');
  });

  it('stand there too where one of them was refused, and the others pass', async () => {
    const [good, stale] = [await site.world.addUnit(site.world.partner), await site.world.addUnit(site.world.partner)];
    const { results } = await site.station.push([
      transferOf(stale, { cartonId, expectedEpoch: 7 }),
      transferOf(good, { cartonId }),
    ]);
    expect(results.map(({ verdict }) => verdict)).toEqual(['conflict', 'applied']);
    const rows = await logOf(site.world.partner, { cartonId });
    expect(rows.map(({ action, unit }) => [action, unit])).toEqual([
      ['transfer.applied', good],
      ['transfer.refused', stale],
    ]);
  });

  it('STA-3 are taken once each however often they are sent', async () => {
    const operations = [transferOf(await site.world.addUnit(site.world.partner), { cartonId })];
    const first = await site.station.push(operations);
    expect((await site.station.push(operations)).results).toEqual(first.results);
    expect(await logOf(site.world.customer, { cartonId })).toHaveLength(1);
  });
});
