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
  'administer',
]);
/**
 * `look` everything on the bench · `resolve` conflicts and corrections · `audit` read and export the trail · `partners` the fleet's service
 * partners · `events` who is told by webhook · `assets` writes vehicles and what is linked to them · `invitations` answers to fleets that invite us · `profiles` writes the profiles of one's own organization · `firmware` decides which firmware files this station
 * keeps · `administer` devices, demo switches.
 */
export type Right = z.infer<typeof right>;

/** The rights of one role. */
export function rightsOfRole(of: Role): readonly Right[] {
  switch (of) {
    case 'technician':
      return ['look', 'scan', 'transfer', 'configure', 'inspect', 'pair', 'assets', 'sign', 'report', 'audit'];
    case 'installer':
      return ['look', 'scan', 'configure', 'inspect', 'pair', 'assets', 'sign', 'report'];
    case 'supervisor':
      return [
        'look',
        'scan',
        'transfer',
        'configure',
        'inspect',
        'pair',
        'assets',
        'sign',
        'report',
        'resolve',
        'audit',
        'invitations',
        'profiles',
        'firmware',
      ];
    case 'fleet-manager':
      return ['look', 'report', 'audit', 'partners', 'events', 'assets', 'profiles'];
    case 'station-admin':
      return ['look', 'report', 'audit', 'firmware', 'administer'];
    default:
      return assertNever(of);
  }
}

/** All rights of somebody who holds these roles. */
export function rightsOf(roles: readonly Role[]): ReadonlySet<Right> {
  return new Set(roles.flatMap(rightsOfRole));
}
