import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BayView } from '#core/contract/station/cable.ts';
import type { SessionId } from '#core/kernel/entity-ids.ts';
import type { UnitPorts } from '#core/ports/byte-link.ts';
import type { FaultChoice } from '#sim/faults/fault-catalogue.ts';
import { createInProcessPorts } from '#sim/fronts/in-process.ts';
import type { UnitFamily } from '#sim/units/families.ts';
import type { VirtualUnit } from '#sim/virtual-unit.ts';
import { type BenchWorld, type CloudWorld, createCloudWorld } from './testing/bench-world.ts';
import { textToUnit, untilBayIs } from './testing/cable-bench.ts';
import { crowdSerial, crowdUnit } from './testing/crowd-units.ts';
import { openSheetOf, sheetOf } from './testing/sheet-work.ts';
import { createHurriedSimClock, createTestClock } from './testing/test-clock.ts';

const speed = 4;

/** Eight bays, each with its own family or its own trouble. */
const plans: readonly { readonly family: UnitFamily; readonly model?: string; readonly faults?: FaultChoice[] }[] = [
  { family: 'teltonika', model: 'FTSIM1' },
  { family: 'queclink' },
  { family: 'calamp' },
  { family: 'at27007' },
  { family: 'teltonika', model: 'FTSIM2', faults: ['random-chunks', 'log-before-answer'] },
  { family: 'teltonika', model: 'FTSIM1', faults: ['byte-per-chunk', 'echo-on'] },
  { family: 'teltonika', model: 'FTSIM1', faults: ['silent'] },
  { family: 'teltonika', model: 'FTSIM1' },
];
const pathOf = (index: number) => `sim:${index + 1}`;

/** How many ports were open at the same moment while nobody worked: asking goes one by one. */
interface Watched {
  readonly ports: UnitPorts;
  mostOpen(): number;
  readonly named: (readonly string[] | undefined)[];
}

function watched(ports: UnitPorts): Watched {
  let [open, most] = [0, 0];
  const named: (readonly string[] | undefined)[] = [];
  return {
    named,
    mostOpen: () => most,
    ports: {
      list(paths) {
        named.push(paths);
        return ports.list(paths);
      },
      async open(path, options) {
        const opening = await ports.open(path, options);
        if (opening.kind === 'opened') {
          open += 1;
          most = Math.max(most, open);
          opening.link.onLost(() => {
            open -= 1;
          });
        }
        return opening;
      },
    },
  };
}

let cloud: CloudWorld;
let bench: BenchWorld;
let units: readonly VirtualUnit[];
let watch: Watched;
const sessions: SessionId[] = [];

beforeAll(async () => {
  cloud = await createCloudWorld();
  units = plans.map(({ family, ...more }, index) =>
    crowdUnit(index, family, { ...more, clock: createHurriedSimClock(speed) }),
  );
  watch = watched(createInProcessPorts(Object.fromEntries(units.map((unit, index) => [pathOf(index), unit]))));
  bench = await cloud.addStation({ unitPorts: watch.ports, clock: createTestClock({ speed }) });
  await bench.signIn('M. Kaya');
  await bench.chooseCustomer('nordfracht');
}, 60_000);
afterAll(async () => {
  await cloud.close();
  for (const unit of units) {
    unit.close();
  }
});

const views = () => bench.client.cable.bays();
const view = async (bay: number): Promise<BayView | undefined> => (await views()).find((one) => one.bay === bay);
const unitOf = (index: number): VirtualUnit => {
  const unit = units[index];
  if (unit === undefined) {
    throw new Error(`there is no unit ${index}`);
  }
  return unit;
};
const sessionOf = (index: number): SessionId => {
  const session = sessions[index];
  if (session === undefined) {
    throw new Error(`there is no sheet ${index}`);
  }
  return session;
};

describe('INST-1 a bay finds out by itself who is plugged in', { timeout: 60_000 }, () => {
  it('asks one port after the other, reads only, and shows family, model and IMEI', async () => {
    const told = async () =>
      (await views()).map(({ answer }) => (answer.kind === 'unit' ? answer.driver : answer.kind));
    await expect
      .poll(told, { timeout: 40_000, interval: 50 })
      .toEqual([
        ...['teltonika', 'queclink', 'calamp', 'at27007'],
        ...['teltonika', 'teltonika', 'trouble', 'teltonika'],
      ]);
    expect(watch.mostOpen()).toBe(1);
    for (const [index, { answer }] of (await views()).entries()) {
      if (answer.kind === 'unit') {
        const model = expect.stringContaining(unitOf(index).model);
        expect(answer).toMatchObject({ imei: crowdSerial(index), model });
      }
    }
    for (const unit of units) {
      expect(textToUnit(unit)).not.toMatch(/setparam|cpureset|AT\+GT(?!RTO)|=.*\n.*ATREBOOT/i);
    }
  });

  it('asks again when something is plugged in, and knows another unit at the same place', async () => {
    unitOf(7).unplug();
    await untilBayIs(bench, 8, 'gone');
    expect((await view(8))?.answer).toEqual({ kind: 'not-asked' });
    unitOf(7).plugIn('other');
    await expect.poll(async () => (await view(8))?.answer, { timeout: 20_000 }).toMatchObject({ kind: 'unit' });
    expect((await view(8))?.answer).not.toMatchObject({ imei: crowdSerial(7) });
    unitOf(7).unplug();
    await untilBayIs(bench, 8, 'gone');
    unitOf(7).plugIn('same');
    await expect
      .poll(async () => (await view(8))?.answer, { timeout: 20_000 })
      .toMatchObject({ kind: 'unit', imei: crowdSerial(7) });
  });

  it('tries a port once more that another program had in its first seconds', async () => {
    unitOf(7).unplug();
    await untilBayIs(bench, 8, 'gone');
    unitOf(7).plugIn();
    const other = unitOf(7).attach({ receive: () => {}, lost: () => {} });
    await expect
      .poll(async () => (await view(8))?.answer, { timeout: 20_000 })
      .toMatchObject({ kind: 'trouble', reason: 'busy' });
    if (other.kind === 'attached') {
      other.cable.detach();
    }
    await expect
      .poll(async () => (await view(8))?.answer, { timeout: 20_000 })
      .toMatchObject({ kind: 'unit', imei: crowdSerial(7) });
  });

  it('finds a unit that came to a cable which stayed in', async () => {
    const { ports } = bench.client;
    expect(await ports.seek({ imei: crowdSerial(3) })).toEqual({ bay: 4 });
    expect(await ports.seek({ imei: crowdSerial(6) })).toEqual({ bay: null });
    unitOf(6).setFaults([]);
    expect(await ports.seek({ imei: crowdSerial(6) })).toEqual({ bay: 7 });
    unitOf(6).setFaults(['silent']);
  });
});

describe('INST-6 eight bays at once', { timeout: 120_000 }, () => {
  beforeAll(async () => {
    for (const index of plans.keys()) {
      sessions[index] = await openSheetOf(bench, `EVP-${crowdSerial(index)}`);
    }
  });

  it('identify independently: each by its own unit, whatever ails the others', async () => {
    const answers = await Promise.all(
      plans.map((_plan, index) => bench.client.bench.identify({ sessionId: sessionOf(index), bay: index + 1 })),
    );
    expect(answers.map(({ kind }) => kind)).toEqual(
      plans.map(({ faults }) => (faults?.includes('silent') === true ? 'link-problem' : 'agrees')),
    );
    expect(answers[6]).toMatchObject({ reason: 'silent' });
  });

  it('each shows its own work and time left, and one pulled cable stops one bay', async () => {
    const working = [0, 1, 2, 3, 4, 5, 7].map((index) => bench.client.bench.measure({ sessionId: sessionOf(index) }));
    await expect.poll(async () => (await views()).filter(({ state }) => state === 'working').length).toBe(7);
    await expect
      .poll(async () => (await views()).filter(({ activity }) => (activity?.leftMs ?? 0) > 0).length)
      .toBeGreaterThanOrEqual(4);
    expect((await views()).every(({ safeToUnplug }) => safeToUnplug)).toBe(true);
    unitOf(7).unplug();
    const kinds = (await Promise.all(working)).map(({ kind }) => kind);
    expect(kinds).toEqual(['updated', 'updated', 'updated', 'updated', 'updated', 'updated', 'link-problem']);
    unitOf(7).plugIn();
    await untilBayIs(bench, 8, 'idle');
    expect(await bench.client.bench.measure({ sessionId: sessionOf(7) })).toMatchObject({ kind: 'updated' });
    expect((await sheetOf(bench, sessionOf(7))).session.inspection.kind).toBe('measured');
  });

  it('says that the cable must stay in while a unit is written, on that bay alone', async () => {
    const { bench: acts } = bench.client;
    expect(await acts.compareConfiguration({ sessionId: sessionOf(0) })).toMatchObject({ kind: 'updated' });
    const writing = acts.writeConfiguration({ sessionId: sessionOf(0) });
    await expect.poll(async () => (await view(1))?.safeToUnplug).toBe(false);
    expect((await views()).filter(({ safeToUnplug }) => !safeToUnplug).map(({ bay }) => bay)).toEqual([1]);
    expect(await writing).toMatchObject({ kind: 'updated' });
    expect((await view(1))?.safeToUnplug).toBe(true);
  });

  it('STA-1 running work stays with whoever began it, and is taken over by nobody before it has ended', async () => {
    const measuring = bench.client.bench.measure({ sessionId: sessionOf(1) });
    await expect.poll(async () => (await view(2))?.state).toBe('working');
    await bench.client.access.signOut();
    await bench.signIn('A. Okafor');
    expect(await bench.client.bench.takeOver({ sessionId: sessionOf(1) })).toMatchObject({
      kind: 'refused',
      reason: 'work-under-way',
    });
    expect((await view(2))?.by).toBe('M. Kaya');
    expect(await measuring).toMatchObject({ kind: 'updated' });
    expect(await bench.client.bench.measure({ sessionId: sessionOf(1) })).toMatchObject({ kind: 'refused' });
    expect(await bench.client.bench.takeOver({ sessionId: sessionOf(1) })).toMatchObject({ kind: 'updated' });
    expect(await bench.client.bench.measure({ sessionId: sessionOf(1) })).toMatchObject({ kind: 'updated' });
  });
});

describe('INST-1 what people set of a port', { timeout: 60_000 }, () => {
  const portOf = async (path: string) => (await bench.client.ports.list()).ports.find((port) => port.path === path);

  it('is not changed while work runs there', async () => {
    const measuring = bench.client.bench.measure({ sessionId: sessionOf(1) });
    await expect.poll(async () => (await view(2))?.state).toBe('working');
    const { ports } = bench.client;
    for (const answer of [
      await ports.change({ key: pathOf(1), baudRate: 9600 }),
      await ports.change({ key: pathOf(1), use: 'ignored' }),
      await ports.renumber({ key: pathOf(0), bay: 2 }),
      await ports.forget({ key: pathOf(1) }),
    ]) {
      expect(answer).toEqual({ kind: 'at-work', bay: 2 });
    }
    expect(await ports.check({ key: pathOf(1) })).toMatchObject({ findings: [{ code: 'at-work' }] });
    await measuring;
    expect(await ports.change({ key: 'none', name: 'Pit' })).toEqual({ kind: 'no-such-port' });
  });

  it('an ignored port is opened by nobody, and a bay again with its unit', async () => {
    const { ports } = bench.client;
    await ports.change({ key: pathOf(2), use: 'ignored' });
    expect(await view(3)).toBeUndefined();
    const before = textToUnit(unitOf(2)).length;
    await ports.find();
    expect(await ports.check({ key: pathOf(2) })).toMatchObject({ findings: [{ code: 'ignored' }] });
    expect(textToUnit(unitOf(2))).toHaveLength(before);
    await ports.change({ key: pathOf(2), use: 'bay' });
    await expect.poll(async () => (await view(3))?.answer, { timeout: 20_000 }).toMatchObject({ imei: crowdSerial(2) });
  });

  it('a fixed family is asked alone, name and number are kept over a restart', async () => {
    const { ports } = bench.client;
    expect(await ports.change({ key: pathOf(3), driver: 'at27007', name: 'Pit', baudRate: 57_600 })).toEqual({
      kind: 'changed',
    });
    expect(await ports.renumber({ key: pathOf(3), bay: 12 })).toEqual({ kind: 'changed' });
    const before = textToUnit(unitOf(3)).length;
    expect(await ports.check({ key: pathOf(3) })).toMatchObject({ findings: [{ code: 'unit-answers' }] });
    expect(textToUnit(unitOf(3)).slice(before)).not.toContain('getver');
    await bench.restart();
    await bench.signIn('M. Kaya');
    await expect
      .poll(() => portOf(pathOf(3)))
      .toMatchObject({ bay: 12, name: 'Pit', driver: 'at27007', baudRate: 57_600 });
    expect(await view(12)).toMatchObject({ name: 'Pit', port: pathOf(3) });
    await bench.client.ports.change({ key: pathOf(3), baudRate: 115_200 });
  });

  it('passes on ports that people named, and forgets them', async () => {
    const { ports } = bench.client;
    expect(await ports.name({ path: '/dev/ttyOdd0' })).toEqual({ kind: 'named' });
    expect(watch.named.at(-1)).toEqual(['/dev/ttyOdd0']);
    expect(await ports.name({ path: pathOf(0) })).toEqual({ kind: 'known' });
    const entries = await bench.operator.audit.entries({ limit: 50 });
    expect(entries.filter(({ action }) => action === 'port.changed').length).toBeGreaterThanOrEqual(5);
  });

  it('says of a silent bay what can be done, with everything that was said to it', async () => {
    const check = await bench.client.ports.check({ key: pathOf(6) });
    expect(check).toMatchObject({ kind: 'checked', findings: [{ code: 'silent', mark: 'warn' }] });
    expect(check.kind === 'checked' ? check.log.map(({ text }) => text).join('\n') : '').toContain('getver');
  });
});
