import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { CloudClient } from '#core/ports/cloud-client.ts';
import { createRandom } from '#sim/random/seeded-random.ts';
import { fairWeather, type Weather } from './network/weather.ts';
import { noteResult } from './note-result.ts';
import { seedOfRun } from './seed-of-run.ts';
import { findInexact } from './wired/find-inexact.ts';
import { hopedFor } from './wired/hoped-for.ts';
import { openWiredSite, type WiredSite } from './wired/wired-site.ts';
import { openWiredStation, type WiredStation, type WiredStationOptions } from './wired/wired-station.ts';

// P10: a real station pushes over real HTTP; the network lets requests through and loses answers. FITBAY_LOST_ANSWERS sets how many pushes are
// made, FITBAY_SEED repeats a run.

const pushes = Number(process.env['FITBAY_LOST_ANSWERS'] ?? '60');
const seed = seedOfRun();
const sabotagedPushes = 40;
/** One answer in two is lost; nobody is that unlucky. */
const mostTries = 60;
const restartEvery = 15;

let site: WiredSite;
let station: WiredStation | null = null;
beforeAll(async () => {
  site = await openWiredSite();
});
afterEach(async () => {
  site.proxy.weather = () => fairWeather;
  await station?.close();
  station = null;
});
afterAll(() => site.close());

interface Run {
  readonly pushes: number;
  readonly weather: (chance: number) => Weather;
  readonly options?: WiredStationOptions;
}

/** One act after the other, each sent until it is settled. What is wrong at the end, and how many pushes it took. */
async function pushInBadWeather({ pushes: most, weather, options }: Run) {
  const { next: random } = createRandom(seed, 'lost answers');
  let pushed = 0;
  const bench = await openWiredStation(site, {
    wrapCloud: (cloud) =>
      counting(options?.wrapCloud?.(cloud) ?? cloud, () => {
        pushed += 1;
      }),
  });
  station = bench;
  await bench.engine.runNow();
  site.proxy.weather = () => weather(random());
  const units = [...(await site.addUnits(most))];
  const made: { id: ReturnType<WiredStation['transfer']>; unit: string }[] = [];
  for (let unit = units.pop(); unit !== undefined && pushed < most; unit = units.pop()) {
    made.push({ id: bench.transfer(unit), unit });
    await bench.drain(mostTries);
    if (made.length % restartEvery === 0) {
      await bench.restart();
    }
  }
  site.proxy.weather = () => fairWeather;
  const transfers = made.map(({ id, unit }) => ({ id, unit, verdict: bench.store.operation(id)?.verdict ?? null }));
  return { pushed, transfers, wrongs: await findInexact(site, transfers) };
}

function counting(cloud: CloudClient, count: () => void): CloudClient {
  return {
    ...cloud,
    push(request, cancel) {
      count();
      return cloud.push(request, cancel);
    },
  };
}

describe(`STA-3 P10 answers that are lost after the commit (seed ${seed})`, () => {
  it(`do no harm in ${pushes} pushes of which half are not answered`, { timeout: 120_000 + pushes * 500 }, async () => {
    const before = site.proxy.answersDropped();
    const { pushed, transfers, wrongs } = await pushInBadWeather({
      pushes,
      weather: (chance) => ({ dropsAnswer: chance < 0.5 }),
    });
    const dropped = site.proxy.answersDropped() - before;
    console.info(`${transfers.length} acts in ${pushed} pushes, ${dropped} answers lost`);
    expect(wrongs).toEqual([]);
    expect(pushed).toBeGreaterThanOrEqual(pushes);
    // The pulls in between lose theirs too.
    expect(dropped).toBeGreaterThan(pushes / 4);
    noteResult({
      promise: 'P10',
      fault: `answer lost after the commit (${dropped})`,
      times: pushed,
      lost: wrongs.length,
    });
  });

  it('do no harm beside cut, late and slow connections', { timeout: 120_000 }, async () => {
    const { wrongs } = await pushInBadWeather({ pushes: 40, weather: badWeather });
    expect(wrongs).toEqual([]);
  });

  it('P41 notices a cloud that does not keep its verdicts', { timeout: 120_000 }, async () => {
    const forgetting = (cloud: CloudClient): CloudClient => ({
      ...cloud,
      async push(request, cancel) {
        const answer = await cloud.push(request, cancel);
        const ids = request.operations.map(({ id }) => id);
        if (answer.kind !== 'pushed' && ids.length > 0) {
          await site.database
            .asSystem('administration')
            .transact((transaction) => transaction.deleteFrom('operations').where('id', 'in', ids).execute());
        }
        return answer;
      },
    });
    const { wrongs } = await pushInBadWeather({
      pushes: sabotagedPushes,
      weather: (chance) => ({ dropsAnswer: chance < 0.5 }),
      options: { wrapCloud: forgetting },
    });
    expect(wrongs).not.toEqual([]);
  });

  it('P41 notices a station that takes no answer for a yes', { timeout: 120_000 }, async () => {
    const hopeful = (cloud: CloudClient): CloudClient => ({
      ...cloud,
      async push(request, cancel) {
        const answer = await cloud.push(request, cancel);
        return answer.kind === 'unreachable' ? { kind: 'pushed', response: hopedFor(request) } : answer;
      },
    });
    const { wrongs } = await pushInBadWeather({
      pushes: sabotagedPushes,
      weather: (chance) => (chance < 0.5 ? { cut: { direction: 'request', afterBytes: 100 } } : fairWeather),
      options: { wrapCloud: hopeful },
    });
    expect(wrongs.filter((wrong) => wrong.endsWith('is lost'))).not.toEqual([]);
  });
});

function badWeather(chance: number): Weather {
  const afterBytes = Math.floor(((chance * 1_000) % 1) * 3_000);
  switch (Math.floor(chance * 6)) {
    case 0:
      return { dropsAnswer: true };
    case 1:
      return { cut: { direction: 'request', afterBytes } };
    case 2:
      return { cut: { direction: 'answer', afterBytes } };
    case 3:
      return { delayMs: 15 };
    case 4:
      return { bytesPerSecond: 200_000 };
    default:
      return fairWeather;
  }
}
