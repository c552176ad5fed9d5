import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestStation } from '#cloud/testing/test-cloud.ts';
import { type Operation, operation as operationShape } from '#core/domain/sync/operation.ts';
import { createRandom } from '#sim/random/seeded-random.ts';
import { noteResult } from './note-result.ts';
import { addWorkshopPeople, pushAll, type WorkshopPeople } from './ownership/workshop-people.ts';
import { seedOfRun } from './seed-of-run.ts';
import { openWiredSite, type WiredSite } from './wired/wired-site.ts';

// P15: a transfer that somebody meant while a unit belonged to A is sent only when it went to B and came back to A. FITBAY_DELAYED sets how many such
// intents there are, FITBAY_SEED repeats a run.

const delayed = Number(process.env['FITBAY_DELAYED'] ?? '40');
const seed = seedOfRun();
const sabotaged = 20;
/** How often each unit goes and comes back; at every stop somebody means a transfer that stays on their disk. */
const rounds = 2;

let site: WiredSite;
let people: WorkshopPeople;
beforeAll(async () => {
  site = await openWiredSite();
  people = await addWorkshopPeople(site);
});
afterAll(() => site.close());

const transfer = (station: TestStation, unit: string, expectedEpoch: number): Operation =>
  station.operation({
    kind: 'unit.transfer',
    unit,
    actor: people.technician,
    payload: { fromId: site.world.partner, toId: site.world.customer, expectedEpoch, unpairFirst: false },
  });

/** Every unit goes to the customer and is given back. */
async function goAndComeBack(station: TestStation, units: readonly string[], epoch: number): Promise<void> {
  const customerId = site.world.customer;
  const transfers = units.map((unit) => transfer(station, unit, epoch));
  const requests = transfers.map(({ id, unit }) =>
    station.operation({
      kind: 'reversal.ask',
      unit,
      actor: people.technician,
      payload: { transferId: id, customerId, reason: 'Wrong pallet was scanned' },
    }),
  );
  const decisions = requests.map(({ id, unit }) =>
    station.operation({
      kind: 'reversal.decide',
      unit,
      actor: people.supervisor,
      payload: { reversalId: id, customerId, decision: 'approve', note: null },
    }),
  );
  const verdicts = await pushAll(station, [...transfers, ...requests, ...decisions]);
  expect(verdicts.filter(({ verdict }) => verdict !== 'applied')).toEqual([]);
}

/** The intents that are too late, as they are sent in the end; what became of them. */
async function sendTooLate(count: number, change: (intent: Operation, epochNow: number) => Operation) {
  const { next: random } = createRandom(seed, 'delayed intents');
  const [quick, slow] = [
    await site.cloud.addStation(site.world.partner),
    await site.cloud.addStation(site.world.partner),
  ];
  const units = await site.addUnits(Math.ceil(count / rounds));
  const intents: Operation[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const inAnyOrder = [...units].sort(() => random() - 0.5);
    intents.push(...inAnyOrder.map((unit) => transfer(slow, unit, round * 2)));
    await goAndComeBack(quick, units, round * 2);
  }
  const verdicts = await pushAll(
    slow,
    intents.map((intent) => change(intent, rounds * 2)),
  );
  const now = await site.database
    .asSystem('administration')
    .read((transaction) =>
      transaction.selectFrom('units').select(['owner_id', 'owner_epoch']).where('unit', 'in', units).execute(),
    );
  return {
    sent: intents.length,
    fired: verdicts.filter(({ verdict }) => verdict !== 'conflict').length,
    moved: now.filter((unit) => unit.owner_id !== site.world.partner || unit.owner_epoch !== rounds * 2).length,
  };
}

describe(`OWN-10 P15 an old intent never fires later (seed ${seed})`, () => {
  it(`not one of ${delayed} that were meant before their unit went and came back`, {
    timeout: 120_000 + delayed * 500,
  }, async () => {
    const { sent, fired, moved } = await sendTooLate(delayed, (intent) => intent);
    expect([sent, fired, moved]).toEqual([delayed, 0, 0]);
    noteResult({ promise: 'P15', fault: 'intent sent after A→B→A', times: sent, lost: fired });
  });

  it('P41 notices a station that takes the epoch of the day on which it sends', { timeout: 120_000 }, async () => {
    const { fired, moved } = await sendTooLate(sabotaged, (intent, epochNow) =>
      operationShape.parse({ ...intent, payload: { ...intent.payload, expectedEpoch: epochNow } }),
    );
    expect(fired).toBeGreaterThan(0);
    expect(moved).toBeGreaterThan(0);
  });
});

/** What was done at a bench before its unit went and came back, and arrives now; how much of it counts. */
async function sendOldWork(count: number, epochTold: (epochThen: number, epochNow: number) => number) {
  const [quick, slow] = [
    await site.cloud.addStation(site.world.partner),
    await site.cloud.addStation(site.world.partner),
  ];
  const units = await site.addUnits(count);
  await goAndComeBack(quick, units, 0);
  const now = site.cloud.clock.now();
  const work = units.flatMap((unit) => {
    const payload = { customerId: site.world.partner, ownerEpoch: epochTold(0, 2) };
    const common = { unit, actor: people.technician };
    return [
      slow.operation({
        ...common,
        kind: 'unit.installed',
        payload: {
          ...payload,
          profileId: 'trailer-eu',
          profileVersion: 7,
          firmware: '03.27.10',
          iccid: null,
          changes: [],
          verifiedAt: now,
        },
      }),
      slow.operation({
        ...common,
        kind: 'unit.inspected',
        payload: { ...payload, checklistId: 'evopulse', checklistVersion: 1, result: 'pass', checks: [] },
      }),
    ];
  });
  const verdicts = await pushAll(slow, work);
  const configured = await site.database
    .asSystem('administration')
    .read((transaction) =>
      transaction
        .selectFrom('units')
        .select('unit')
        .where('unit', 'in', units)
        .where('configuration', '=', 'configured')
        .execute(),
    );
  return {
    sent: work.length,
    counted: verdicts.filter(({ verdict, code }) => verdict !== 'flagged' || code !== 'UNIT_MOVED_SINCE').length,
    configured: configured.length,
  };
}

describe(`OWN-9 P15 old work counts for nothing later (seed ${seed})`, () => {
  it(`none of what was done to ${delayed} units before they went and came back; all of it is kept`, {
    timeout: 120_000 + delayed * 500,
  }, async () => {
    const { sent, counted, configured } = await sendOldWork(delayed, (epochThen) => epochThen);
    expect([sent, counted, configured]).toEqual([delayed * 2, 0, 0]);
    noteResult({ promise: 'P15', fault: 'work sent after A→B→A', times: sent, lost: counted });
  });

  it('P41 notices a station that tells of the stay of the day on which it sends', { timeout: 120_000 }, async () => {
    const { counted, configured } = await sendOldWork(sabotaged, (_epochThen, epochNow) => epochNow);
    expect([counted > 0, configured > 0]).toEqual([true, true]);
  });
});
