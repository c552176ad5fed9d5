import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ByteLink } from '#core/ports/byte-link.ts';
import type { ConfigChange, DriverContext, UnitDriver } from '#core/ports/unit-driver.ts';
import { systemClock } from '#electron/adapters/clock/system-clock.ts';
import { createSerialUnitPorts } from '#electron/adapters/serial/create-serial-unit-ports.ts';
import { startPtyFront } from '#sim/fronts/pty.ts';
import { createVirtualUnit } from '#sim/virtual-unit.ts';
import { silentLog } from './bench-station.ts';
import { type CableFamily, cableFamilies } from './cable-families.ts';
import type { Figure } from './figure.ts';
import { summarize } from './statistics.ts';

const baudRate = 115_200;
/** Start bit, eight data bits, stop bit. */
const bitsPerByte = 10;
/** What the virtual unit takes to think about each command (sim/units/unit-quirks.ts). */
const thinkMs = 12;
const repetitions = 5;
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
  const starting = await startPtyFront(unit, { path, baudRate });
  if (starting.kind !== 'started') {
    unit.close();
    rmSync(directory, { recursive: true, force: true });
    return { kind: 'not-measured', why: starting.detail };
  }
  try {
    return { kind: 'measured', figures: figuresOf(family, await measureOn(path, family)) };
  } finally {
    await starting.front.close();
    unit.close();
    rmSync(directory, { recursive: true, force: true });
  }
}

/** One piece of work on the cable: how long it took, and how long its bytes and the unit's thinking take at least. */
interface Run {
  readonly tookMs: number;
  readonly floorMs: number;
  readonly bytes: number;
  readonly commands: number;
}

interface Runs {
  readonly reads: readonly Run[];
  readonly writes: readonly Run[];
}

async function measureOn(path: string, family: CableFamily): Promise<Runs> {
  const ports = createSerialUnitPorts({ extraPaths: [path], clock: systemClock, log: silentLog });
  const reads: Run[] = [];
  const writes: Run[] = [];
  for (let number = 0; number < repetitions; number += 1) {
    const opening = await ports.open(path, { baudRate });
    if (opening.kind !== 'opened') {
      throw new Error(`${path}: ${opening.detail}`);
    }
    reads.push(await timed(opening.link, (context) => readAll(family.driver, context)));
    writes.push(await timed(opening.link, (context) => writeAll(family, context, number)));
    await opening.link.close();
  }
  return { reads, writes };
}

async function readAll(driver: UnitDriver, context: DriverContext): Promise<void> {
  const read = await driver.readConfiguration(context);
  if (read.kind !== 'read') {
    throw new Error(`not read: ${JSON.stringify(read)}`);
  }
}

/** Writes every value, reports other than the time before, and reads all back. */
async function writeAll({ driver, values }: CableFamily, context: DriverContext, number: number): Promise<void> {
  const changes = Object.entries(values).map(([key, value]): ConfigChange => {
    const isTurned = number % 2 === 1 && key.startsWith('report');
    return { key, from: null, to: isTurned ? String(Number(value) + 1) : value };
  });
  const written = await driver.writeConfiguration(context, imei, changes);
  const verified = written.kind === 'written' ? await driver.verify(context, changes) : written;
  if (verified.kind !== 'verified') {
    throw new Error(`not written: ${JSON.stringify(verified)}`);
  }
}

async function timed(link: ByteLink, work: (context: DriverContext) => Promise<void>): Promise<Run> {
  const counts = { bytes: 0, commands: 0 };
  const counted: ByteLink = {
    ...link,
    write(bytes) {
      counts.bytes += bytes.length;
      counts.commands += 1;
      return link.write(bytes);
    },
  };
  const unlisten = link.onBytes((bytes) => {
    counts.bytes += bytes.length;
  });
  const startedMs = performance.now();
  await work({ link: counted, clock: systemClock, capture: { record: () => {} } });
  const tookMs = performance.now() - startedMs;
  unlisten();
  const floorMs = (counts.bytes * bitsPerByte * 1_000) / baudRate + counts.commands * thinkMs;
  return { tookMs, floorMs, ...counts };
}

function figuresOf({ name, values }: CableFamily, { reads, writes }: Runs): readonly Figure[] {
  return [
    figureOf(`${name}: full configuration read`, reads),
    figureOf(`${name}: ${Object.keys(values).length} values written and verified`, writes),
  ];
}

function figureOf(what: string, runs: readonly Run[]): Figure {
  const took = summarize(runs.map(({ tookMs }) => tookMs));
  const floor = summarize(runs.map(({ floorMs }) => floorMs)).medianMs;
  // The first run finds a unit with other, longer or shorter, values.
  const one = runs.at(-1);
  return {
    section: `Cable: pseudo-terminal at ${baudRate} baud`,
    what,
    unit: 'ms',
    median: took.medianMs,
    p95: took.p95Ms,
    repetitions: took.count,
    peer: {
      what: `${one?.bytes ?? 0} bytes on the wire, ${one?.commands ?? 0} × ${thinkMs} ms of thinking`,
      median: floor,
      ratio: took.medianMs / floor,
    },
  };
}
