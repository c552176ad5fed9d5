import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoFleet } from '#resources/demo/demo-fleet.ts';
import { type CloudDatabase, openDatabase } from '../database/open-database.ts';
import { startTestCloud, type TestCloud, type TestStation, testStart } from '../testing/test-cloud.ts';
import { seedDemo } from './seed-demo.ts';

let database: CloudDatabase;
let cloud: TestCloud;
let station: TestStation;

beforeAll(async () => {
  database = await openDatabase({ kind: 'pglite', directory: 'memory' });
  await seedDemo(database, testStart);
  cloud = await startTestCloud(database);
  station = await cloud.addStation(demoFleet.station.name === '' ? '' : hansenId());
}, 60_000);

afterAll(async () => {
  await cloud.close();
  await database.close();
});

function hansenId(): string {
  return demoFleet.organizations.find((one) => one.key === 'hansen')?.id ?? '';
}

describe('demo seed', () => {
  it('STA-3 gives a first pull', async () => {
    const { rows } = await station.pull();
    const counts = Object.groupBy(rows, (row) => row.kind);
    console.log(Object.entries(counts).map(([k, v]) => `${k} ${v?.length}`));
    console.log(await station.api.units.lookUp({ serial: '890123847562332' }));
    expect(await seedDemo(database, testStart)).toEqual({ kind: 'already-there' });
  });
});
