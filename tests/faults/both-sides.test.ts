import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Operation } from '#core/domain/sync/operation.ts';
import { createRandom } from '#sim/random/seeded-random.ts';
import { noteResult } from './note-result.ts';
import { type Attempt, findUnequalSides } from './ownership/find-unequal-sides.ts';
import { pushAll } from './ownership/workshop-people.ts';
import { seedOfRun } from './seed-of-run.ts';
import { openWiredSite, type WiredSite } from './wired/wired-site.ts';

// P23: transfers of all kinds, done, repeated, lost and refused, and what the logs of both organizations say of each. FITBAY_ATTEMPTS sets how many,
// FITBAY_SEED repeats a run.

const attempts = Number(process.env['FITBAY_ATTEMPTS'] ?? '100');
const seed = seedOfRun();
const sabotaged = 40;
const unitsPerAttempt = 0.4;

let site: WiredSite;
let secondCustomer: string;
let lostCustomer: string;
beforeAll(async () => {
  site = await openWiredSite();
  secondCustomer = await site.world.addOrganization(['fleet-customer'], { name: 'Second fleet' });
  await site.world.trust({ customerId: secondCustomer, partnerId: site.world.partner });
  lostCustomer = await site.world.addOrganization(['fleet-customer'], { name: 'Fleet of before' });
  await site.world.trust({ customerId: lostCustomer, partnerId: site.world.partner }, { state: 'revoked' });
});
afterAll(() => site.close());

/** Two benches try whatever comes to their minds with few units, so that most attempts meet something that is there already. */
async function attemptTransfers(count: number): Promise<readonly Attempt[]> {
  const random = createRandom(seed, 'attempts');
  const { partner, customer } = site.world;
  const units = await site.addUnits(Math.ceil(count * unitsPerAttempt));
  const stations = [await site.cloud.addStation(partner), await site.cloud.addStation(partner)];
  const made: Attempt[] = [];
  for (const [index, station] of stations.entries()) {
    const drafts: Operation[] = [];
    for (let left = Math.ceil(count / 2); left > 0; left -= 1) {
      const unit = units[random.between(0, units.length - 1)] ?? '';
      const toId = [customer, customer, secondCustomer, secondCustomer, lostCustomer][random.between(0, 4)] ?? customer;
      // Now and then the unit does not belong to whom the technician thinks, or the epoch is of another day.
      const fromId = random.next() < 0.1 ? secondCustomer : partner;
      const expectedEpoch = random.next() < 0.2 ? random.between(1, 3) : index === 0 ? 0 : random.between(0, 1);
      const payload = { fromId, toId, expectedEpoch, unpairFirst: false };
      drafts.push(station.operation({ kind: 'unit.transfer', unit, payload }));
    }
    const ownersBefore = await ownersOf(units);
    const verdicts = await pushAll(station, drafts);
    for (const [position, draft] of drafts.entries()) {
      made.push(attemptOf(draft, verdicts[position]?.verdict ?? 'none', ownersBefore));
      const { payload } = draft.kind === 'unit.transfer' ? draft : { payload: null };
      if (verdicts[position]?.verdict === 'applied' && payload !== null) {
        ownersBefore.set(draft.unit, payload.toId);
      }
    }
  }
  return made;
}

async function ownersOf(units: readonly string[]): Promise<Map<string, string>> {
  const rows = await site.database
    .asSystem('administration')
    .read((transaction) =>
      transaction.selectFrom('units').select(['unit', 'owner_id']).where('unit', 'in', units).execute(),
    );
  return new Map(rows.map(({ unit, owner_id: owner }) => [unit, owner]));
}

/**
 * Whoever acts, whoever is to get the unit, and whoever has it. Whom the technician wrongly takes for the owner has nothing to do with it, and nobody
 * may write into the log of a stranger.
 */
function attemptOf(draft: Operation, verdict: string, owners: ReadonlyMap<string, string>): Attempt {
  const parties = draft.kind === 'unit.transfer' ? [draft.payload.toId, owners.get(draft.unit) ?? ''] : [];
  return { id: draft.id, unit: draft.unit, verdict, sides: [...new Set([site.world.partner, ...parties])] };
}

describe(`OWN-13 P23 both organizations see the same transfer (seed ${seed})`, () => {
  it(`in all of ${attempts} attempts, whatever became of them`, { timeout: 120_000 + attempts * 300 }, async () => {
    const made = await attemptTransfers(attempts);
    const kinds = Map.groupBy(made, ({ verdict }) => verdict);
    console.info([...kinds].map(([verdict, some]) => `${some.length} ${verdict}`).join(', '));
    expect(await findUnequalSides(site, made)).toEqual([]);
    expect([...kinds.keys()].sort()).toEqual(['applied', 'conflict', 'noop', 'refused']);
    noteResult({ promise: 'P23', fault: 'transfer, repeat, conflict, refusal', times: made.length, lost: 0 });
  });

  it.each([
    ['keeps a leaf from one side', 'delete'],
    ['tells one side another story', 'rewrite'],
  ] as const)('P41 notices a cloud that %s', { timeout: 120_000 }, async (_name, how) => {
    const made = await attemptTransfers(sabotaged);
    const applied = made.find(({ verdict }) => verdict === 'applied');
    await site.database.asSystem('administration').transact(async (transaction) => {
      const own = transaction
        .selectFrom('organization_audit')
        .selectAll()
        .where('transfer_id', '=', applied?.id ?? '')
        .where('organization_id', '<>', site.world.partner);
      const { leaf, index, organization_id: whose } = await own.executeTakeFirstOrThrow();
      const [remove, change] = [
        transaction.deleteFrom('organization_audit'),
        transaction.updateTable('organization_audit'),
      ];
      const told = leaf.replace('transfer.applied', 'transfer.refused');
      await (how === 'delete'
        ? remove.where('organization_id', '=', whose).where('index', '=', index).execute()
        : change.set({ leaf: told }).where('organization_id', '=', whose).where('index', '=', index).execute());
    });
    expect(await findUnequalSides(site, made)).not.toEqual([]);
  });
});
