import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SessionId } from '#core/kernel/entity-ids.ts';
import { createVirtualUnit, type VirtualUnit } from '#sim/virtual-unit.ts';
import { type BenchWorld, type CloudWorld, createCloudWorld } from './testing/bench-world.ts';
import { addCableStation, filesWith, textToUnit } from './testing/cable-bench.ts';
import { openSheetOf } from './testing/sheet-work.ts';
import { createHurriedSimClock } from './testing/test-clock.ts';

const serial = '359315075384726';
const speed = 10;

let cloud: CloudWorld;
let bench: BenchWorld;
let unit: VirtualUnit;
let sessionId: SessionId;

beforeAll(async () => {
  cloud = await createCloudWorld();
  unit = createVirtualUnit({
    family: 'teltonika',
    model: 'FTSIM1',
    imei: serial,
    seed: 5,
    poweredForSeconds: 600,
    clock: createHurriedSimClock(speed),
    faults: ['keyword-set'],
  });
  bench = await addCableStation(cloud, { unit, speed });
  sessionId = await openSheetOf(bench, `EVP-${serial}`);
});
afterAll(async () => {
  await cloud.close();
  unit.close();
});

describe('INST-2 the Configurator dialogue stands behind a setting', { timeout: 60_000 }, () => {
  it('is off at first, and not a word of it is said', async () => {
    expect(await bench.client.teltonika.settings()).toEqual({ dialogue: 'text', writing: 'automatic' });
    await bench.client.bench.identify({ sessionId, bay: 1 });
    expect(await bench.client.cable.unlock({ sessionId, bay: 1, password: 'fitbay1' })).toMatchObject({
      kind: 'not-sayable',
    });
    expect(textToUnit(unit)).not.toMatch(/:cfg|:sec|\.log/);
  });

  it('switched on by a person, with a trail, it can say the keyword: once, and how many tries are left', async () => {
    expect(await bench.client.teltonika.change({ dialogue: 'configurator' })).toEqual({
      kind: 'changed',
      settings: { dialogue: 'configurator', writing: 'automatic' },
    });
    expect(await bench.client.audit.entries({ limit: 50 })).toContainEqual(
      expect.objectContaining({ action: 'port.changed', outcome: 'done' }),
    );
    expect(await bench.client.cable.unlock({ sessionId, bay: 1, password: 'wrong1' })).toEqual({
      kind: 'wrong-password',
      triesLeft: 4,
    });
    expect(await bench.client.cable.unlock({ sessionId, bay: 1, password: 'fitbay1' })).toEqual({ kind: 'open' });
    expect(textToUnit(unit).match(/:sec_login:/g)).toHaveLength(2);
    expect(filesWith(bench.directory, 'fitbay1')).toEqual([]);
  });

  it('what was set is there again after a restart of the station', async () => {
    await bench.client.teltonika.change({ writing: 'dot' });
    await bench.restart();
    await bench.signIn('M. Kaya');
    expect(await bench.client.teltonika.settings()).toEqual({ dialogue: 'configurator', writing: 'dot' });
  });
});
