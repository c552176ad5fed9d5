import { setTimeout as sleep } from 'node:timers/promises';
import { createIds } from '#cloud/world/create-ids.ts';
import { systemClock } from '#cloud/world/system-world.ts';
import { type Operation, type OperationVerdict, operation } from '#core/domain/sync/operation.ts';
import { pushResponse, verdictOfResult } from '#core/domain/sync/push.ts';
import { stationId } from '#core/kernel/entity-ids.ts';
import { invariant } from '#core/kernel/invariant.ts';
import type { SeededRandom } from '#sim/random/seeded-random.ts';
import type { OwnershipCall, TransferAnswer } from './ownership-history.ts';
import type { RaceWorld, Rival } from './race-world.ts';

/** One unit that several stations wanted at the same time. */
export interface Race {
  readonly unit: string;
  readonly entries: readonly RaceEntry[];
  /** All calls about the unit, looks of bystanders among them. */
  readonly calls: readonly OwnershipCall[];
}

/** What one station heard in the end. Null: never a verdict. */
export interface RaceEntry {
  readonly rival: Rival;
  readonly operationId: string;
  readonly verdict: OperationVerdict | null;
  /** Verdicts of the same operation that were not the same. */
  readonly changedItsMind: boolean;
}

export interface RaceRun {
  readonly world: RaceWorld;
  readonly cloudUrls: readonly string[];
  readonly races: number;
  readonly random: SeededRandom;
  /** Told of each race when it is over; true ends the run. */
  readonly judge: (race: Race) => boolean;
}

const ids = createIds();
const unitsAtOnce = 500;
const shortestPauseMs = 3;

/**
 * One race after the other: two to eight stations, each at a cloud of its choice, push a transfer of the same unit at the same moment. Of
 * every tenth push the answer is thrown away and the operation is sent again, to any cloud. Somebody looks at the unit meanwhile.
 */
export async function runRaces({ world, cloudUrls, races, random, judge }: RaceRun): Promise<number> {
  const start = createStarter({ world, cloudUrls, random });
  let run = 0;
  while (run < races) {
    for (const unit of await world.addUnits(Math.min(unitsAtOnce, races - run))) {
      run += 1;
      if (judge(await start(unit))) {
        return run;
      }
    }
  }
  return run;
}

type Track = Pick<RaceRun, 'world' | 'cloudUrls' | 'random'>;

function createStarter({ world, cloudUrls, random }: Track): (unit: string) => Promise<Race> {
  const numbers = new Map<Rival, number>();
  const anyCloud = (): string => oneOf(cloudUrls, random);

  async function enter(unit: string, rival: Rival, calls: OwnershipCall[]): Promise<RaceEntry> {
    const seq = (numbers.get(rival) ?? 0) + 1;
    numbers.set(rival, seq);
    const wanted = transferOf(unit, { rival, seq, fromId: world.resellerId });
    const lost = random.next() < 0.1;
    const [first, second] = [anyCloud(), anyCloud()];
    await sleep(random.between(0, shortestPauseMs));
    const startedMs = performance.now();
    const heard = await push(first, rival, wanted);
    const again = lost ? await push(second, rival, wanted) : heard;
    const answer = answerOf(again);
    const act = { kind: 'transfer', fromId: world.resellerId, toId: rival.fleetId, expectedEpoch: 0, answer } as const;
    const endedMs = answer === 'open' ? Number.POSITIVE_INFINITY : performance.now();
    calls.push({ station: rival.station.id, startedMs, endedMs, act });
    const changedItsMind = JSON.stringify(heard) !== JSON.stringify(again);
    return { rival, operationId: wanted.id, verdict: again, changedItsMind };
  }

  async function look(unit: string, rival: Rival, calls: OwnershipCall[]): Promise<void> {
    await sleep(random.between(0, shortestPauseMs * 4));
    const startedMs = performance.now();
    const { units } = await rival.station.at(anyCloud()).units.lookUp({ serial: unit.split(':')[1] ?? '' });
    const [seen] = units;
    invariant(seen !== undefined, 'the unit is there');
    const act = { kind: 'look', ownerEpoch: seen.ownerEpoch } as const;
    calls.push({ station: `${rival.station.id} (look)`, startedMs, endedMs: performance.now(), act });
  }

  return async (unit) => {
    const calls: OwnershipCall[] = [];
    const field = shuffled(world.rivals, random).slice(0, random.between(2, world.rivals.length));
    const bystander = oneOf(field, random);
    const [entries] = await Promise.all([
      Promise.all(field.map((rival) => enter(unit, rival, calls))),
      look(unit, bystander, calls),
    ]);
    await look(unit, bystander, calls);
    return { unit, entries, calls };
  };
}

function transferOf(
  unit: string,
  { rival, seq, fromId }: { readonly rival: Rival; readonly seq: number; readonly fromId: string },
): Operation {
  return operation.parse({
    id: ids.next(),
    seq,
    unit,
    kind: 'unit.transfer',
    sessionId: null,
    actor: { personId: null, name: `T. Ester at ${rival.station.id.slice(0, 5)}`, roles: ['technician', 'installer'] },
    occurredAt: systemClock.now(),
    payload: { fromId, toId: rival.fleetId, expectedEpoch: 0, unpairFirst: false },
  });
}

/** Null where the cloud did not decide. */
async function push(url: string, { station }: Rival, wanted: Operation): Promise<OperationVerdict | null> {
  const request = { stationId: stationId.parse(station.id), generation: 1, stationTime: systemClock.now() };
  const rest = { operations: [wanted], auditEntries: [], checkpoint: null };
  const { results } = pushResponse.parse(await station.at(url).sync.push({ ...request, ...rest }));
  const [result] = results;
  const verdict = result === undefined ? null : verdictOfResult(result);
  return verdict?.verdict === 'deferred' ? null : verdict;
}

function answerOf(verdict: OperationVerdict | null): TransferAnswer {
  switch (verdict?.verdict) {
    case 'applied':
    case 'noop':
    case 'conflict':
      return verdict.verdict;
    default:
      return 'open';
  }
}

function oneOf<Item>(items: readonly Item[], random: SeededRandom): Item {
  const item = items[random.between(0, items.length - 1)];
  invariant(item !== undefined, 'there is at least one to choose from');
  return item;
}

function shuffled<Item>(items: readonly Item[], random: SeededRandom): Item[] {
  const places = items.map((item) => ({ item, place: random.next() }));
  return places.sort((left, right) => left.place - right.place).map(({ item }) => item);
}
