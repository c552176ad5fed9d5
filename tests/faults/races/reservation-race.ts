import { setTimeout as sleep } from 'node:timers/promises';
import { createIds } from '#cloud/world/create-ids.ts';
import { systemClock } from '#cloud/world/system-world.ts';
import { type Operation, operation } from '#core/domain/sync/operation.ts';
import { pushResponse, verdictOfResult } from '#core/domain/sync/push.ts';
import { stationId } from '#core/kernel/entity-ids.ts';
import { invariant } from '#core/kernel/invariant.ts';
import type { SeededRandom } from '#sim/random/seeded-random.ts';
import type { RunningClouds } from '../clouds/start-clouds.ts';
import type { RaceWorld, Rival } from './race-world.ts';

/** What happened to one unit that two cartons wanted: every fence that was given for it, and every transfer with the fence it carried. */
export interface ReservedUnitRace {
  readonly unit: string;
  readonly grants: readonly { readonly station: string; readonly fence: number }[];
  readonly transfers: readonly {
    readonly station: string;
    readonly fence: number;
    readonly verdict: string;
    readonly code: string | null;
  }[];
}

interface Ring {
  readonly world: RaceWorld;
  readonly clouds: RunningClouds;
  readonly random: SeededRandom;
}

type Tale = { readonly [Part in 'grants' | 'transfers']: ReservedUnitRace[Part][number][] };

const ids = createIds();
const leaseMs = 15 * 60_000;
const rounds = 3;

/**
 * Two benches of two workshops gather the same units. Each reserves, waits for longer than a lease or not at all, and pushes what it holds with
 * the fence that it holds, while the other does the same; somebody sets the clocks forward in between. Whoever comes last tries until it is done.
 */
export function createReservationRaces({ world, clouds, random }: Ring) {
  const numbers = new Map<Rival, number>();
  const anyCloud = (): string => clouds.urls[random.between(0, clouds.urls.length - 1)] ?? '';

  async function reserve(
    rival: Rival,
    cartonId: string,
    tales: ReadonlyMap<string, Tale>,
  ): Promise<Map<string, number>> {
    const units = [...tales.keys()].map((unit) => ({ unit, ...standing(world), person: 'T. Ester' }));
    const asked = { cartonId, customerId: rival.fleetId, units };
    const answer = await rival.station.at(anyCloud()).reservations.take(asked as never);
    const held = new Map<string, number>();
    for (const one of answer.units) {
      if (one.kind === 'granted') {
        held.set(one.unit, one.fence);
        tales.get(one.unit)?.grants.push({ station: rival.station.id, fence: one.fence });
      }
    }
    return held;
  }

  async function push(
    rival: Rival,
    held: ReadonlyMap<string, number>,
    tales: ReadonlyMap<string, Tale>,
  ): Promise<void> {
    const operations = [...held].map(([unit, fence]) => {
      const seq = (numbers.get(rival) ?? 0) + 1;
      numbers.set(rival, seq);
      return { fence, wanted: transferOf(unit, { world, rival, seq, fence }) };
    });
    if (operations.length === 0) {
      return;
    }
    const request = { stationId: stationId.parse(rival.station.id), generation: 1, stationTime: systemClock.now() };
    const rest = { operations: operations.map(({ wanted }) => wanted), auditEntries: [], checkpoint: null };
    const { results } = pushResponse.parse(await rival.station.at(anyCloud()).sync.push({ ...request, ...rest }));
    for (const [index, { fence, wanted }] of operations.entries()) {
      const result = results[index];
      invariant(result !== undefined, 'every operation has an answer');
      const { verdict, code } = verdictOfResult(result);
      tales.get(wanted.unit)?.transfers.push({ station: rival.station.id, fence, verdict, code });
    }
  }

  async function gather(rival: Rival, tales: ReadonlyMap<string, Tale>): Promise<void> {
    const cartonId = ids.next();
    for (let round = 0; round < rounds; round += 1) {
      await sleep(random.between(0, 20));
      const held = await reserve(rival, cartonId, tales);
      await sleep(random.between(0, 60));
      if (random.next() < 0.6) {
        await push(rival, held, tales);
      }
    }
  }

  async function hurry(): Promise<void> {
    for (let round = 0; round < rounds; round += 1) {
      await sleep(random.between(0, 60));
      clouds.setForward(leaseMs);
    }
  }

  return async (units: readonly string[]): Promise<readonly ReservedUnitRace[]> => {
    const tales = new Map<string, Tale>(units.map((unit) => [unit, { grants: [], transfers: [] }]));
    const [first, , second] = world.rivals;
    invariant(first !== undefined && second !== undefined, 'there are benches of two workshops');
    await Promise.all([gather(first, tales), gather(second, tales), hurry()]);
    await finish(second, tales);
    return units.map((unit) => ({ unit, ...(tales.get(unit) ?? { grants: [], transfers: [] }) }));
  };

  /** What nobody has moved by now is free when its time is over, and then goes with the newest fence. */
  async function finish(rival: Rival, tales: ReadonlyMap<string, Tale>): Promise<void> {
    const left = new Map([...tales].filter(([, { transfers }]) => !transfers.some(isApplied)));
    const cartonId = ids.next();
    for (let tries = 0; tries < 20 && left.size > 0; tries += 1) {
      clouds.setForward(leaseMs);
      await push(rival, await reserve(rival, cartonId, left), left);
      for (const [unit, { transfers }] of left) {
        if (transfers.some(isApplied)) {
          left.delete(unit);
        }
      }
    }
  }
}

function isApplied({ verdict }: { readonly verdict: string }): boolean {
  return verdict === 'applied';
}

const standing = ({ resellerId }: RaceWorld) => ({ fromId: resellerId, expectedEpoch: 0 });

function transferOf(
  unit: string,
  {
    world,
    rival,
    seq,
    fence,
  }: { readonly world: RaceWorld; readonly rival: Rival; readonly seq: number; readonly fence: number },
): Operation {
  return operation.parse({
    id: ids.next(),
    seq,
    unit,
    kind: 'unit.transfer',
    sessionId: null,
    occurredAt: systemClock.now(),
    actor: { personId: null, name: 'T. Ester', roles: ['technician'] },
    payload: { ...standing(world), toId: rival.fleetId, unpairFirst: false, fence },
  });
}

/** What is wrong with it: not one winner, or one whose fence was older than another that was given before the unit moved. */
export function faultsOfReservations({ unit, grants, transfers }: ReservedUnitRace): readonly string[] {
  const winners = transfers.filter(isApplied);
  // Nothing is granted for an owner epoch that has passed, so every grant came before the move.
  const newest = Math.max(0, ...grants.map(({ fence }) => fence));
  return [
    ...(winners.length === 1 ? [] : [`${unit}: ${winners.length} stations won`]),
    ...winners
      .filter(({ fence }) => fence < newest)
      .map(({ fence, station }) => `${unit}: ${station} won with fence ${fence}, and ${newest} was given`),
  ];
}
