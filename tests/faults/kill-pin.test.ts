import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { personId } from '#core/kernel/entity-ids.ts';
import type { StationStore, StoreWriter } from '#core/ports/station-store.ts';
import { makeTestFolder, openedStore, removeTestFolder } from '#electron/adapters/sqlite/testing/opened-store.ts';
import { createRandom } from '#sim/random/seeded-random.ts';
import { runKillLoop } from './kill-loop.ts';
import { type GuessWay, guess, guessesAllowed, openPinCheck } from './kill-pin/guessing.ts';
import { noteResult } from './note-result.ts';
import { seedOfRun } from './seed-of-run.ts';

const kills = Number(process.env['FITBAY_PIN_KILLS'] ?? '12');
const deaths = Number(process.env['FITBAY_PIN_DEATHS'] ?? '600');
const seed = seedOfRun();
const guesser = fileURLToPath(new URL('./kill-pin/pin-guesser.ts', import.meta.url));

let directory = '';
beforeEach(() => {
  directory = makeTestFolder();
});
afterEach(() => removeTestFolder(directory));

/** How many guesses at each person's PIN were answered, over all lives of the program. */
type Answered = Map<string, number>;
const tooMany = (answered: Answered) => [...answered].filter(([, count]) => count > guessesAllowed);
const add = (answered: Answered, whose: string, count: number) =>
  answered.set(whose, (answered.get(whose) ?? 0) + count);

// A guesser in a process of its own, killed for good by SIGKILL between a guess and what is written down of it. It guesses as fast as it can,
// so a kill falls a few guesses after the start; when a PIN is locked the next person is tried.
async function killGuessers(way: GuessWay, times: number): Promise<Answered> {
  const { next: random } = createRandom(seed, `pin kills ${way}`);
  const answered: Answered = new Map();
  const program = [guesser, directory, way, 'person-1'];
  let whose = 1;
  await runKillLoop({
    kills: times,
    random,
    program,
    aim: () => ({ afterLine: 'ack judged', afterMs: random() * 3 }),
    isOver: () => tooMany(answered).length > 0,
    afterKill({ acknowledged }) {
      add(answered, `person-${whose}`, acknowledged.filter((line) => line === 'judged').length);
      if (acknowledged.includes('locked')) {
        whose += 1;
        program[3] = `person-${whose}`;
      }
    },
  });
  return answered;
}

// The same over ten thousand lives, without the cost of a process each: life ends right before or right after any commit, or right after the
// verifier's answer, and what SQLite has committed is all that the next life finds. That such a commit outlives a kill is what the test above
// and `kill-station.test.ts` prove. The thief ends a life whenever an answer was wrong and not yet written down, or anywhere else by chance.
const deathPoints = ['before-commit', 'after-commit', 'after-answer'] as const;
type DeathPoint = (typeof deathPoints)[number] | 'never';

class Death extends Error {}

async function liveAndDie(way: GuessWay, times: number): Promise<{ answered: Answered; reached: Map<string, number> }> {
  const { next: random } = createRandom(seed, `pin deaths ${way}`);
  const answered: Answered = new Map();
  const reached = new Map<string, number>();
  let store = openedStore(directory);
  let whose = 1;
  for (let life = 0; life < times && tooMany(answered).length === 0; life += 1) {
    if (life % 500 === 499) {
      store.close();
      store = openedStore(directory);
    }
    const point: DeathPoint = deathPoints[Math.floor(random() * 4)] ?? 'never';
    const locked = await oneLife({ store, way, whose: `person-${whose}`, point, answered });
    reached.set(point, (reached.get(point) ?? 0) + 1);
    whose += locked ? 1 : 0;
  }
  store.close();
  return { answered, reached };
}

interface Life {
  readonly store: StationStore;
  readonly way: GuessWay;
  readonly whose: string;
  readonly point: DeathPoint;
  readonly answered: Answered;
}

/** Guesses once or twice and dies where it was told to. Whether the PIN is locked. */
async function oneLife({ store, way, whose, point, answered }: Life): Promise<boolean> {
  const check = openPinCheck(dyingStore(store, point), way, {
    onJudged() {
      add(answered, whose, 1);
      if (point === 'after-answer') {
        throw new Death();
      }
    },
  });
  try {
    const first = await guess(check, whose, answered.get(whose) ?? 0);
    return first === 'locked-out' || (await guess(check, whose, answered.get(whose) ?? 0)) === 'locked-out';
  } catch (error: unknown) {
    if (!(error instanceof Death)) {
      throw error;
    }
    return store.signInTries(personId.parse(whose)).failures >= guessesAllowed;
  }
}

function dyingStore(store: StationStore, point: DeathPoint): StationStore {
  return new Proxy(store, {
    get(target, name) {
      if (name !== 'transact') {
        return Reflect.get(target, name);
      }
      return (work: (write: StoreWriter) => unknown) => {
        if (point === 'before-commit') {
          throw new Death();
        }
        const result = target.transact(work);
        if (point === 'after-commit') {
          throw new Death();
        }
        return result;
      };
    },
  });
}

describe(`STA-1 P28 nobody gets an eleventh guess at a PIN (seed ${seed})`, () => {
  it(`in ${kills} real kills between guess and answer`, { timeout: 60_000 + kills * 20_000 }, async () => {
    const answered = await killGuessers('honest', kills);
    console.info(`${kills} kills, ${[...answered.values()].reduce((sum, count) => sum + count, 0)} guesses answered`);
    expect(tooMany(answered)).toEqual([]);
    expect(answered.size).toBeGreaterThan(0);
    noteResult({ promise: 'P28', fault: 'kill -9 between guess and answer', times: kills, lost: 0 });
  });

  it(`in ${deaths} lives that end before or after any commit or answer`, {
    timeout: 60_000 + deaths * 100,
  }, async () => {
    const { answered, reached } = await liveAndDie('honest', deaths);
    expect(tooMany(answered)).toEqual([]);
    // PIN after PIN was locked, none at the cost of fewer lives than it has tries, and every kind of end came up.
    expect(answered.size).toBeGreaterThan(deaths / 60);
    expect([...answered.values()].reduce((sum, count) => sum + count, 0)).toBeGreaterThan(deaths / 10);
    expect([...reached.keys()].sort()).toEqual([...deathPoints, 'never'].sort());
    noteResult({ promise: 'P28', fault: 'ends before or after any commit or answer', times: deaths, lost: 0 });
  });

  // P41: with the count written down after the check, a kill in between makes every guess free.
  it('P41 notices a count that is written down after the check', async () => {
    expect(tooMany((await liveAndDie('count-after-check', 400)).answered)).not.toEqual([]);
  });
});
