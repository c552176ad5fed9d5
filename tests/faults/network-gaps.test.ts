import { afterEach, describe, expect, it } from 'vitest';
import type { CancelSignal } from '#core/ports/clock.ts';
import type { CloudClient } from '#core/ports/cloud-client.ts';
import { createRandom } from '#sim/random/seeded-random.ts';
import { noteResult } from './note-result.ts';
import { seedOfRun } from './seed-of-run.ts';
import { createSyncBench, type SyncBench, type SyncBenchOptions } from './sync-bench.ts';

// P11 on a clock that only the test moves: networks go and come back, of themselves, and nobody writes anything or tells the station. FITBAY_GAPS
// sets how often, FITBAY_SEED repeats a run.

const gaps = Number(process.env['FITBAY_GAPS'] ?? '40');
const seed = seedOfRun();
const shortestMs = 1_000;
const longestMs = 24 * 60 * 60_000;
const promisedMs = 10_000;
const sabotagedGaps = 30;

let bench: SyncBench | null = null;
afterEach(async () => {
  await bench?.dispose();
  bench = null;
});

/** How the network is away: connections are refused, or what is sent meets silence. */
type Gap = 'refused' | 'silent';

/** A network whose silence ends like that of TCP: what was sent into it either goes on when it is back, or is lost with its connection. */
function createGappyNetwork() {
  let gap: Gap | null = null;
  let healed = Promise.withResolvers<'carried-on' | 'lost'>();
  const pass = async <Answer>(
    ask: () => Promise<Answer>,
    cancel: CancelSignal | undefined,
  ): Promise<Answer | typeof unreachable> => {
    if (gap === null) {
      return ask();
    }
    if (gap === 'refused') {
      return unreachable;
    }
    const calledOff = new Promise<'lost'>((resolve) => cancel?.addEventListener('abort', () => resolve('lost')));
    return (await Promise.race([healed.promise, calledOff])) === 'lost' ? unreachable : ask();
  };
  return {
    before: (cloud: CloudClient): CloudClient => ({
      ...cloud,
      push: (request, cancel) => pass(() => cloud.push(request, cancel), cancel),
      changes: (cursor, cancel) => pass(() => cloud.changes(cursor, cancel), cancel),
      answers: async (cancel) => (await pass(async () => true, cancel)) === true,
    }),
    open(kind: Gap) {
      gap = kind;
      healed = Promise.withResolvers();
    },
    heal(how: 'carried-on' | 'lost') {
      gap = null;
      healed.resolve(how);
    },
  };
}

const unreachable = { kind: 'unreachable', detail: 'no route' } as const;

/** Gap after gap, up to the first after which nothing came in time; how long it took each time until the operation was there. */
async function liveThroughGaps(times: number, options: SyncBenchOptions = {}): Promise<readonly number[]> {
  const random = createRandom(seed, 'gaps');
  const network = createGappyNetwork();
  const { wrapCloud = (cloud) => cloud } = options;
  const own = createSyncBench({ ...options, wrapCloud: (cloud) => wrapCloud(network.before(cloud)) });
  bench = own;
  own.engine.start();
  await own.clock.advance(0);
  const waits: number[] = [];
  for (let number = 1; number <= times && Math.max(0, ...waits) <= promisedMs; number += 1) {
    network.open(random.next() < 0.5 ? 'refused' : 'silent');
    own.act(number);
    const lengthMs = shortestMs * (longestMs / shortestMs) ** random.next();
    await own.clock.advance(lengthMs);
    expect(own.cloud.effects).toHaveLength(number - 1);
    // A connection outlives a gap of seconds; of a long one nothing is left.
    network.heal(lengthMs < 10_000 || random.next() < 0.5 ? 'carried-on' : 'lost');
    const healedMs = own.clock.monotonicMs();
    while (own.cloud.effects.length < number && own.clock.monotonicMs() - healedMs <= promisedMs) {
      await own.clock.advance(500);
    }
    waits.push(own.clock.monotonicMs() - healedMs);
  }
  return waits;
}

describe(`STA-3 P11 a network that goes and comes back (seed ${seed})`, () => {
  it(`is used again within ${promisedMs / 1_000} s, of itself, after each of ${gaps} gaps of 1 s to 24 h`, {
    timeout: 120_000 + gaps * 2_000,
  }, async () => {
    const waits = await liveThroughGaps(gaps);
    console.info(`${gaps} gaps: used again after ${Math.max(...waits)} ms at most`);
    expect(waits.filter((waitMs) => waitMs > promisedMs)).toEqual([]);
    noteResult({
      promise: 'P11',
      fault: `gap of 1 s to 24 h (longest wait ${Math.max(...waits)} ms)`,
      times: gaps,
      lost: 0,
    });
  });

  it('P41 notices a station that relies on its timers alone', { timeout: 120_000 }, async () => {
    const deaf = (cloud: CloudClient): CloudClient => ({ ...cloud, answers: async () => false });
    const waits = await liveThroughGaps(sabotagedGaps, { wrapCloud: deaf });
    expect(waits.filter((waitMs) => waitMs > promisedMs)).not.toEqual([]);
  });

  it('P41 notices a station that tries again only when something is written', { timeout: 120_000 }, async () => {
    const waits = await liveThroughGaps(3, {
      wrapClock: (clock) => ({ ...clock, sleep: () => new Promise(() => {}) }),
    });
    expect(waits.filter((waitMs) => waitMs > promisedMs)).not.toEqual([]);
  });
});
