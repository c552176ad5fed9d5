import type { LinkProblem } from '../../contract/station/cable.ts';
import type { DriverContext, DriverId, UnitDriver, UnitIdentity } from '../../ports/unit-driver.ts';
import type { UnitDrivers } from '../../ports/unit-drivers.ts';
import { identifyProblem, linkProblem } from './link-problem.ts';

export interface FoundOnPort {
  readonly kind: 'found';
  readonly driver: UnitDriver;
  readonly identity: UnitIdentity;
}

/** A unit of this family is there, and says nothing before it has its password; or is, where silence may mean that. */
export interface LockedOnPort {
  readonly kind: 'locked';
  readonly driver: UnitDriver;
  /** How it is told to whoever does not offer a password. */
  readonly problem: LinkProblem;
}

/** Asks who is on an open link: the wanted family alone, or each in turn until one is sure. Reads only. */
export async function findUnit(
  drivers: UnitDrivers,
  link: DriverContext,
  wanted: DriverId | null,
): Promise<FoundOnPort | LinkProblem> {
  const found = await findUnitOrLock(drivers, link, wanted);
  return found.kind === 'locked' ? found.problem : found;
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
    switch (found.kind) {
      case 'found':
        return found;
      case 'locked':
        return { ...found, problem: linkProblem(found) };
      default:
        return linkProblem(found);
    }
  }
  const identified = await named.identify(link);
  if (identified.kind === 'identified') {
    return { kind: 'found', driver: named, identity: identified.identity };
  }
  const problem = identifyProblem(named, identified);
  const mayBeLocked = problem.reason === 'locked' || problem.reason === 'silent-or-locked';
  return mayBeLocked ? { kind: 'locked', driver: named, problem } : problem;
}
