import type { LinkProblem } from '../../contract/station/cable.ts';
import type { DriverContext, DriverId, UnitDriver, UnitIdentity } from '../../ports/unit-driver.ts';
import type { UnitDrivers } from '../../ports/unit-drivers.ts';
import { linkProblem } from './link-problem.ts';

export interface FoundOnPort {
  readonly kind: 'found';
  readonly driver: UnitDriver;
  readonly identity: UnitIdentity;
}

/** Asks who is on an open link: the wanted family alone, or each in turn until one is sure. Reads only. */
export async function findUnit(
  drivers: UnitDrivers,
  link: DriverContext,
  wanted: DriverId | null,
): Promise<FoundOnPort | LinkProblem> {
  const named = wanted === null ? null : drivers.byId(wanted);
  if (named !== null) {
    const identified = await named.identify(link);
    return identified.kind === 'identified'
      ? { kind: 'found', driver: named, identity: identified.identity }
      : linkProblem(identified);
  }
  const found = await drivers.find(link);
  return found.kind === 'found' ? found : linkProblem(found);
}
