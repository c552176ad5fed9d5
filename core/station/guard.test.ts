import { describe, expect, it } from 'vitest';
import { procedureRights } from '../contract/station-rights.ts';
import { type Right, type Role, rightsOf, role } from '../domain/access/roles.ts';
import { personId } from '../kernel/entity-ids.ts';
import { checkRight, type GuardOutcome, type WhyNot } from './guard.ts';
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

/** A supervisor's rights but one. */
function rested(right: Right): ReadonlySet<Right> {
  return new Set([...rightsOf(['supervisor'])].filter((one) => one !== right));
}

function rests(right: Right, why: WhyNot): GuardOutcome {
  return { kind: 'not-allowed', right, why };
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
    ['bench.transfer', person(['installer']), { kind: 'not-allowed', right: 'transfer', why: 'role' }],
    ['bench.transfer', person(['installer', 'technician']), { kind: 'allowed' }],
    ['sync.resolve', person(['technician']), { kind: 'not-allowed', right: 'resolve', why: 'role' }],
    ['sync.resolve', person(['supervisor']), { kind: 'allowed' }],
    ['demo.setNetwork', nobody, { kind: 'not-signed-in' }],
    ['demo.setNetwork', person(['fleet-manager']), { kind: 'allowed' }],
    ['scan.read', nobody, { kind: 'allowed' }],
    ['scan.read', person(['technician'], { locked: true }), { kind: 'allowed' }],
    ['scan.read', person(['station-admin']), { kind: 'not-allowed', right: 'scan', why: 'role' }],
    [
      'customers.list',
      person(['supervisor'], { isServicePartner: false }),
      { kind: 'not-allowed', right: 'look', why: 'role' },
    ],
    ['customers.choose', person(['supervisor'], { isServicePartner: false }), { kind: 'allowed' }],
    ['sync.resolve', operator, { kind: 'allowed' }],
    // Rights that rest although a role holds them: since a lock, or for want of contact (STA-1).
    ['sync.resolve', person(['supervisor'], { rights: rested('resolve') }), rests('resolve', 'raise-first')],
    [
      'sync.resolve',
      person(['supervisor'], { rights: rested('resolve'), roster: 'aged' }),
      rests('resolve', 'no-contact'),
    ],
    [
      'bench.transfer',
      person(['technician'], { rights: rested('transfer'), roster: 'expired' }),
      rests('transfer', 'no-contact'),
    ],
    ['bench.pair', person(['technician'], { roster: 'expired' }), rests('pair', 'no-contact')],
    ['bench.pair', person(['technician'], { roster: 'aged' }), { kind: 'allowed' }],
    ['bench.setVin', person(['technician'], { roster: 'expired' }), { kind: 'allowed' }],
    ['bench.sign', person(['technician'], { roster: 'expired' }), { kind: 'allowed' }],
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
