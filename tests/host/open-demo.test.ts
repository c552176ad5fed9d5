import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { stationId as asStationId } from '#core/kernel/entity-ids.ts';
import { systemClock } from '#electron/adapters/clock/system-clock.ts';
import type { CloudSession } from '#electron/adapters/cloud/cloud-session.ts';
import { createLog } from '#electron/adapters/log/create-log.ts';
import { createUnitDrivers } from '#electron/adapters/unit-drivers/identify-unit.ts';
import type { DemoWorld } from '#electron/compose/compose-station.ts';
import { type DemoOptions, openDemo } from '#electron/demo/open-demo.ts';
import { demoFleet } from '#resources/demo/demo-fleet.ts';
import { needProgram } from '#sim/testing/installed-program.ts';

const first = 'evopulse:359315075384726';
const second = 'evopulse:866344054201822';
const log = createLog({ destination: 'stderr', level: 'silent' });
const session: CloudSession = {
  fetch(request) {
    request.headers.set('authorization', 'DPoP token');
    return fetch(request);
  },
};
const context = { clock: systemClock, capture: { record: () => {} } };
const drivers = createUnitDrivers();
const stationId = asStationId.parse(demoFleet.station.id);

let dataFolder: string;
const open: DemoWorld[] = [];
beforeEach(() => {
  dataFolder = mkdtempSync(join(tmpdir(), 'fitbay-demo-'));
});
afterEach(async () => {
  for (const world of open.splice(0)) {
    await world.close();
  }
  rmSync(dataFolder, { recursive: true, force: true });
});

async function begin(options: DemoOptions = {}, cloudUrl = 'http://127.0.0.1:9'): Promise<DemoWorld> {
  const world = await openDemo({ dataFolder, stationId, cloudUrl, session, log }, options);
  open.push(world);
  return world;
}

async function end(world: DemoWorld): Promise<void> {
  open.splice(open.indexOf(world), 1);
  await world.close();
}

/** IMEI of the unit at a bay as its driver reads it; null where no port is. */
async function imeiAt({ unitPorts }: DemoWorld, bay: number): Promise<string | null> {
  const port = (await unitPorts.list()).find(({ path }) => path.endsWith(`bay-${bay}`));
  const opening = port === undefined ? undefined : await unitPorts.open(port.path);
  if (opening?.kind !== 'opened') {
    return null;
  }
  const found = await drivers.find({ ...context, link: opening.link });
  await opening.link.close();
  return found.kind === 'found' ? found.identity.imei : found.kind;
}

describe.each([
  { how: 'on pseudo-terminals', options: {}, needs: 'socat' },
  { how: 'in this process', options: { socat: 'no-such-socat' }, needs: null },
])('INST-6 the bays of the demo $how', ({ options, needs }) => {
  beforeEach((test) => {
    if (needs !== null) {
      needProgram(test, needs, '-V');
    }
  });

  it('hold two units, and say so where no terminal can be made', async () => {
    const world = await begin(options);
    expect(world.controls.bays()).toEqual([
      { bay: 1, plugged: true, unit: first },
      { bay: 2, plugged: true, unit: second },
    ]);
    expect(await imeiAt(world, 1)).toBe('359315075384726');
    expect(await imeiAt(world, 2)).toBe('866344054201822');
    expect(world.notice).toEqual(needs === null ? expect.stringContaining('No pseudo-terminals') : null);
  });

  it('lose and find a cable', async () => {
    const world = await begin(options);
    expect(await world.controls.setBay(1, false)).toEqual({ bay: 1, plugged: false, unit: first });
    expect(await imeiAt(world, 1)).toBeNull();
    await world.controls.setBay(1, true);
    expect(await imeiAt(world, 1)).toBe('359315075384726');
  });

  it('take another unit, which is then at no other bay', async () => {
    const world = await begin(options);
    await world.controls.setBay(1, true, second);
    expect(await imeiAt(world, 1)).toBe('866344054201822');
    expect(await imeiAt(world, 2)).toBeNull();
    expect(world.controls.bays()[1]).toEqual({ bay: 2, plugged: false, unit: null });
    await world.controls.setBay(2, true, first);
    expect(await imeiAt(world, 2)).toBe('359315075384726');
  });

  it('hold a unit of another make under the same number, with a memory of its own', async () => {
    const world = await begin(options);
    expect(await world.controls.setPlay(1, { make: 'lmu2630' })).toBe(true);
    await expect.poll(() => imeiAt(world, 1)).toBe('359315075384726');
    expect(world.controls.play().bays[0]).toEqual({ bay: 1, scenario: 'all-well', make: 'lmu2630' });
    await end(world);
    const again = await begin(options);
    expect(again.controls.play().bays[0]).toMatchObject({ make: 'lmu2630' });
    expect(await again.controls.setPlay(1, { make: 'usual' })).toBe(true);
    await expect.poll(() => imeiAt(again, 1)).toBe('359315075384726');
  });

  it('let go wrong what was chosen, for whatever lies there, until something else is chosen', async () => {
    const world = await begin(options);
    expect(await world.controls.setPlay(1, { scenario: 'wrong-unit' })).toBe(true);
    expect(await imeiAt(world, 1)).not.toBe('359315075384726');
    await world.controls.setBay(1, true, second);
    expect(await imeiAt(world, 1)).not.toBe('866344054201822');
    await world.controls.setBay(2, true, first);
    expect(await imeiAt(world, 2)).toBe('359315075384726');
    expect(await world.controls.setPlay(1, { scenario: 'all-well' })).toBe(true);
    expect(await imeiAt(world, 1)).toBe('866344054201822');
    expect(await world.controls.setPlay(1, { scenario: 'nothing' })).toBe(false);
    expect(await world.controls.setPlay(1, { make: 'nothing' })).toBe(false);
    expect(await world.controls.setPlay(9, { scenario: 'all-well' })).toBe(false);
  });

  it('say when a fault has pulled a cable', async () => {
    const world = await begin(options);
    let changes = 0;
    const stop = world.controls.onChange(() => {
      changes += 1;
    });
    await world.controls.setPlay(1, { scenario: 'swapped-unit' });
    await imeiAt(world, 1);
    await expect.poll(() => changes).toBeGreaterThan(0);
    stop();
  });

  it('know no unit and no bay that is not there', async () => {
    const world = await begin(options);
    expect(await world.controls.setBay(1, true, 'evopulse:000000000000000')).toMatchObject({ unit: first });
    expect(await world.controls.setBay(9, true)).toEqual({ bay: 9, plugged: false, unit: null });
    expect(world.controls.bays()).toHaveLength(2);
  });

  it('are as they were left after a restart, under the same names, with what the units learned', async () => {
    const world = await begin(options);
    const [port] = await world.unitPorts.list();
    const opening = await world.unitPorts.open(port?.path ?? '');
    if (opening.kind !== 'opened') {
      throw new Error(opening.detail);
    }
    const driver = drivers.byId('teltonika');
    const link = { ...context, link: opening.link };
    await driver?.writeConfiguration(link, '359315075384726', [{ key: 'apn', from: null, to: 'kept.example.com' }]);
    await opening.link.close();
    await world.controls.setBay(2, false);
    world.controls.setNetworkConnected(false);
    await end(world);

    const again = await begin(options);
    expect(again.controls.networkConnected()).toBe(false);
    expect(again.controls.bays()[1]).toMatchObject({ plugged: false });
    expect((await again.unitPorts.list()).map(({ path }) => path)).toEqual([port?.path]);
    const reopened = await again.unitPorts.open(port?.path ?? '');
    const read =
      reopened.kind === 'opened' ? await driver?.readConfiguration({ ...context, link: reopened.link }, ['apn']) : null;
    expect(read).toMatchObject({ kind: 'read', values: { apn: { kind: 'value', value: 'kept.example.com' } } });
    if (reopened.kind === 'opened') {
      await reopened.link.close();
    }
  });
});

describe('the tray and the people of the demo', () => {
  it('are those of the demo world', async () => {
    const { controls } = await begin({ socat: 'no-such-socat' });
    expect(controls.labels.map(({ text }) => text)).toEqual(demoFleet.tray.map(({ text }) => text));
    expect(controls.labels[0]?.customerHint).toBe('Nordfracht Logistik');
    expect(demoFleet.people.map(({ id }) => controls.pinOf(id))).toEqual(demoFleet.people.map(({ pin }) => pin));
    expect(controls.pinOf('nobody')).toBeUndefined();
  });
});

describe('PAIR-2 the mobile network of the demo', () => {
  let cloud: Server;
  let heard: { url: string; authorization: string | undefined; body: Record<string, unknown> }[];
  beforeEach(async () => {
    heard = [];
    cloud = createServer((request, response) => {
      let text = '';
      request.on('data', (chunk) => {
        text += chunk;
      });
      request.on('end', () => {
        heard.push({ url: request.url ?? '', authorization: request.headers.authorization, body: JSON.parse(text) });
        response.writeHead(202, { 'content-type': 'application/json' });
        response.end('{"kind":"taken","pairing":null}');
      });
    });
    await new Promise<void>((resolve) => cloud.listen(0, '127.0.0.1', resolve));
  });
  afterEach(() => new Promise((resolve) => cloud.close(resolve)));

  const cloudUrl = () => {
    const address = cloud.address();
    return `http://127.0.0.1:${address !== null && typeof address === 'object' ? address.port : 0}`;
  };

  it('carries a unit only once it is configured for the fleet, also while the station is offline', async () => {
    const pace = { poweredForSeconds: 600, transmitEverySeconds: 0.1 };
    const world = await begin({ socat: 'no-such-socat', pace }, cloudUrl());
    world.controls.setNetworkConnected(false);
    await systemClock.sleep(400);
    expect(heard).toEqual([]);

    const opening = await world.unitPorts.open('sim:bay-1');
    if (opening.kind !== 'opened') {
      throw new Error(opening.detail);
    }
    const values = Object.fromEntries((demoFleet.profiles[0]?.values ?? []).map(({ key, value }) => [key, value]));
    const wanted = ['apn', 'serverHost', 'serverPort', 'serverProto'];
    await drivers.byId('teltonika')?.writeConfiguration(
      { ...context, link: opening.link },
      '359315075384726',
      wanted.map((key) => ({ key, from: null, to: values[key] ?? '' })),
    );
    await opening.link.close();
    await expect.poll(() => heard.length, { timeout: 5_000 }).toBeGreaterThan(0);
    expect(heard[0]).toMatchObject({
      url: `/v1/units/${encodeURIComponent(first)}/messages`,
      authorization: 'DPoP token',
      body: {
        sensorVin: 'WSM00000003111444',
        position: { latitude: expect.any(Number), longitude: expect.any(Number) },
        supplyMillivolts: expect.any(Number),
      },
    });
  });
});
