import { z } from 'zod';
import { assertNever } from '../../kernel/assert-never.ts';

/** Who may do what in a station (ORG-2), as one table. Asked by the station for every call, by the cloud again, and by the page for what it shows. */
export const role = z.enum(['technician', 'installer', 'supervisor', 'fleet-manager', 'station-admin']);
export type Role = z.infer<typeof role>;

export const right = z.enum([
  'look',
  'scan',
  'transfer',
  'configure',
  'ports',
  'inspect',
  'pair',
  'sign',
  'report',
  'resolve',
  'audit',
  'partners',
  'events',
  'assets',
  'invitations',
  'profiles',
  'firmware',
  'erase',
  'jobs',
  'dispatch',
  'administer',
]);
/**
 * `look` everything on the bench · `ports` the serial ports: numbers, settings, doctor · `resolve` conflicts and corrections · `audit` read
 * and export the trail · `partners` the fleet's service partners · `events` who is told by webhook · `assets` writes vehicles and what is
 * linked to them · `invitations` answers to fleets that invite us · `profiles` writes the profiles of one's own organization · `firmware`
 * decides which firmware files this station keeps · `erase` takes what the trail says of a person out of it, with
 * a second one who may · `jobs` orders work of service partners · `dispatch` names who does it · `administer` devices, demo switches.
 */
export type Right = z.infer<typeof right>;

/** What everybody does who works on units. */
const onUnits: readonly Right[] = ['look', 'scan', 'configure', 'ports', 'inspect', 'pair', 'assets', 'sign', 'report'];

/** The rights of one role. */
export function rightsOfRole(of: Role): readonly Right[] {
  switch (of) {
    case 'technician':
      return [...onUnits, 'transfer', 'audit'];
    case 'installer':
      return onUnits;
    case 'supervisor':
      return [...onUnits, 'transfer', 'resolve', 'audit', 'invitations', 'profiles', 'firmware', 'erase', 'dispatch'];
    case 'fleet-manager':
      return ['look', 'report', 'audit', 'partners', 'events', 'assets', 'profiles', 'erase', 'jobs'];
    case 'station-admin':
      return ['look', 'ports', 'report', 'audit', 'firmware', 'erase', 'administer'];
    default:
      return assertNever(of);
  }
}

/** All rights of somebody who holds these roles. */
export function rightsOf(roles: readonly Role[]): ReadonlySet<Right> {
  return new Set(roles.flatMap(rightsOfRole));
}
