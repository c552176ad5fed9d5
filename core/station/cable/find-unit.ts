import type { LinkProblem } from '../../contract/station/cable.ts';
import type { DriverContext, DriverId, UnitDriver, UnitIdentity } from '../../ports/unit-driver.ts';
import type { UnitDrivers } from '../../ports/unit-drivers.ts';
import { linkProblem } from './link-problem.ts';

export interface FoundOnPort {
  readonly kind: 'found';
  readonly driver: UnitDriver;
  readonly identity: UnitIdentity;
}

/** Somebody of this family is there, and says nothing before it has its password. */
export interface LockedOnPort {
  readonly kind: 'locked';
  readonly driver: UnitDriver;
}

/** Asks who is on an open link: the wanted family alone, or each in turn until one is sure. Reads only. */
export async function findUnit(
  drivers: UnitDrivers,
  link: DriverContext,
  wanted: DriverId | null,
): Promise<FoundOnPort | LinkProblem> {
  const found = await findUnitOrLock(drivers, link, wanted);
  return found.kind === 'locked' ? linkProblem({ kind: 'locked' }) : found;
}

/** The same, and of a locked unit which family it is, so that it can be given its password. */
export async function findUnitOrLock(
  drivers: UnitDrivers,
  link: DriverContext,
  wanted: DriverId | null,
): Promise<FoundOnPort | LockedOnPort | LinkProblem> {
  const named = wanted === null ? null : drivers.byId(wanted);
  if (named === null) {
    const found = await drivers.find(link);
    return found.kind === 'found' || found.kind === 'locked' ? found : linkProblem(found);
  }
  const identified = await named.identify(link);
  switch (identified.kind) {
    case 'identified':
      return { kind: 'found', driver: named, identity: identified.identity };
    case 'locked':
      return { kind: 'locked', driver: named };
    default:
      return linkProblem(identified);
  }
}
