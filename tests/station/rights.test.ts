import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stationContract } from '#core/contract/station-contract.ts';
import { partnerProcedures, procedureRights } from '#core/contract/station-rights.ts';
import { stepUpRules } from '#core/contract/station-step-ups.ts';
import { type Role, rightsOf, role } from '#core/domain/access/roles.ts';
import { organizationId, personId } from '#core/kernel/entity-ids.ts';
import type { Principal } from '#core/station/principal.ts';
import type { StationClient } from '#electron/host/in-process-client.ts';
import { type BenchWorld, type CloudWorld, createCloudWorld, organizationOf } from './testing/bench-world.ts';
import { callOfEach } from './testing/call-of-each.ts';

const inContract = Object.entries(stationContract).flatMap(([area, procedures]) =>
  Object.keys(procedures).map((name) => `${area}.${name}`),
);

function personWith(roles: readonly Role[], state: { locked?: boolean; isServicePartner?: boolean } = {}): Principal {
  return {
    kind: 'person',
    personId: personId.parse('somebody'),
    name: 'Somebody',
    roles,
    rights: rightsOf(roles),
    locked: state.locked ?? false,
    isServicePartner: state.isServicePartner ?? true,
  };
}

/** The error code of a call, or `done`. */
async function answerTo(procedure: string, client: StationClient): Promise<string> {
  try {
    await callOfEach[procedure]?.(client);
    return 'done';
  } catch (error: unknown) {
    return error instanceof Error && 'code' in error ? String(error.code) : String(error);
  }
}

describe('ORG-2 P31 every procedure asks for a right', { timeout: 60_000 }, () => {
  let cloud: CloudWorld;
  let bench: BenchWorld;

  beforeAll(async () => {
    cloud = await createCloudWorld();
    bench = await cloud.addStation();
  });
  afterAll(() => cloud.close());

  it('the contract, the table of rights and this test know the same procedures', () => {
    expect(Object.keys(procedureRights).sort()).toEqual([...inContract].sort());
    expect(Object.keys(callOfEach).sort()).toEqual([...inContract].sort());
    expect([...partnerProcedures].filter((name) => !inContract.includes(name))).toEqual([]);
  });

  describe.each([...role.options])('somebody who is only %s', (only) => {
    it.each(inContract)('%s', async (procedure) => {
      const wanted = procedureRights[procedure];
      const right = wanted === 'badge' ? 'scan' : wanted;
      const isOpen = right === 'public' || right === 'seat' || (right !== undefined && rightsOf([only]).has(right));
      // With the right but without the PIN that such acts want, the gate asks for that next.
      const open = Object.hasOwn(stepUpRules, procedure) ? 'STEP_UP_NEEDED' : 'done';
      expect(await answerTo(procedure, bench.clientAs(personWith([only])))).toBe(isOpen ? open : 'NOT_ALLOWED');
    });
  });

  it('two roles together may what each of them may', async () => {
    const client = bench.clientAs(personWith(['installer', 'station-admin']));
    expect(await answerTo('bench.writeConfiguration', client)).toBe('done');
    expect(await answerTo('audit.verify', client)).toBe('done');
    expect(await answerTo('bench.transfer', client)).toBe('NOT_ALLOWED');
    expect(await answerTo('sync.resolve', client)).toBe('NOT_ALLOWED');
  });

  it.each(inContract)('STA-1 nobody, and somebody whose bench is locked: %s', async (procedure) => {
    const wanted = procedureRights[procedure];
    const expected = wanted === 'public' || wanted === 'badge' ? 'done' : 'NOT_SIGNED_IN';
    expect(await answerTo(procedure, bench.clientAs({ kind: 'nobody' }))).toBe(expected);
    expect(await answerTo(procedure, bench.clientAs(personWith(['supervisor'], { locked: true })))).toBe(expected);
  });

  it('ORG-6 people of an organization that is no service partner are not told of customers', async () => {
    const client = bench.clientAs(personWith(['supervisor'], { isServicePartner: false }));
    expect(await answerTo('customers.list', client)).toBe('NOT_ALLOWED');
    expect(await answerTo('scan.feed', client)).toBe('done');
  });

  it('the machine’s own command line needs no seat, and leaves the seat of others alone', async () => {
    await bench.signIn('M. Kaya');
    await bench.chooseCustomer('nordfracht');
    for (const procedure of ['audit.verify', 'bench.sheets', 'customers.list', 'sync.queue']) {
      expect(await answerTo(procedure, bench.operator)).toBe('done');
    }
    const customerId = organizationId.parse(organizationOf('alpen'));
    expect(await bench.operator.customers.choose({ customerId })).toEqual({ kind: 'not-a-customer' });
    expect(await bench.client.access.seat()).toMatchObject({ customer: { name: 'Nordfracht Logistik' } });
  });

  it('ORG-7 only customers that onboarded us can be chosen; our own organization always', async () => {
    const choose = (key: string) =>
      bench.client.customers.choose({ customerId: organizationId.parse(organizationOf(key)) });
    expect(await choose('kontor')).toEqual({ kind: 'not-a-customer' });
    expect(await choose('hansen')).toMatchObject({ kind: 'chosen' });
    expect(await choose('vallon')).toMatchObject({ kind: 'chosen' });
    const rows = await bench.client.customers.list({});
    expect(rows.map(({ name, trust }) => [name, trust.kind])).toEqual([
      ['Alpen Kühltransporte', 'active'],
      ['Baltic Reefer Lines', 'expired'],
      ['Groupe Vallon', 'active'],
      ['Hafen Spedition Ost', 'pending'],
      ['Nordfracht Logistik', 'active'],
    ]);
    for (const search of ['KÜHL', 'kuhl', ' Kühltr ']) {
      expect((await bench.client.customers.list({ search })).map(({ name }) => name)).toEqual(['Alpen Kühltransporte']);
    }
  });
});
