import { type TeltonikaSettings, usualTeltonikaSettings } from '#core/domain/cable/teltonika-settings.ts';
import type { LinkLoss } from '#core/ports/byte-link.ts';
import type { DriverContext, IdentifyOutcome, UnitDriver } from '#core/ports/unit-driver.ts';
import type { FoundUnit, UnitDrivers } from '#core/ports/unit-drivers.ts';
import { createAtDriver } from './create-at-driver.ts';
import { createBenchunitDriver } from './create-benchunit-driver.ts';
import { createCalampDriver } from './create-calamp-driver.ts';
import { createNmeaDriver } from './create-nmea-driver.ts';
import { createQueclinkDriver } from './create-queclink-driver.ts';
import { teltonikaDriverOf } from './teltonika-driver-of.ts';
import { withOverheardPosition } from './with-overheard-position.ts';

/** The drivers of this station, asked in this order: families of their own first, the bare modem last, then who only speaks. */
export function createUnitDrivers(drivers: readonly UnitDriver[] = usualDrivers()): UnitDrivers {
  return {
    find: (context) => identifyUnit(context, drivers),
    byId: (id) => drivers.find((driver) => driver.id === id) ?? null,
  };
}

/** What a station sets about its drivers; looked up at each call. */
export interface DriverSettings {
  readonly teltonika: () => TeltonikaSettings;
}

/** All families, the order in which they are asked. */
export function usualDrivers(
  { teltonika }: DriverSettings = { teltonika: () => usualTeltonikaSettings },
): readonly UnitDriver[] {
  const families = [teltonikaDriverOf(teltonika), createCalampDriver(), createQueclinkDriver(), createAtDriver()];
  // The family that exists as a simulation only comes last of those that are asked: no real unit hears its words without need.
  return [...families.map(withOverheardPosition), createBenchunitDriver(), createNmeaDriver()];
}

/**
 * Finds out what is connected: probes one driver after the other with questions that change nothing, takes the one that
 * answers best, and lets it identify. A sure answer ends the probing, so that no stranger's commands are typed at the unit.
 */
export async function identifyUnit(
  context: DriverContext,
  drivers: readonly UnitDriver[] = usualDrivers(),
): Promise<FoundUnit> {
  const losses: LinkLoss[] = [];
  const unlisten = context.link.onLost((why) => losses.push(why));
  const late = listenForLateAnswers(context);
  const picked = await pickDriver(context, drivers);
  const isSlow = picked.kind === 'silent' && losses.length === 0 && (await late.heard());
  late.stop();
  unlisten();
  if (context.cancel?.aborted) {
    return { kind: 'cancelled' };
  }
  const [loss] = losses;
  if (loss !== undefined) {
    return loss;
  }
  if (isSlow) {
    return identifyInTurn(context, drivers);
  }
  if (picked.kind === 'silent') {
    return picked;
  }
  const { driver } = picked;
  return asFound(driver, await driver.identify(context));
}

function asFound(driver: UnitDriver, outcome: IdentifyOutcome): FoundUnit {
  switch (outcome.kind) {
    case 'identified':
      return { kind: 'found', driver, identity: outcome.identity };
    case 'locked':
      return { kind: 'locked', driver };
    default:
      return outcome;
  }
}

async function pickDriver(
  context: DriverContext,
  drivers: readonly UnitDriver[],
): Promise<
  { readonly kind: 'picked'; readonly driver: UnitDriver } | { readonly kind: 'silent'; readonly detail: string }
> {
  let best: { readonly driver: UnitDriver; readonly score: number } | null = null;
  const silent: string[] = [];
  for (const driver of drivers) {
    if (driver.id === 'nmea' && best !== null) {
      // Somebody answers, so nothing has to be found out by listening.
      break;
    }
    const probe = await driver.probe(context);
    if (probe.kind === 'silent') {
      silent.push(`${driver.id}: ${probe.reason}`);
    } else if (best === null || probe.score > best.score) {
      best = { driver, score: probe.score };
    }
    if (best !== null && best.score >= SURE) {
      break;
    }
  }
  return best === null ? { kind: 'silent', detail: silent.join(', ') } : { kind: 'picked', driver: best.driver };
}

const SURE = 70;

/** A unit may think for five seconds before it says anything (link.md §10 group 12); a probe is over long before that. */
const LATEST_FIRST_BYTE_MS = 6000;

/** Hears whether anything answers at all, however late for its probe. */
function listenForLateAnswers({ link, clock, cancel }: DriverContext) {
  const startedMs = clock.monotonicMs();
  const byte = new AbortController();
  const unlisten = link.onBytes(() => byte.abort());
  const giveUp = () => byte.abort();
  cancel?.addEventListener('abort', giveUp, { once: true });
  return {
    /** Waits for the first byte, as long as one may still come. */
    heard: async () => {
      if (!byte.signal.aborted) {
        await clock.sleep(startedMs + LATEST_FIRST_BYTE_MS - clock.monotonicMs(), byte.signal);
      }
      return byte.signal.aborted;
    },
    stop: () => {
      unlisten();
      cancel?.removeEventListener('abort', giveUp);
    },
  };
}

/** Something answers, but slower than a probe may wait: the drivers ask in full, one after the other. */
async function identifyInTurn(context: DriverContext, drivers: readonly UnitDriver[]): Promise<FoundUnit> {
  let last: FoundUnit = { kind: 'silent', detail: 'an answer that no family understands' };
  for (const driver of drivers) {
    const outcome = await driver.identify(context);
    if (outcome.kind !== 'timed-out' && outcome.kind !== 'garbled') {
      return asFound(driver, outcome);
    }
    last = { kind: 'silent', detail: `${driver.id}: ${outcome.kind}` };
  }
  return last;
}
