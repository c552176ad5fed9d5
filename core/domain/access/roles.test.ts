import { describe, expect, it } from 'vitest';
import { type Right, type Role, right, rightsOf, role } from './roles.ts';

// Who may do what, written down by hand (ORG-2): a row per right, the roles that hold it.
const holders: Readonly<Record<Right, readonly Role[]>> = {
  look: ['technician', 'installer', 'supervisor', 'fleet-manager', 'station-admin'],
  scan: ['technician', 'installer', 'supervisor'],
  transfer: ['technician', 'supervisor'],
  configure: ['technician', 'installer', 'supervisor'],
  ports: ['technician', 'installer', 'supervisor', 'station-admin'],
  inspect: ['technician', 'installer', 'supervisor'],
  pair: ['technician', 'installer', 'supervisor'],
  sign: ['technician', 'installer', 'supervisor'],
  report: ['technician', 'installer', 'supervisor', 'fleet-manager', 'station-admin'],
  resolve: ['supervisor'],
  audit: ['technician', 'supervisor', 'fleet-manager', 'station-admin'],
  partners: ['fleet-manager'],
  events: ['fleet-manager'],
  assets: ['technician', 'installer', 'supervisor', 'fleet-manager'],
  profiles: ['supervisor', 'fleet-manager'],
  invitations: ['supervisor'],
  firmware: ['supervisor', 'station-admin'],
  erase: ['supervisor', 'fleet-manager', 'station-admin'],
  jobs: ['fleet-manager'],
  dispatch: ['supervisor'],
  administer: ['station-admin'],
};

describe('ORG-2 each role can do only its own', () => {
  it.each(role.options)('%s', (one) => {
    const expected = right.options.filter((each) => holders[each].includes(one));
    expect([...rightsOf([one])].sort()).toEqual(expected.sort());
  });

  it('adds the rights of several roles, and gives nobody any without a role', () => {
    expect(rightsOf(['installer', 'station-admin']).has('administer')).toBe(true);
    expect(rightsOf(['installer', 'station-admin']).has('transfer')).toBe(false);
    expect(rightsOf([]).size).toBe(0);
  });
});
