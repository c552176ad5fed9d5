import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ByteLink } from '#core/ports/byte-link.ts';
import type { ConfigChange, DriverContext, UnitDriver } from '#core/ports/unit-driver.ts';
import { systemClock } from '#electron/adapters/clock/system-clock.ts';
import { createSerialUnitPorts } from '#electron/adapters/serial/create-serial-unit-ports.ts';
import { startPtyFront } from '#sim/fronts/pty.ts';
import { createVirtualUnit } from '#sim/virtual-unit.ts';
import { timeBarePort } from './bare-port.ts';
import { silentLog } from './bench-station.ts';
import { type CableFamily, cableFamilies, fullProfile } from './cable-families.ts';
import type { Figure } from './figure.ts';
import { bytesOf, type Conversation, type Overheard, overhear } from './overheard-link.ts';
import { createPerfectHost, type PerfectHost } from './perfect-host.ts';
import { summarize } from './statistics.ts';

const baudRate = 115_200;
/** Start bit, eight data bits, stop bit. */
const bitsPerByte = 10;
const repetitions = 7;
const imei = '359315075384726';

/** `no-socat`: there is no pseudo-terminal on this machine, so nothing was measured. */
export type CableMeasurement =
  | { readonly kind: 'measured'; readonly figures: readonly Figure[] }
  | { readonly kind: 'not-measured'; readonly why: string };

/**
 * Reads and writes a whole configuration of each family over a pseudo-terminal with the pace of a real line, against the time of the bytes
 * and of the unit alone.
 */
export async function measureCable(families: readonly CableFamily[] = cableFamilies): Promise<CableMeasurement> {
  const figures: Figure[] = [];
  for (const family of families) {
    const measured = await measureFamily(family);
    if (measured.kind === 'not-measured') {
      return measured;
    }
    figures.push(...measured.figures);
  }
  return { kind: 'measured', figures };
}

async function measureFamily(family: CableFamily): Promise<CableMeasurement> {
  const directory = mkdtempSync(join(tmpdir(), 'fitbay-bench-pty-'));
  const path = join(directory, 'unit');
  const plan = { family: family.family, model: family.model, imei, seed: 7, poweredForSeconds: 600 };
  const unit = createVirtualUnit(plan);
  const host = createPerfectHost(plan, baudRate);
  const starting = await startPtyFront(unit, { path, baudRate });
  try {
    return starting.kind === 'started'
      ? { kind: 'measured', figures: figuresOf(family, await measureOn({ path, family, host })) }
      : { kind: 'not-measured', why: starting.detail };
  } finally {
    if (starting.kind === 'started') {
      await starting.front.close();
    }
    host.close();
    unit.close();
    rmSync(directory, { recursive: true, force: true });
  }
}

/** One piece of work on the cable: how long it took, and how long a host would take that never hesitates. */
interface Run extends Overheard {
  readonly tookMs: number;
  readonly floorMs: number;
}

interface Runs {
  readonly entries: readonly Run[];
  readonly reads: readonly Run[];
  readonly writes: readonly Run[];
  /** The last write again, said by a bare port. */
  readonly bareMs: readonly number[];
}

interface Bench {
  readonly path: string;
  readonly family: CableFamily;
  readonly host: PerfectHost;
}

async function measureOn({ path, family, host }: Bench): Promise<Runs> {
  const { driver } = family;
  const ports = createSerialUnitPorts({ extraPaths: [path], clock: systemClock, log: silentLog });
  const [entries, reads, writes, bareMs]: [Run[], Run[], Run[], number[]] = [[], [], [], []];
  const bare = async (conversation: Conversation) => {
    host.durationOf(conversation);
    bareMs.push(await timeBarePort(path, baudRate, conversation));
  };
  for (let number = 0; number < repetitions; number += 1) {
    const opening = await ports.open(path, { baudRate });
    if (opening.kind !== 'opened') {
      throw new Error(`${path}: ${opening.detail}`);
    }
    const { link } = opening;
    if (family.learns !== true) {
      entries.push(await timed({ link, host }, (context) => readKeys(driver, context, [])));
    }
    reads.push(await timed({ link, host }, (context) => readKeys(driver, context)));
    const write = await timed({ link, host }, (context) => writeAll(family, context, number));
    writes.push(write);
    await link.close();
    await bare(write.conversation);
  }
  return { entries, reads, writes, bareMs };
}

async function readKeys(driver: UnitDriver, context: DriverContext, keys?: readonly string[]): Promise<void> {
  const read = await driver.readConfiguration(context, keys);
  if (read.kind !== 'read') {
    throw new Error(`not read: ${JSON.stringify(read)}`);
  }
}

/** Writes every value, reports other than the time before, and reads all back. */
async function writeAll(family: CableFamily, context: DriverContext, number: number): Promise<void> {
  const { driver } = family;
  const changes = Object.entries(fullProfile(family, imei)).map(([key, value]): ConfigChange => {
    const isTurned = number % 2 === 1 && key.startsWith('report');
    return { key, from: null, to: isTurned ? String(Number(value) + 1) : value };
  });
  const written = await driver.writeConfiguration(context, imei, changes);
  const verified = written.kind === 'written' ? await driver.verify(context, changes) : written;
  if (verified.kind !== 'verified') {
    throw new Error(`not written: ${JSON.stringify(verified)}`);
  }
}

async function timed(
  { link, host }: { readonly link: ByteLink; readonly host: PerfectHost },
  work: (context: DriverContext) => Promise<void>,
): Promise<Run> {
  const overheard = overhear(link);
  const startedMs = performance.now();
  await work({ link: overheard.link, clock: systemClock, capture: { record: () => {} } });
  const tookMs = performance.now() - startedMs;
  const said = overheard.end();
  return { ...said, tookMs, floorMs: host.durationOf(said.conversation) };
}

function figuresOf(family: CableFamily, { entries, reads, writes, bareMs }: Runs): readonly Figure[] {
  const { name, learns = false } = family;
  const keys = Object.keys(fullProfile(family, imei)).length;
  const speaking = entries.filter(({ conversation }) => conversation.length > 0);
  const [first] = reads;
  return [
    ...(speaking.length === 0 ? [] : [figureOf(`${name}: entry alone, contained in each of the others`, speaking)]),
    ...(first === undefined || !learns ? [] : [figureOf(`${name}: first reading, ended by silence`, [first])]),
    figureOf(`${name}: full configuration read, ${keys} keys`, learns ? reads.slice(1) : reads),
    figureOf(`${name}: ${keys} values written and verified`, writes),
    barePortFigure(`${name}: the same bytes by a bare port`, bareMs, writes),
  ];
}

const section = `Cable: pseudo-terminal at ${baudRate} baud`;

function figureOf(what: string, runs: readonly Run[]): Figure {
  const took = summarize(runs.map(({ tookMs }) => tookMs));
  const floor = summarize(runs.map(({ floorMs }) => floorMs)).medianMs;
  const ownMs = summarize(runs.map((run) => run.ownMs)).medianMs;
  // The first run finds a unit with other, longer or shorter, values.
  const conversation = runs.at(-1)?.conversation ?? [];
  const bytes = bytesOf(conversation);
  const thinkMs = (runs.at(-1)?.floorMs ?? 0) - (bytes * bitsPerByte * 1_000) / baudRate;
  return {
    section,
    what,
    unit: 'ms',
    repetitions: took.count,
    median: took.medianMs,
    p95: took.p95Ms,
    peer: {
      what: `${bytes} bytes on the wire, ${conversation.length} commands, the unit thinks ${thinkMs.toFixed(0)} ms; we took ${ownMs.toFixed(1)} ms between answers and commands`,
      median: floor,
      ratio: took.medianMs / floor,
    },
  };
}

/** How much of a ratio is the bench itself: its terminal, the timers of its unit, and what else the machine does. */
function barePortFigure(what: string, bareMs: readonly number[], writes: readonly Run[]): Figure {
  const bare = summarize(bareMs);
  const floor = summarize(writes.map(({ floorMs }) => floorMs)).medianMs;
  return {
    section,
    what,
    unit: 'ms',
    repetitions: bare.count,
    median: bare.medianMs,
    p95: bare.p95Ms,
    peer: { what: 'the same bytes and the same thinking', median: floor, ratio: bare.medianMs / floor },
  };
}
