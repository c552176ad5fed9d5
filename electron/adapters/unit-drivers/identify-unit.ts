import type { LinkLoss } from '#core/ports/byte-link.ts';
import type { DriverContext, UnitDriver } from '#core/ports/unit-driver.ts';
import type { FoundUnit, UnitDrivers } from '#core/ports/unit-drivers.ts';
import { createAtDriver } from './create-at-driver.ts';
import { createTeltonikaDriver } from './create-teltonika-driver.ts';

/** The drivers of this station, asked in this order: families of their own first, the bare modem last. */
export function createUnitDrivers(
  drivers: readonly UnitDriver[] = [createTeltonikaDriver(), createAtDriver()],
): UnitDrivers {
  return {
    find: (context) => identifyUnit(context, drivers),
    byId: (id) => drivers.find((driver) => driver.id === id) ?? null,
  };
}

/**
 * Finds out what is connected: probes one driver after the other with questions that change nothing, takes the one that
 * answers best, and lets it identify. A sure answer ends the probing, so that no stranger's commands are typed at the unit.
 */
export async function identifyUnit(
  context: DriverContext,
  drivers: readonly UnitDriver[] = [createTeltonikaDriver(), createAtDriver()],
): Promise<FoundUnit> {
  const losses: LinkLoss[] = [];
  const unlisten = context.link.onLost((why) => losses.push(why));
  const picked = await pickDriver(context, drivers).finally(unlisten);
  if (context.cancel?.aborted) {
    return { kind: 'cancelled' };
  }
  const [loss] = losses;
  if (loss !== undefined) {
    return loss;
  }
  if (picked.kind === 'silent') {
    return picked;
  }
  const { driver } = picked;
  const outcome = await driver.identify(context);
  return outcome.kind === 'identified' ? { kind: 'found', driver, identity: outcome.identity } : outcome;
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
