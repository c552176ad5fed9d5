import { beforeEach, describe, expect, it } from 'vitest';
import { person } from '#core/domain/access/person.ts';
import type { Role } from '#core/domain/access/roles.ts';
import type { TransferReversal } from '#core/domain/ownership/transfer-reversal.ts';
import { putPerson } from '../registry/put.ts';
import { worldOfTest } from '../testing/cloud-of-file.ts';
import type { TestStation } from '../testing/test-cloud.ts';
import { createIds } from '../world/create-ids.ts';

interface Actor {
  readonly personId: string;
  readonly name: string;
  readonly roles: readonly string[];
}

/** Nobody signs in here. */
const noPin = { algorithm: 'scrypt', cost: 2, blockSize: 8, parallelization: 1, salt: 'c2FsdA==', derived: 'bm9uZQ==' };
const hourMs = 3_600_000;
const ids = createIds();
const site = worldOfTest();
let technician: Actor;
let supervisor: Actor;
let second: Actor;

beforeEach(async () => {
  technician = await addPerson('M. Kaya', 'technician');
  supervisor = await addPerson('S. Brandt', 'supervisor');
  second = await addPerson('P. Lind', 'supervisor');
});

async function addPerson(displayName: string, role: Role): Promise<Actor> {
  const id = ids.next();
  const standing = { id, organizationId: site.world.partner, displayName, givenName: displayName, roles: [role] };
  const value = person.parse({ ...standing, active: true, badge: null, pinVerifier: noPin });
  await site.database.asSystem('administration').transact((transaction) => putPerson(transaction, value));
  return { personId: id, name: displayName, roles: [role] };
}

async function send(from: TestStation, draft: Parameters<TestStation['operation']>[0]) {
  const operation = from.operation(draft);
  const { results } = await from.push([operation]);
  return { id: operation.id, ...results[0] };
}

async function transferred(fromId = site.world.partner): Promise<{ unit: string; transferId: string }> {
  const unit = await site.world.addUnit(fromId);
  const payload = { fromId, toId: site.world.customer, expectedEpoch: 0, unpairFirst: false };
  const { id, verdict } = await send(site.station, { kind: 'unit.transfer', unit, payload, actor: technician });
  expect(verdict).toBe('applied');
  return { unit, transferId: id };
}

function ask(
  { unit, transferId }: { unit: string; transferId: string },
  actor: Actor = technician,
  from = site.station,
) {
  const payload = { transferId, customerId: site.world.customer, reason: 'Wrong pallet was scanned' };
  return send(from, { kind: 'reversal.ask', unit, payload, actor });
}

function decide(
  unit: string,
  reversalId: string,
  {
    by = supervisor,
    decision = 'approve',
    from = site.station,
  }: { by?: Actor; decision?: string; from?: TestStation } = {},
) {
  const payload = { reversalId, customerId: site.world.customer, decision, note: null };
  return send(from, { kind: 'reversal.decide', unit, payload, actor: by });
}

async function unitNow(unit: string) {
  return site.database
    .asSystem('administration')
    .read((transaction) =>
      transaction.selectFrom('units').selectAll().where('unit', '=', unit).executeTakeFirstOrThrow(),
    );
}

async function logOf(organizationId: string, unit: string) {
  const own = await site.cloud.addStation(organizationId, 'office');
  const { rows } = await own.api.organizations.audit({ organizationId, unit });
  return rows.reverse().map((row) => [row.action, row.outcome, row.code, row.transferId] as const);
}

async function reversalsAt(from: TestStation): Promise<readonly TransferReversal[]> {
  const { rows } = await from.pull();
  return rows.flatMap((row) => (row.kind === 'reversal' ? [row.value] : []));
}

describe('OWN-10 OWN-13 d12 undoing a transfer takes two persons', () => {
  it('moves the unit back, one epoch on, and ties everything to the id of the first transfer in both logs', async () => {
    const moved = await transferred();
    const asked = await ask(moved);
    expect(asked).toMatchObject({ verdict: 'applied', code: null });
    expect(await unitNow(moved.unit)).toMatchObject({ owner_id: site.world.customer, owner_epoch: 1 });

    expect(await decide(moved.unit, asked.id)).toMatchObject({ verdict: 'applied', ownerEpoch: 2 });
    expect(await unitNow(moved.unit)).toMatchObject({
      owner_id: site.world.partner,
      owner_epoch: 2,
      configuration: 'needs-configuration',
    });
    const story = [
      ['transfer.applied', 'done', null, moved.transferId],
      ['reversal.requested', 'done', null, moved.transferId],
      ['transfer.reversed', 'done', null, moved.transferId],
    ];
    expect(await logOf(site.world.partner, moved.unit)).toEqual(story);
    expect(await logOf(site.world.customer, moved.unit)).toEqual(story);
  });

  it('gives a unit of a reseller back to the reseller, who finds it in its log', async () => {
    const moved = await transferred(site.world.reseller);
    const asked = await ask(moved);
    await decide(moved.unit, asked.id);
    expect(await unitNow(moved.unit)).toMatchObject({ owner_id: site.world.reseller });
    expect((await logOf(site.world.reseller, moved.unit)).map(([action]) => action)).toEqual([
      'transfer.applied',
      'reversal.requested',
      'transfer.reversed',
    ]);
  });

  it('reaches every station of the organization that transferred, and no other', async () => {
    const moved = await transferred();
    const asked = await ask(moved);
    const [hall, fleet] = [
      await site.cloud.addStation(site.world.partner, 'hall'),
      await site.cloud.addStation(site.world.customer),
    ];
    expect(await reversalsAt(hall)).toMatchObject([
      {
        id: asked.id,
        transferId: moved.transferId,
        backToId: site.world.partner,
        epoch: 1,
        requestedBy: { name: 'M. Kaya' },
        reason: 'Wrong pallet was scanned',
        outcome: { kind: 'open' },
      },
    ]);
    expect(await reversalsAt(fleet)).toEqual([]);
    await decide(moved.unit, asked.id, { from: hall });
    expect(await reversalsAt(site.station)).toMatchObject([
      { outcome: { kind: 'approved', by: { name: 'S. Brandt' } } },
    ]);
  });

  it('lets nobody decide on a request of their own, and no technician at all', async () => {
    const moved = await transferred();
    const asked = await ask(moved, supervisor);
    expect(await decide(moved.unit, asked.id)).toMatchObject({ verdict: 'refused', code: 'SECOND_PERSON_NEEDED' });
    expect(await decide(moved.unit, asked.id, { by: technician })).toMatchObject({ code: 'ACTOR_NOT_ALLOWED' });
    const nobody = { personId: null as never, name: 'command line', roles: ['supervisor'] };
    expect(await decide(moved.unit, asked.id, { by: nobody })).toMatchObject({ code: 'ACTOR_NOT_ALLOWED' });
    expect(await unitNow(moved.unit)).toMatchObject({ owner_id: site.world.customer });
    expect(await decide(moved.unit, asked.id, { by: second })).toMatchObject({ verdict: 'applied' });
  });

  it('takes the first of two decisions and tells the second who it was', async () => {
    const moved = await transferred();
    const asked = await ask(moved);
    const hall = await site.cloud.addStation(site.world.partner, 'hall');
    expect(await decide(moved.unit, asked.id, { decision: 'decline' })).toMatchObject({ verdict: 'applied' });
    expect(await decide(moved.unit, asked.id, { by: second, from: hall })).toMatchObject({
      verdict: 'conflict',
      code: 'REVERSAL_DECIDED',
      by: { name: 'S. Brandt' },
    });
    expect(await decide(moved.unit, asked.id, { decision: 'decline', by: second })).toMatchObject({
      verdict: 'noop',
      code: 'ALREADY_DONE',
    });
    expect(await unitNow(moved.unit)).toMatchObject({ owner_id: site.world.customer, owner_epoch: 1 });
  });

  it('holds one open request per transfer; after a refusal somebody may ask again', async () => {
    const moved = await transferred();
    const asked = await ask(moved);
    expect(await ask(moved, second)).toMatchObject({ verdict: 'noop', code: 'REVERSAL_OPEN', by: { name: 'M. Kaya' } });
    await decide(moved.unit, asked.id, { decision: 'decline' });
    const again = await ask(moved, second);
    expect(again).toMatchObject({ verdict: 'applied' });
    await decide(moved.unit, again.id);
    expect(await ask(moved)).toMatchObject({ verdict: 'noop', code: 'ALREADY_DONE' });
  });
});

describe('OWN-10 d12 what keeps a transfer from being undone', () => {
  const change = (
    unit: string,
    set: { owner_epoch?: number; configuration?: 'configured'; paired_asset_id?: string },
  ) =>
    site.database
      .asSystem('administration')
      .transact((transaction) => transaction.updateTable('units').set(set).where('unit', '=', unit).execute());

  it('a unit that moved on, was configured or was paired since, at the asking and at the approving', async () => {
    const moves = [
      ['REVERSAL_UNIT_MOVED', async (unit: string) => change(unit, { owner_epoch: 3 })],
      ['REVERSAL_UNIT_CONFIGURED', async (unit: string) => change(unit, { configuration: 'configured' })],
      [
        'REVERSAL_UNIT_PAIRED',
        async (unit: string) =>
          change(unit, {
            paired_asset_id: await site.world.addAsset(site.world.customer, `WSM0000000310${ids.next().slice(-4)}`),
          }),
      ],
    ] as const;
    for (const [code, happens] of moves) {
      const early = await transferred();
      await happens(early.unit);
      expect(await ask(early)).toMatchObject({ verdict: 'conflict', code });

      const late = await transferred();
      const asked = await ask(late);
      await happens(late.unit);
      expect(await decide(late.unit, asked.id)).toMatchObject({ verdict: 'conflict', code });
      expect(await unitNow(late.unit)).toMatchObject({ owner_id: site.world.customer });
      expect(await decide(late.unit, asked.id, { decision: 'decline' })).toMatchObject({ verdict: 'applied' });
    }
  });

  it('the hours of the policy, by the clock of the cloud, counted anew for the second person', async () => {
    const [inTime, tooLate] = [await transferred(), await transferred()];
    site.cloud.clock.advance(72 * hourMs);
    const asked = await ask(inTime);
    expect(asked).toMatchObject({ verdict: 'applied' });
    site.cloud.clock.advance(1);
    expect(await ask(tooLate)).toMatchObject({ verdict: 'refused', code: 'REVERSAL_TOO_LATE' });
    site.cloud.clock.advance(72 * hourMs);
    expect(await decide(inTime.unit, asked.id)).toMatchObject({ verdict: 'refused', code: 'REVERSAL_TOO_LATE' });
    expect(await unitNow(inTime.unit)).toMatchObject({ owner_id: site.world.customer });
  });

  it('trust that ended between asking and approving', async () => {
    const moved = await transferred();
    const asked = await ask(moved);
    await site.world.trust({ customerId: site.world.customer, partnerId: site.world.partner }, { state: 'revoked' });
    expect(await decide(moved.unit, asked.id)).toMatchObject({ verdict: 'refused', code: 'TRUST_MISSING' });
  });

  it('that it was somebody else’s transfer, or none', async () => {
    const moved = await transferred();
    const other = await site.world.addOrganization(['service-partner']);
    await site.world.trust({ customerId: site.world.customer, partnerId: other });
    const stranger = await site.cloud.addStation(other);
    expect(await ask(moved, technician, stranger)).toMatchObject({ verdict: 'refused', code: 'ACTOR_NOT_ALLOWED' });
    expect(await ask({ ...moved, transferId: ids.next() })).toMatchObject({ code: 'REVERSAL_UNKNOWN' });
    expect(await decide(moved.unit, ids.next())).toMatchObject({ verdict: 'refused', code: 'REVERSAL_UNKNOWN' });
  });

  it('OWN-10 an old intent does not fire on the unit that came back', async () => {
    const moved = await transferred();
    const hall = await site.cloud.addStation(site.world.partner, 'hall');
    const intent = { fromId: site.world.partner, toId: site.world.customer, expectedEpoch: 0, unpairFirst: false };
    const old = hall.operation({ kind: 'unit.transfer', unit: moved.unit, payload: intent });
    const asked = await ask(moved);
    await decide(moved.unit, asked.id);
    const { results } = await hall.push([old]);
    expect(results[0]).toMatchObject({ verdict: 'conflict', code: 'UNVERIFIED_OFFLINE' });
    expect(await unitNow(moved.unit)).toMatchObject({ owner_id: site.world.partner, owner_epoch: 2 });
  });

  it('records the refused attempts in the logs of both, under the transfer they are about', async () => {
    const moved = await transferred();
    const asked = await ask(moved, supervisor);
    await decide(moved.unit, asked.id);
    for (const side of [site.world.partner, site.world.customer]) {
      expect((await logOf(side, moved.unit)).at(-1)).toEqual([
        'transfer.reversed',
        'refused',
        'SECOND_PERSON_NEEDED',
        moved.transferId,
      ]);
    }
  });
});
