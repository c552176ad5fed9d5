import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type CloudDatabase, openDatabase } from '../database/open-database.ts';
import { startTestCloud, type TestCloud, type TestStation } from '../testing/test-cloud.ts';
import { createTestWorld, type TestWorld } from '../testing/test-world.ts';

let database: CloudDatabase;
let cloud: TestCloud;
let world: TestWorld;
let station: TestStation;

beforeAll(async () => {
  database = await openDatabase({ kind: 'pglite', directory: 'memory' });
  cloud = await startTestCloud(database);
}, 60_000);
afterAll(async () => {
  await cloud.close();
  await database.close();
});
beforeEach(async () => {
  world = await createTestWorld(cloud);
  station = await cloud.addStation(world.partner);
});

const cartonId = 'carton-0193';

function transferOf(unit: string, change: { fromId?: string; cartonId?: string; expectedEpoch?: number } = {}) {
  const payload = { fromId: world.partner, toId: world.customer, expectedEpoch: 0, unpairFirst: false, ...change };
  return station.operation({ kind: 'unit.transfer' as const, unit, payload });
}

/** As an organization reads its own trail: with a station of its own. */
async function logOf(organizationId: string, question: { unit?: string; cartonId?: string }) {
  const own = await cloud.addStation(organizationId, 'office');
  const { rows } = await own.api.organizations.audit({ organizationId, ...question });
  return rows;
}

describe('OWN-12 OWN-13 transfers of one carton', () => {
  it('stand in the logs of both organizations, one line for each unit, all with the id of the carton', async () => {
    const units = [await world.addUnit(world.partner), await world.addUnit(world.partner)];
    const alone = await world.addUnit(world.partner);
    await station.push([...units.map((unit) => transferOf(unit, { cartonId })), transferOf(alone)]);
    for (const side of [world.partner, world.customer]) {
      const rows = await logOf(side, { cartonId });
      expect(rows.map(({ unit }) => unit).sort()).toEqual([...units].sort());
      expect(new Set(rows.map(({ transferId }) => transferId)).size).toBe(2);
      expect(rows.every((row) => row.cartonId === cartonId && row.action === 'transfer.applied')).toBe(true);
    }
    const [line] = await logOf(world.customer, { unit: alone });
    expect(line).toMatchObject({ action: 'transfer.applied' });
    expect(line).not.toHaveProperty('cartonId');
  });

  it('stand there too where one of them was refused, and the others pass', async () => {
    const [good, stale] = [await world.addUnit(world.partner), await world.addUnit(world.partner)];
    const { results } = await station.push([
      transferOf(stale, { cartonId, expectedEpoch: 7 }),
      transferOf(good, { cartonId }),
    ]);
    expect(results.map(({ verdict }) => verdict)).toEqual(['conflict', 'applied']);
    const rows = await logOf(world.partner, { cartonId });
    expect(rows.map(({ action, unit }) => [action, unit])).toEqual([
      ['transfer.applied', good],
      ['transfer.refused', stale],
    ]);
  });

  it('STA-3 are taken once each however often they are sent', async () => {
    const operations = [transferOf(await world.addUnit(world.partner), { cartonId })];
    const first = await station.push(operations);
    expect((await station.push(operations)).results).toEqual(first.results);
    expect(await logOf(world.customer, { cartonId })).toHaveLength(1);
  });
});
