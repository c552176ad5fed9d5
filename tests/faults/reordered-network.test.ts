import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { CloudClient } from '#core/ports/cloud-client.ts';
import { createRandom, type SeededRandom } from '#sim/random/seeded-random.ts';
import { fairWeather, type Weather } from './network/weather.ts';
import { noteResult } from './note-result.ts';
import { seedOfRun } from './seed-of-run.ts';
import { type Decided, findInversions, readDecided } from './wired/read-order.ts';
import { openWiredSite, type WiredSite } from './wired/wired-site.ts';
import { openWiredStation, type WiredStation } from './wired/wired-station.ts';

// P13: three stations work on the same units and push over a network that delivers requests late, after later ones, or swallows their answers.
// FITBAY_REORDERED sets how many operations they make, FITBAY_SEED repeats a run.

const operations = Number(process.env['FITBAY_REORDERED'] ?? '240');
const seed = seedOfRun();
const sabotaged = 240;
const stationCount = 3;
const unitCount = 20;
const mostPerRound = 30;
const mostTries = 80;
let site: WiredSite;
const open: WiredStation[] = [];
beforeAll(async () => {
  site = await openWiredSite();
});
afterEach(async () => {
  site.proxy.weather = () => fairWeather;
  await Promise.all(open.splice(0).map((station) => station.close()));
});
afterAll(() => site.close());

/** Requests that are under way for so long that others overtake them. */
function createLateNetwork(random: SeededRandom) {
  const held: (() => void)[] = [];
  return {
    weather(): Weather {
      const luck = random.next();
      if (held.length > 0 && random.next() < 0.5) {
        held.splice(random.between(0, held.length - 1), 1)[0]?.();
      }
      if (luck < 0.25) {
        const { promise, resolve } = Promise.withResolvers<void>();
        held.push(resolve);
        return { heldUntil: promise, losesCaller: true };
      }
      return luck < 0.4 ? { dropsAnswer: true } : luck < 0.5 ? { delayMs: 10 } : fairWeather;
    },
    deliverAll(): void {
      for (const release of held.splice(0)) {
        release();
      }
    },
    late: () => held.length,
  };
}

interface Run {
  readonly count: number;
  readonly wrapCloud?: (cloud: CloudClient) => CloudClient;
}

/** What was made, by whom and in which order; `undecided`: what has no verdict at the end. */
async function workOverLateNetwork({ count, wrapCloud }: Run) {
  const random = createRandom(seed, 'reordered network');
  const network = createLateNetwork(random);
  const stations = await Promise.all(
    Array.from({ length: stationCount }, () => openWiredStation(site, wrapCloud === undefined ? {} : { wrapCloud })),
  );
  open.push(...stations);
  await Promise.all(stations.map((station) => station.engine.runNow()));
  const units = await site.addUnits(unitCount);
  const made = new Map<string, number>();
  site.proxy.weather = network.weather;
  while (made.size < count) {
    for (const station of stations) {
      for (let left = random.between(1, mostPerRound); left > 0 && made.size < count; left -= 1) {
        made.set(station.transfer(units[random.between(0, units.length - 1)] ?? ''), made.size + 1);
      }
    }
    await Promise.all(stations.map((station) => station.drain(mostTries)));
    network.deliverAll();
  }
  site.proxy.weather = () => fairWeather;
  await Promise.all(stations.map((station) => station.drain(mostTries)));
  const decided = (await readDecided(site)).filter(({ id }) => made.has(id));
  const inversions = findInversions(decided, ({ id }: Decided) => made.get(id));
  return { inversions, undecided: made.size - new Set(decided.map(({ id }) => id)).size };
}

describe(`STA-3 P13 order per unit (seed ${seed})`, () => {
  it(`is kept by ${stationCount} stations in ${operations} operations, although requests overtake each other`, {
    timeout: 180_000 + operations * 200,
  }, async () => {
    const before = site.proxy.exchanges();
    const { inversions, undecided } = await workOverLateNetwork({ count: operations });
    console.info(`${operations} operations in ${site.proxy.exchanges() - before} requests and questions`);
    expect([inversions, undecided]).toEqual([[], 0]);
    noteResult({
      promise: 'P13',
      fault: 'requests late and reordered, 3 stations',
      times: operations,
      lost: undecided,
    });
  });

  it('P41 notices a station that numbers its operations only when it sends them', { timeout: 180_000 }, async () => {
    const numberingLate = (cloud: CloudClient): CloudClient => ({
      ...cloud,
      push(request, cancel) {
        const seqs = request.operations.map(({ seq }) => seq);
        const turned = [...request.operations].reverse().map((one, index) => ({ ...one, seq: seqs[index] ?? one.seq }));
        return cloud.push({ ...request, operations: turned }, cancel);
      },
    });
    const { inversions } = await workOverLateNetwork({ count: sabotaged, wrapCloud: numberingLate });
    expect(inversions).not.toEqual([]);
  });
});
