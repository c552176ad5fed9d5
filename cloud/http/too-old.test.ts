import { describe, expect, it } from 'vitest';
import { protocolHeader, protocolIn } from '#core/contract/cloud/protocol.ts';
import { cloudOfFile } from '../testing/cloud-of-file.ts';
import { createTestWorld } from '../testing/test-world.ts';

const site = cloudOfFile({ settings: { oldestProtocol: 2 } });

describe('STA-3 a way of speaking that the cloud takes no more', () => {
  it('is answered by 426 with words, before anything is looked at, and a newer one is not', async () => {
    const world = await createTestWorld(site.cloud);
    const station = await site.cloud.addStation(world.partner);
    const ask = (protocol: string) => station.fetch('/v1/station', { headers: { [protocolHeader]: protocol } });
    const old = await ask('1');
    expect([old.status, old.headers.get('content-type')]).toEqual([
      426,
      expect.stringContaining('application/problem+json'),
    ]);
    expect(await old.json()).toMatchObject({ code: 'too-old' });
    expect((await ask('2')).status).toBe(200);
  });

  it.each([
    ['7', 7],
    ['1', 1],
    [undefined, 1],
    ['0', 1],
    ['-3', 1],
    ['1.5', 1],
    ['1e9', 1],
    [['2', '3'], 1],
  ])('reads %j as %i', (header, number) => {
    expect(protocolIn(header)).toBe(number);
  });
});
