import { describe, expect, it } from 'vitest';
import { procedureRights } from '../contract/station-rights.ts';
import { type Role, rightsOf, role } from '../domain/access/roles.ts';
import { personId } from '../kernel/entity-ids.ts';
import { checkRight, type GuardOutcome } from './guard.ts';
import type { Principal } from './principal.ts';

type Person = Extract<Principal, { kind: 'person' }>;

function person(roles: readonly Role[], state: Partial<Person> = {}): Principal {
  return {
    kind: 'person',
    personId: personId.parse('somebody'),
    name: 'Somebody',
    roles,
    rights: rightsOf(roles),
    locked: false,
    isServicePartner: true,
    ...state,
  };
}

const nobody: Principal = { kind: 'nobody' };
const operator: Principal = { kind: 'command-line', name: 'test' };

describe('ORG-2 the gate in front of every procedure', () => {
  it.each<[string, Principal, GuardOutcome]>([
    ['station.info', nobody, { kind: 'allowed' }],
    ['station.info', person(['installer'], { locked: true }), { kind: 'allowed' }],
    ['bench.sheets', nobody, { kind: 'not-signed-in' }],
    ['bench.sheets', person(['installer'], { locked: true }), { kind: 'locked' }],
    ['bench.sheets', person(['installer']), { kind: 'allowed' }],
    ['bench.transfer', person(['installer']), { kind: 'not-allowed', right: 'transfer' }],
    ['bench.transfer', person(['installer', 'technician']), { kind: 'allowed' }],
    ['sync.resolve', person(['technician']), { kind: 'not-allowed', right: 'resolve' }],
    ['sync.resolve', person(['supervisor']), { kind: 'allowed' }],
    ['demo.setNetwork', nobody, { kind: 'not-signed-in' }],
    ['demo.setNetwork', person(['fleet-manager']), { kind: 'allowed' }],
    ['scan.read', nobody, { kind: 'allowed' }],
    ['scan.read', person(['technician'], { locked: true }), { kind: 'allowed' }],
    ['scan.read', person(['station-admin']), { kind: 'not-allowed', right: 'scan' }],
    ['customers.list', person(['supervisor'], { isServicePartner: false }), { kind: 'not-allowed', right: 'look' }],
    ['customers.choose', person(['supervisor'], { isServicePartner: false }), { kind: 'allowed' }],
    ['sync.resolve', operator, { kind: 'allowed' }],
  ])('%s', (procedure, principal, expected) => {
    expect(checkRight(procedure, principal)).toEqual(expected);
  });

  it('opens nothing that stands in no table', () => {
    for (const procedure of ['bench.formatDisk', '', 'toString', 'constructor', '__proto__']) {
      expect(() => checkRight(procedure, operator)).toThrow('stands in the rights table');
    }
  });

  it('never opens more with a locked bench, nor for nobody, than with any role', () => {
    for (const procedure of Object.keys(procedureRights)) {
      const open = role.options.some((one) => checkRight(procedure, person([one])).kind === 'allowed');
      expect(open, procedure).toBe(true);
      if (checkRight(procedure, nobody).kind === 'allowed') {
        expect(['public', 'badge']).toContain(procedureRights[procedure]);
      }
    }
  });
});
