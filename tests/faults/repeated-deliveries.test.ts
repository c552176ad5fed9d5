import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestStation } from '#cloud/testing/test-cloud.ts';
import type { Operation, OperationVerdict } from '#core/domain/sync/operation.ts';
import { pushResponse, verdictOfResult } from '#core/domain/sync/push.ts';
import { createRandom } from '#sim/random/seeded-random.ts';
import { type Delivery, planDeliveries } from './deliveries/plan-deliveries.ts';
import { noteResult } from './note-result.ts';
import { seedOfRun } from './seed-of-run.ts';
import { findInexact, type MadeTransfer } from './wired/find-inexact.ts';
import { openWiredSite, type WiredSite } from './wired/wired-site.ts';

// P9: what stations send arrives again and again, in any order, several deliveries at a time, up to a month late. FITBAY_DELIVERED sets the number of
// operations, FITBAY_SEED repeats a run.

const delivered = Number(process.env['FITBAY_DELIVERED'] ?? '120');
const seed = seedOfRun();
const sabotaged = 60;
const mostTimes = 20;
const atATime = 6;
const perStation = 40;
let site: WiredSite;
beforeAll(async () => {
  site = await openWiredSite();
});
afterAll(() => site.close());

interface Sender {
  readonly station: TestStation;
  readonly operations: readonly Operation[];
}

/** Every verdict that was told about each operation, by its text. */
type Told = Map<string, Map<string, OperationVerdict>>;

async function makeSenders(count: number): Promise<readonly Sender[]> {
  const senders: Sender[] = [];
  for (let made = 0; made < count; made += perStation) {
    const station = await site.cloud.addStation(site.world.partner);
    const units = await site.addUnits(Math.min(perStation, count - made));
    const payload = { fromId: site.world.partner, toId: site.world.customer, expectedEpoch: 0, unpairFirst: false };
    senders.push({
      station,
      operations: units.map((unit) => station.operation({ kind: 'unit.transfer', unit, payload })),
    });
  }
  return senders;
}

async function deliver({ station, operations }: Sender, told: Told): Promise<void> {
  const { results } = pushResponse.parse(await station.api.sync.push(station.request(operations)));
  for (const result of results) {
    const verdict = verdictOfResult(result);
    if (verdict.verdict !== 'deferred') {
      const said = told.get(verdict.operationId) ?? new Map();
      told.set(verdict.operationId, said.set(JSON.stringify(Object.entries(verdict).sort()), verdict));
    }
  }
}

interface Run {
  readonly count: number;
  /** Called before each delivery. */
  readonly meanwhile?: (operations: readonly Operation[]) => Promise<void>;
}

/** Everything arrives as planned, and in the end once more in order, as a station goes on until it has its verdicts. */
async function deliverAll({ count, meanwhile }: Run) {
  const random = createRandom(seed, 'deliveries');
  const senders = await makeSenders(count);
  const told: Told = new Map();
  const plan = planDeliveries({
    stations: senders.length,
    operationsPerStation: perStation,
    most: mostTimes,
    random,
  });
  let startedMs = 0;
  await work(plan, async ({ station, from, to, atMs }) => {
    const sender = senders[station];
    const operations = sender?.operations.slice(from, to + 1) ?? [];
    if (sender !== undefined && operations.length > 0) {
      await meanwhile?.(operations);
      site.cloud.clock.advance(Math.max(0, Math.round(atMs - startedMs)));
      startedMs = Math.max(startedMs, atMs);
      await deliver({ ...sender, operations }, told);
    }
  });
  for (const sender of senders) {
    await deliver(sender, told);
  }
  const arrived = plan.reduce((sum, { from, to }) => sum + to - from + 1, 0);
  return { arrived, wrongs: [...findUnequal(senders, told), ...(await findInexact(site, settled(senders, told)))] };
}

/** A few deliveries are always under way. */
async function work(plan: readonly Delivery[], deliverOne: (delivery: Delivery) => Promise<void>): Promise<void> {
  const waiting = [...plan].reverse();
  const next = async (): Promise<void> => {
    for (let delivery = waiting.pop(); delivery !== undefined; delivery = waiting.pop()) {
      await deliverOne(delivery);
    }
  };
  await Promise.all(Array.from({ length: atATime }, next));
}

function findUnequal(senders: readonly Sender[], told: Told): readonly string[] {
  return senders
    .flatMap(({ operations }) => operations)
    .flatMap(({ id }) => {
      const verdicts = told.get(id)?.size ?? 0;
      return verdicts === 1 ? [] : [`${id} was told ${verdicts} verdicts`];
    });
}

function settled(senders: readonly Sender[], told: Told): readonly MadeTransfer[] {
  const verdictOf = (id: string) => [...(told.get(id)?.values() ?? [])][0] ?? null;
  return senders.flatMap(({ operations }) => operations.map(({ id, unit }) => ({ id, unit, verdict: verdictOf(id) })));
}

describe(`STA-3 P9 exactly once, however often it arrives (seed ${seed})`, () => {
  it(`gives ${delivered} operations that come 1 to ${mostTimes} times one effect, one leaf and one verdict each`, {
    timeout: 120_000 + delivered * 1_000,
  }, async () => {
    const { arrived, wrongs } = await deliverAll({ count: delivered });
    console.info(`${delivered} operations arrived ${arrived} times`);
    expect(wrongs).toEqual([]);
    expect(arrived).toBeGreaterThan(delivered * 5);
    noteResult({ promise: 'P9', fault: `repeated, shuffled, late delivery (${arrived})`, times: delivered, lost: 0 });
  });

  it('P41 notices a cloud that forgets now and then what it has decided', { timeout: 120_000 }, async () => {
    const { next: random } = createRandom(seed, 'forgetting');
    const { wrongs } = await deliverAll({
      count: sabotaged,
      async meanwhile([first]) {
        if (first !== undefined && random() < 0.2) {
          await site.database
            .asSystem('administration')
            .transact((transaction) => transaction.deleteFrom('operations').where('id', '=', first.id).execute());
        }
      },
    });
    expect(wrongs).not.toEqual([]);
  });
});
