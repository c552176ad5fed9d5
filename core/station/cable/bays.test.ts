import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '#electron/adapters/clock/system-clock.ts';
import {
  makeTestFolder,
  openedStore,
  removeTestFolder,
  silentLog,
} from '#electron/adapters/sqlite/testing/opened-store.ts';
import { createUnitDrivers } from '#electron/adapters/unit-drivers/identify-unit.ts';
import { createDemoUnit } from '#sim/demo/demo-unit.ts';
import { createInProcessPorts } from '#sim/fronts/in-process.ts';
import type { VirtualUnit } from '#sim/virtual-unit.ts';
import type { BayView } from '../../contract/station/cable.ts';
import { sessionId } from '../../kernel/entity-ids.ts';
import type { StationStore } from '../../ports/station-store.ts';
import { createCaptureKeeper } from '../captures/capture-keeper.ts';
import { type BayJob, type Bays, createBays } from './bays.ts';

const speed = 20;
const hurried = {
  ...systemClock,
  sleep: (durationMs: number, cancel?: Parameters<typeof systemClock.sleep>[1]) =>
    systemClock.sleep(durationMs / speed, cancel),
};

let directory: string;
let store: StationStore;
let units: Readonly<Record<'sim:1' | 'sim:2', VirtualUnit>>;
let bays: Bays;
let shown: BayView[];
let readerPorts: Set<string>;

const unitOf = (imei: string) => createDemoUnit({ unit: `evopulse:${imei}`, imei, model: 'FTSIM1', seed: 1 });

beforeEach(async () => {
  directory = makeTestFolder();
  store = openedStore(directory);
  readerPorts = new Set();
  units = { 'sim:1': unitOf('359315075384726'), 'sim:2': unitOf('866344054201822') };
  bays = start();
  await untilStates('idle', 'idle');
  await untilAsked();
});
afterEach(async () => {
  await bays.dispose();
  store.close();
  removeTestFolder(directory);
  for (const unit of Object.values(units)) {
    unit.close();
  }
});

function start(ports: Readonly<Record<string, VirtualUnit>> = units): Bays {
  shown = [];
  const captures = createCaptureKeeper({ store, clock: hurried, log: silentLog, changed: () => {} });
  const made = createBays({
    captures,
    unitPorts: createInProcessPorts(ports),
    drivers: createUnitDrivers(),
    usbDevices: [],
    store,
    clock: hurried,
    log: silentLog,
    isReaderPort: ({ path }) => readerPorts.has(path),
    publish: (event) => {
      if (event.kind === 'bay') {
        shown.push(event.bay);
      }
    },
  });
  made.start();
  return made;
}

async function untilStates(...states: BayView['state'][]): Promise<void> {
  await expect.poll(() => bays.views().map(({ state }) => state), { timeout: 3_000 }).toEqual(states);
}

/** Until nobody is asked any more who they are. */
async function untilAsked(): Promise<void> {
  const answers = () => bays.views().map(({ answer }) => answer.kind);
  await expect.poll(answers, { timeout: 3_000 }).not.toContainEqual(expect.stringMatching('asking|not-asked'));
}

interface Gate {
  readonly opened: Promise<void>;
  open(): void;
}

function gate(): Gate {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { opened: promise, open: resolve };
}

function job<Result>(work: BayJob<Result>['work'], change: Partial<BayJob<Result>> = {}): BayJob<Result> {
  return {
    sessionId: sessionId.parse('sheet-1'),
    unit: 'evopulse:359315075384726',
    activity: 'write',
    safeToUnplug: false,
    work,
    ...change,
  };
}

describe('INST-1 INST-6 numbered bays', () => {
  it('get the lowest free number in the order of the ports and keep it, whatever is plugged later', async () => {
    expect(bays.views().map(({ bay, port }) => [bay, port])).toEqual([
      [1, 'sim:1'],
      [2, 'sim:2'],
    ]);
    await bays.dispose();
    bays = start({ 'sim:0': units['sim:1'], 'sim:2': units['sim:2'] });
    await untilStates('idle', 'idle');
    expect(bays.views().map(({ bay, port }) => [bay, port])).toEqual([
      [2, 'sim:2'],
      [3, 'sim:0'],
    ]);
  });

  it('SCAN-1 a port that becomes a reader’s is no bay any more, and nothing is written to it', async () => {
    readerPorts.add('sim:1');
    await expect.poll(() => bays.views().map(({ bay, port }) => [bay, port])).toEqual([[2, 'sim:2']]);
    expect(
      bays
        .ports()
        .filter(({ isReader }) => isReader)
        .map(({ info }) => info.path),
    ).toEqual(['sim:1']);
    expect(await bays.runOnPort('sim:1', async () => 'done')).toMatchObject({ kind: 'link-problem', reason: 'busy' });
    readerPorts.clear();
    await expect
      .poll(() => bays.views().map(({ bay, port }) => [bay, port]))
      .toEqual([
        [1, 'sim:1'],
        [2, 'sim:2'],
      ]);
  });

  it('notice that a cable went and came', async () => {
    units['sim:1'].unplug();
    await untilStates('gone', 'idle');
    expect(
      await bays.run(
        1,
        job(async () => 'done'),
      ),
    ).toEqual({ kind: 'link-problem', reason: 'no-bay', detail: '1' });
    units['sim:1'].plugIn();
    await untilStates('idle', 'idle');
    expect(
      await bays.run(
        1,
        job(async () => 'done'),
      ),
    ).toBe('done');
  });

  it('say what they do, from the first moment to the last', async () => {
    const held = gate();
    const running = bays.run(
      1,
      job(async (_link, progress) => {
        progress(3, 9);
        await held.opened;
        return 'done';
      }),
    );
    await expect.poll(() => bays.views()[0]?.activity).toMatchObject({ key: 'write', done: 3, total: 9 });
    expect(bays.views()[0]).toMatchObject({ state: 'working', sessionId: 'sheet-1', safeToUnplug: false });
    held.open();
    expect(await running).toBe('done');
    expect(bays.views()[0]).toMatchObject({ state: 'idle', activity: null, safeToUnplug: true });
    const ofBay = shown.filter(({ bay }) => bay === 1).map(({ state }) => state);
    expect(ofBay.at(0)).toBe('idle');
    expect(ofBay.filter((state) => state === 'working').length).toBeGreaterThanOrEqual(2);
    expect(ofBay.at(-1)).toBe('idle');
  });
});

describe('INST-6 work on bays', () => {
  it('is one at a time on each, and none waits for another', async () => {
    const held = gate();
    const first = bays.run(
      1,
      job(async () => held.opened),
    );
    expect(
      await bays.run(
        1,
        job(async () => 'second'),
      ),
    ).toEqual({
      kind: 'link-problem',
      reason: 'busy',
      detail: 'write',
    });
    expect(
      await bays.run(
        2,
        job(async () => 'elsewhere'),
      ),
    ).toBe('elsewhere');
    held.open();
    await first;
    expect(
      await bays.run(
        1,
        job(async () => 'second'),
      ),
    ).toBe('second');
  });

  it('stays at work on the list while its cable is out, and is gone afterwards', async () => {
    const held = gate();
    const running = bays.run(
      1,
      job(async ({ link }) => {
        const lost = Promise.withResolvers<string>();
        link.onLost(({ detail }) => lost.resolve(detail));
        const why = await lost.promise;
        await held.opened;
        return why;
      }),
    );
    units['sim:1'].unplug();
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(bays.views()[0]?.state).toBe('working');
    held.open();
    expect(typeof (await running)).toBe('string');
    await untilStates('gone', 'idle');
  });

  it('gives the port back after a bug, and the bug is not hidden', async () => {
    const bug = job(async () => {
      throw new Error('a bug');
    });
    await expect(bays.run(1, bug)).rejects.toThrow('a bug');
    expect(bays.views()[0]).toMatchObject({ state: 'idle', activity: null });
    expect(
      await bays.run(
        1,
        job(async ({ link }) => link.path),
      ),
    ).toBe('sim:1');
  });

  it('is told what keeps a port from being opened', async () => {
    const taken = units['sim:2'].attach({ receive: () => {}, lost: () => {} });
    expect(taken.kind).toBe('attached');
    expect(
      await bays.run(
        2,
        job(async () => 'done'),
      ),
    ).toMatchObject({ kind: 'link-problem', reason: 'busy' });
    expect(await bays.runOnPort('nowhere', async () => 'done')).toMatchObject({ reason: 'not-found' });
    expect(await bays.runOnPort('sim:1', async ({ link }) => link.path)).toBe('sim:1');
  });

  it('ends before the bays do', async () => {
    const held = gate();
    const ended: string[] = [];
    const running = bays.run(
      1,
      job(async () => held.opened.then(() => ended.push('work'))),
    );
    const disposing = bays.dispose().then(() => ended.push('bays'));
    held.open();
    await Promise.all([running, disposing]);
    expect(ended).toEqual(['work', 'bays']);
  });
});

describe('INST-7 the capture of a bay', () => {
  it('keeps the newest exchanges, oldest first, and those of one bay only', async () => {
    await bays.run(
      1,
      job(async ({ capture }) => {
        for (let line = 0; line < 2_050; line += 1) {
          capture.record({ direction: 'to-unit', text: `line ${line}` });
        }
      }),
    );
    const lines = bays.capture(1).map(({ line }) => line.text);
    expect(lines).toHaveLength(2_000);
    expect([lines[0], ...lines.slice(-2)]).toEqual(['line 51', 'line 2049', 'closed sim:1']);
    expect(bays.capture(2).filter(({ line }) => line.text.startsWith('line'))).toEqual([]);
    expect(bays.capture(9)).toEqual([]);
  });
});
