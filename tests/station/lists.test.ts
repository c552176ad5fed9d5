import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BenchWorld, type CloudWorld, createCloudWorld } from './testing/bench-world.ts';

let cloud: CloudWorld;
let office: BenchWorld;

beforeAll(async () => {
  cloud = await createCloudWorld();
  office = await cloud.addStation({ organization: 'nordfracht', name: 'Office' });
});
afterAll(() => cloud.close());

const layout = { columns: [{ id: 'plate', shown: true, width: 180 }], isDense: true };
const failed = { id: 'one', name: 'My failed jobs', address: { status: ['failed'] }, layout };

describe('JOB-5 how somebody likes to see the jobs', () => {
  it('is kept for each person, and nobody else sees it', async () => {
    await office.signIn('H. Petersen');
    expect(await office.client.lists.mine({ list: 'jobs' })).toEqual({ layout: null, views: [] });
    await office.client.lists.keepLayout({ list: 'jobs', layout });
    await office.client.lists.keepView({ list: 'jobs', view: failed });
    expect(await office.client.lists.mine({ list: 'jobs' })).toEqual({ layout, views: [failed] });
    const others = office.clientAs({ kind: 'command-line', name: 'test' });
    expect(await others.lists.mine({ list: 'jobs' })).toEqual({ layout: null, views: [] });
  });

  it('a view is written over under its id, and dropped once', async () => {
    const { client } = office;
    await client.lists.keepView({ list: 'jobs', view: { ...failed, name: 'Failed' } });
    const kept = await client.lists.mine({ list: 'jobs' });
    expect(kept.views.map(({ name }) => name)).toEqual(['Failed']);
    expect(await client.lists.dropView({ list: 'jobs', id: 'one' })).toEqual({ layout, views: [] });
    expect(await client.lists.dropView({ list: 'jobs', id: 'one' })).toEqual({ layout, views: [] });
    expect(await client.lists.keepLayout({ list: 'jobs', layout: null })).toEqual({ layout: null, views: [] });
  });
});
