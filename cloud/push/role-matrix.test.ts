import { beforeAll, describe, expect, it } from 'vitest';
import { procedureRights } from '#core/contract/station-rights.ts';
import { person } from '#core/domain/access/person.ts';
import { type Right, type Role, rightsOf, role } from '#core/domain/access/roles.ts';
import type { OperationKind } from '#core/domain/sync/operation.ts';
import { putPerson } from '../registry/put.ts';
import { makePinVerifier } from '../roster/pin-verifier.ts';
import { worldOfTest } from '../testing/cloud-of-file.ts';
import type { OperationSketch } from '../testing/test-cloud.ts';

/** The station's procedure by which each kind of operation comes about: the cloud must ask for the same right as its gate. */
const bornBy: Readonly<Record<OperationKind, string>> = {
  'unit.transfer': 'bench.transfer',
  'reversal.ask': 'ownership.askReversal',
  'reversal.decide': 'ownership.decideReversal',
  'unit.installed': 'bench.writeConfiguration',
  'unit.inspected': 'bench.measure',
  'unit.pair': 'bench.pair',
  'unit.unpair': 'bench.pair',
  'session.signed': 'bench.sign',
  'profile.save': 'profiles.save',
  'personal.erase': 'audit.erase',
  'job.act': 'jobs.act',
};
const kinds = Object.keys(bornBy) as readonly OperationKind[];

const site = worldOfTest('once');

beforeAll(async () => {
  const pinVerifier = await makePinVerifier('640218', 'demo');
  for (const one of role.options) {
    for (const active of [true, false]) {
      const names = { id: idOf(one, active), displayName: one, givenName: one };
      const value = { ...names, organizationId: site.world.partner, roles: [one], active, badge: null, pinVerifier };
      await site.database
        .asSystem('administration')
        .transact((transaction) => putPerson(transaction, person.parse(value)));
    }
  }
}, 120_000);
const idOf = (one: Role, active: boolean) => `${one} ${active ? 'at work' : 'switched off'}`;

async function payloadOf(kind: OperationKind): Promise<OperationSketch['payload']> {
  const customerId = site.world.customer;
  switch (kind) {
    case 'unit.transfer':
      return { fromId: site.world.partner, toId: customerId, expectedEpoch: 1, unpairFirst: false };
    case 'reversal.ask':
      return { transferId: 'no-such-transfer', customerId, reason: 'the wrong customer' };
    case 'reversal.decide':
      return { reversalId: 'no-such-reversal', customerId, decision: 'approve', note: null };
    case 'unit.installed': {
      const profile = { profileId: 'trailer-eu', profileVersion: 7, firmware: '1', iccid: null };
      return { customerId, ...profile, changes: [], verifiedAt: site.cloud.clock.now() };
    }
    case 'profile.save': {
      const draft = { name: 'Theirs', baseId: null, unitTypes: [], minimumFirmware: null, entries: [] };
      return { profileId: 'theirs', organizationId: site.world.partner, expectedVersion: 0, draft, note: null };
    }
    case 'personal.erase': {
      const scope = { kind: 'person', personId: 'nobody-any-more', until: site.cloud.clock.now() };
      return { organizationId: site.world.partner, scope };
    }
    case 'job.act': {
      const command = { act: 'resume', runId: 'no-such-run' };
      return { jobId: 'no-such-job', organizationId: customerId, number: 1, command };
    }
    case 'unit.inspected':
      return { customerId, checklistId: 'evopulse', checklistVersion: 1, result: 'pass', checks: [] };
    case 'unit.pair':
      return { organizationId: customerId, assetId: await site.world.addAsset(customerId, null), vin: null };
    case 'unit.unpair':
      return { organizationId: customerId, assetId: await site.world.addAsset(customerId, null) };
    case 'session.signed': {
      const report = { reportNumber: '1042', result: 'succeeded', remarks: null };
      return { customerId, ...report, auditSize: 12, auditHead: 'a'.repeat(64) };
    }
  }
}

/** What the cloud says against the person, whatever it says of the unit. */
async function isRefusedFor(kind: OperationKind, personId: string): Promise<boolean> {
  const owner = kind === 'unit.transfer' ? site.world.partner : site.world.customer;
  const unit = await site.world.addUnit(owner);
  // The station writes down more than the person holds; the cloud does not ask the station.
  const actor = { personId, name: 'Somebody', roles: [...role.options] };
  const { results } = await site.station.push([
    site.station.operation({ kind, unit, payload: await payloadOf(kind), actor }),
  ]);
  return results[0]?.code === 'ACTOR_NOT_ALLOWED';
}

describe('ORG-2 P31 the cloud asks each person again, and for the same right as the station', {
  timeout: 120_000,
}, () => {
  describe.each([...role.options])('%s', (one) => {
    it.each(kinds)('%s', async (kind) => {
      const right = procedureRights[bornBy[kind]] as Right;
      expect(await isRefusedFor(kind, idOf(one, true))).toBe(!rightsOf([one]).has(right));
      expect(await isRefusedFor(kind, idOf(one, false))).toBe(true);
    });
  });
});
