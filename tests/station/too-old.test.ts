import { afterEach, describe, expect, it } from 'vitest';
import { cloudProtocol } from '#core/contract/cloud/protocol.ts';
import { type CloudWorld, createCloudWorld, organizationOf } from './testing/bench-world.ts';

const unit = 'evopulse:359315075384726';

let cloud: CloudWorld | null = null;
afterEach(async () => {
  await cloud?.close();
  cloud = null;
});

describe('STA-3 a station whose program is too old for the centre', { timeout: 60_000 }, () => {
  it('says so and what helps, works on, and sends everything once it is taken again', async () => {
    cloud = await createCloudWorld();
    const { operator } = await cloud.addStation();
    await cloud.takeOnlyFrom(cloudProtocol + 1);
    expect(await operator.sync.run()).toMatchObject({ state: 'halted', why: 'sync.why.too-old' });
    const wish = { unit, toId: organizationOf('nordfracht'), unpairFirst: false };
    expect(await operator.ownership.transfer(wish)).toMatchObject({ kind: 'provisional' });
    expect(await operator.sync.status()).toMatchObject({ state: 'halted', pending: 1 });
    expect((await operator.sync.queue({ limit: 1 })).map(({ waits }) => waits?.why)).toEqual(['too-old']);
    expect(await cloud.ownerOf(unit)).toBe(organizationOf('hansen'));

    await cloud.takeOnlyFrom(cloudProtocol);
    expect(await operator.sync.run()).toMatchObject({ state: 'online', why: null, pending: 0, needsYou: 0 });
    expect(await cloud.ownerOf(unit)).toBe(organizationOf('nordfracht'));
  });
});
