import { type Fault, faultNames, parseFaults } from './faults/fault-catalogue.ts';
import { type FrontChoice, offerPort, untilFired } from './fronts/offer-port.ts';
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
  readonly front: FrontChoice;
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

async function offer(unit: VirtualUnit, options: SimUnitOptions, write: (line: string) => void): Promise<SimUnitRun> {
  const offering = await offerPort(unit, options);
  if (offering.kind === 'not-started') {
    return offering;
  }
  const { port, close } = offering;
  write(JSON.stringify({ kind: 'ready', port: port(), family: unit.family, model: unit.model, imei: unit.imei }));
  const stopWatching = unit.onPresence((presence) =>
    write(JSON.stringify({ kind: 'presence', presence, port: port() })),
  );
  await untilFired(options.stop);
  stopWatching();
  await close();
  return { kind: 'stopped' };
}
