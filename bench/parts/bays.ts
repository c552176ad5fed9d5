import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SerialPort } from 'serialport';
import type { UnitPorts } from '#core/ports/byte-link.ts';
import type { DriverContext, UnitDriver } from '#core/ports/unit-driver.ts';
import { type Bays, createBays } from '#core/station/cable/bays.ts';
import { createCaptureKeeper } from '#core/station/captures/capture-keeper.ts';
import { systemClock } from '#electron/adapters/clock/system-clock.ts';
import { createSerialUnitPorts } from '#electron/adapters/serial/create-serial-unit-ports.ts';
import { hasSocat } from '#electron/adapters/serial/testing/pty-pair.ts';
import { createTeltonikaDriver } from '#electron/adapters/unit-drivers/create-teltonika-driver.ts';
import { createUnitDrivers } from '#electron/adapters/unit-drivers/identify-unit.ts';
import { openBenchStore, silentLog } from './bench-station.ts';
import type { Figure } from './figure.ts';
import { summarize } from './statistics.ts';

const bayCount = 8;
const baudRate = 115_200;
const repetitions = 25;
const streamMs = 5_000;
/** As the station leaves a unit a breath between two readings. */
const sampleGapMs = 150;
const program = fileURLToPath(new URL('../bay-units-process.ts', import.meta.url));
const section = `Bays: ${bayCount} pseudo-terminals at ${baudRate} baud, units in a process of their own`;

/** `no-socat`: there is no pseudo-terminal on this machine, so nothing was measured. */
export type BaysMeasurement =
  | { readonly kind: 'measured'; readonly figures: readonly Figure[] }
  | { readonly kind: 'not-measured'; readonly why: string };

/** Eight bays of one station against one bay (INST-6), and what their health costs against bare ports that carry the same bytes. */
export async function measureBays(): Promise<BaysMeasurement> {
  if (!hasSocat) {
    return { kind: 'not-measured', why: 'socat is not installed' };
  }
  const folder = await mkdtemp(join(tmpdir(), 'fitbay-bench-bays-'));
  const units = spawn(process.execPath, [program, folder, String(bayCount), String(baudRate)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const store = openBenchStore(folder);
  const counted = countingPorts(folder);
  const bays = createBays({
    store,
    unitPorts: counted.ports,
    drivers: createUnitDrivers([]),
    usbDevices: [],
    clock: systemClock,
    log: silentLog,
    captures: createCaptureKeeper({ store, clock: systemClock, log: silentLog, changed: () => {} }),
    isReaderPort: () => false,
    publish: () => {},
  });
  try {
    await once(units.stdout, 'data');
    await Promise.all(numbers(bayCount).map((bay) => appeared(join(folder, `echo-${bay}`))));
    await bays.look();
    return {
      kind: 'measured',
      figures: [...(await throughput(bays)), ...(await processorTime(bays, counted, folder))],
    };
  } finally {
    await bays.dispose();
    store.close();
    await end(units);
    await rm(folder, { recursive: true, force: true });
  }
}

/** Units say when they are ready, the ports that only echo do not. */
async function appeared(path: string): Promise<void> {
  for (let looks = 0; looks < mostLooks; looks += 1) {
    const isThere = await access(path).then(
      () => true,
      () => false,
    );
    if (isThere) {
      return;
    }
    await systemClock.sleep(lookEveryMs);
  }
  throw new Error(`${path} was never made`);
}

const lookEveryMs = 50;
const mostLooks = 200;

const numbers = (count: number) => Array.from({ length: count }, (_value, index) => index + 1);

async function end(units: ChildProcess): Promise<void> {
  const ended = once(units, 'exit');
  units.stdin?.end();
  await ended;
}

type Work = (driver: UnitDriver, context: DriverContext) => Promise<void>;

async function runOn(bays: Bays, count: number, work: Work): Promise<number> {
  const driver = createTeltonikaDriver();
  const startedMs = performance.now();
  const outcomes = await Promise.all(
    numbers(count).map((bay) =>
      bays.run(bay, {
        sessionId: null,
        unit: null,
        activity: 'compare',
        safeToUnplug: true,
        work: async (context) => work(driver, context),
      }),
    ),
  );
  for (const outcome of outcomes) {
    if (outcome !== undefined) {
      throw new Error(`a bay did not work: ${JSON.stringify(outcome)}`);
    }
  }
  return performance.now() - startedMs;
}

const readAll: Work = async (driver, context) => {
  const read = await driver.readConfiguration(context);
  if (read.kind !== 'read') {
    throw new Error(`not read: ${JSON.stringify(read)}`);
  }
};

async function throughput(bays: Bays): Promise<readonly Figure[]> {
  const [alone, together]: [number[], number[]] = [[], []];
  await runOn(bays, bayCount, readAll);
  for (let turn = 0; turn < repetitions; turn += 1) {
    alone.push(await runOn(bays, 1, readAll));
    together.push(await runOn(bays, bayCount, readAll));
  }
  const [one, all] = [summarize(alone), summarize(together)];
  return [
    {
      section,
      what: `full configuration read on ${bayCount} bays at once`,
      unit: 'ms',
      repetitions,
      median: all.medianMs,
      p95: all.p95Ms,
      // As much work in the same time as eight benches of one bay: 1.00 is perfect, the target is 0.95.
      peer: {
        what: `one bay alone; ratio = throughput of ${bayCount} ÷ ${bayCount} × throughput of one`,
        median: one.medianMs,
        ratio: one.medianMs / all.medianMs,
      },
    },
  ];
}

async function processorTime(bays: Bays, counted: CountingPorts, folder: string): Promise<readonly Figure[]> {
  const stream = (count: number) =>
    cpuOf(() =>
      runOn(bays, count, async (driver, context) => {
        const untilMs = performance.now() + streamMs;
        while (performance.now() < untilMs) {
          const health = await driver.readHealth(context);
          if (health.kind !== 'measured') {
            throw new Error(`not measured: ${JSON.stringify(health)}`);
          }
          await systemClock.sleep(sampleGapMs);
        }
      }),
    );
  const one = await stream(1);
  const before = counted.count();
  const all = await stream(bayCount);
  const after = counted.count();
  const commands = after.commands - before.commands;
  const bytesEach = Math.max(1, Math.round((after.bytes - before.bytes) / commands / 2));
  const bare = await cpuOf(() => echoOn(folder, { exchanges: Math.round(commands / bayCount), bytesEach }));
  const figure = (what: string, median: number, peer: Figure['peer']): Figure => {
    return { section, what, unit: 'ms', median, p95: null, repetitions: 1, peer };
  };
  const told = `processor time while health streams for ${streamMs / 1_000} s`;
  return [
    figure(`${told}, one bay`, one, null),
    figure(`${told}, ${bayCount} bays`, all, {
      what: `bare serial ports, ${commands} echoes of ${bytesEach} bytes`,
      median: bare,
      ratio: all / bare,
    }),
    figure(`share of one processor, ${bayCount} bays, per second`, all / (streamMs / 1_000), null),
  ];
}

/** Milliseconds of processor that this process used meanwhile. */
async function cpuOf(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

interface Echoes {
  readonly exchanges: number;
  readonly bytesEach: number;
}

/** The same number of questions and bytes on as many ports, with nothing of ours in between. */
async function echoOn(folder: string, { exchanges, bytesEach }: Echoes): Promise<void> {
  const question = Buffer.alloc(bytesEach, 'x');
  await Promise.all(
    numbers(bayCount).map(async (bay) => {
      const port = new SerialPort({ path: join(folder, `echo-${bay}`), baudRate });
      await once(port, 'open');
      for (let exchange = 0; exchange < exchanges; exchange += 1) {
        await echo(port, question);
      }
      port.close();
      await once(port, 'close');
    }),
  );
}

function echo(port: SerialPort, question: Buffer): Promise<void> {
  return new Promise((resolve) => {
    let heard = 0;
    const hear = (bytes: Buffer) => {
      heard += bytes.length;
      if (heard >= question.length) {
        port.off('data', hear);
        resolve();
      }
    };
    port.on('data', hear);
    port.write(question);
  });
}

interface CountingPorts {
  readonly ports: UnitPorts;
  count(): { readonly bytes: number; readonly commands: number };
}

/** The serial adapter on the bays of a folder, counting what goes over them. */
function countingPorts(folder: string): CountingPorts {
  const serial = createSerialUnitPorts({ clock: systemClock, log: silentLog });
  const counts = { bytes: 0, commands: 0 };
  return {
    count: () => ({ ...counts }),
    ports: {
      list: async () => numbers(bayCount).map((bay) => ({ path: join(folder, `bay-${bay}`) })),
      async open(path, options) {
        const opening = await serial.open(path, options);
        if (opening.kind !== 'opened') {
          return opening;
        }
        const { link } = opening;
        link.onBytes((bytes) => {
          counts.bytes += bytes.length;
        });
        return {
          kind: 'opened',
          link: {
            ...link,
            write(bytes) {
              counts.bytes += bytes.length;
              counts.commands += 1;
              return link.write(bytes);
            },
          },
        };
      },
    },
  };
}
