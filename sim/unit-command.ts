import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assertNever } from '#core/kernel/assert-never.ts';
import { type Fault, faultNames, parseFaults } from './faults/fault-catalogue.ts';
import { startPtyFront } from './fronts/pty.ts';
import { startTcpFront } from './fronts/tcp-server.ts';
import { type UnitFamily, unitFamilies } from './units/families.ts';
import { createVirtualUnit, type VirtualUnit } from './virtual-unit.ts';

/** What `fitbay sim unit` was asked for, as texts from the command line. */
export interface SimUnitOptions {
  readonly family: string;
  readonly model?: string;
  readonly imei?: string;
  readonly iccid?: string;
  readonly ebsVin?: string;
  /** `name` or `name=number`, see `faultNames`. */
  readonly faults?: readonly string[];
  readonly seed?: number;
  readonly baudRate?: number;
  /** A pseudo-terminal at `path` (a temporary one when left out), or a TCP port of this machine (0 = any). */
  readonly front: { readonly kind: 'pty'; readonly path?: string } | { readonly kind: 'tcp'; readonly port: number };
  /** Ends the unit. */
  readonly stop: AbortSignal;
}

/** `unknown-…` and `invalid-imei` are wrong usage; `not-started` says why no port could be made. */
export type SimUnitRun =
  | { readonly kind: 'stopped' }
  | { readonly kind: 'unknown-family'; readonly text: string; readonly known: readonly string[] }
  | { readonly kind: 'unknown-fault'; readonly text: string; readonly known: readonly string[] }
  | { readonly kind: 'invalid-imei'; readonly text: string }
  | { readonly kind: 'not-started'; readonly detail: string };

const usualImei = '359315075384726';

/**
 * Runs a virtual unit until `stop` fires. Writes one JSON object a line: first `{"kind":"ready","port":PATH,…}`,
 * then `{"kind":"presence","presence":…,"port":PATH}` as the unit comes and goes; it may come back under another path.
 */
export async function runSimUnit(options: SimUnitOptions, write: (line: string) => void): Promise<SimUnitRun> {
  const family = unitFamilies.find((known) => known === options.family);
  if (family === undefined) {
    return { kind: 'unknown-family', text: options.family, known: unitFamilies };
  }
  const parsing = parseFaults(options.faults ?? []);
  if (parsing.kind === 'unknown-fault') {
    return { kind: 'unknown-fault', text: parsing.text, known: faultNames };
  }
  const imei = options.imei ?? usualImei;
  if (!/^\d{15}$/.test(imei)) {
    return { kind: 'invalid-imei', text: imei };
  }
  const unit = makeUnit(options, { family, imei, faults: parsing.faults });
  try {
    return await offer(unit, options, write);
  } finally {
    unit.close();
  }
}

function makeUnit(
  options: SimUnitOptions,
  checked: { readonly family: UnitFamily; readonly imei: string; readonly faults: readonly Fault[] },
): VirtualUnit {
  const { model, iccid, ebsVin, seed = 1 } = options;
  return createVirtualUnit({
    ...checked,
    seed,
    ...(model === undefined ? {} : { model }),
    ...(iccid === undefined ? {} : { iccid }),
    ...(ebsVin === undefined ? {} : { ebsVin }),
  });
}

interface Offering {
  /** Where it is now. */
  readonly port: () => string;
  readonly close: () => Promise<void>;
}

async function offer(unit: VirtualUnit, options: SimUnitOptions, write: (line: string) => void): Promise<SimUnitRun> {
  const offering = await open(unit, options);
  if ('kind' in offering) {
    return offering;
  }
  const { port, close } = offering;
  write(JSON.stringify({ kind: 'ready', port: port(), family: unit.family, model: unit.model, imei: unit.imei }));
  const stopWatching = unit.onPresence((presence) =>
    write(JSON.stringify({ kind: 'presence', presence, port: port() })),
  );
  await fired(options.stop);
  stopWatching();
  await close();
  return { kind: 'stopped' };
}

async function open(unit: VirtualUnit, options: SimUnitOptions): Promise<Offering | SimUnitRun> {
  const { front } = options;
  const rate = options.baudRate === undefined ? {} : { baudRate: options.baudRate };
  switch (front.kind) {
    case 'tcp': {
      const starting = await startTcpFront(unit, { port: front.port, ...rate });
      return starting.kind === 'started'
        ? { port: () => `tcp://${starting.front.host}:${starting.front.port}`, close: starting.front.close }
        : { kind: 'not-started', detail: starting.detail };
    }
    case 'pty':
      return openPty(unit, front.path, rate);
    default:
      return assertNever(front);
  }
}

async function openPty(
  unit: VirtualUnit,
  wanted: string | undefined,
  rate: { readonly baudRate?: number },
): Promise<Offering | SimUnitRun> {
  const folder = wanted === undefined ? await mkdtemp(join(tmpdir(), 'fitbay-unit-')) : undefined;
  const path = wanted ?? join(folder ?? tmpdir(), 'port');
  const removeFolder = async () => {
    if (folder !== undefined) {
      await rm(folder, { recursive: true, force: true });
    }
  };
  const starting = await startPtyFront(unit, { path, ...rate });
  if (starting.kind !== 'started') {
    await removeFolder();
    return { kind: 'not-started', detail: starting.detail };
  }
  const close = async () => {
    await starting.front.close();
    await removeFolder();
  };
  return { port: () => starting.front.path, close };
}

/** An abort signal alone keeps no process alive, and a TCP server of an unplugged unit does not either. */
function fired(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const wake = setInterval(() => undefined, 60_000);
    const done = () => {
      clearInterval(wake);
      resolve();
    };
    if (signal.aborted) {
      done();
    } else {
      signal.addEventListener('abort', done, { once: true });
    }
  });
}
