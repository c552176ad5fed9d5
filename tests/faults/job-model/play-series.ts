import fc from 'fast-check';
import { jobActs } from './job-acts.ts';
import { benchNames, newWorld, type World } from './job-model.ts';
import { beginPlay, type RealWorld } from './real-world.ts';
import { endWell, watch } from './watch.ts';

/** What was done is told in words; the path in `broken` repeats the series. */
const constraints = { size: 'max', disableReplayLog: true } as const;
/** The most that is tried in one series, of which much is not offered; the end, when everybody hears everybody, comes besides. */
const mostActs = 120;

export interface SeriesWish {
  readonly runs: number;
  readonly seed: number;
  /** `first-found`: that it goes wrong is enough, and nobody asks for the shortest way there. */
  readonly shrink?: 'first-found';
}

export interface Played {
  readonly series: number;
  /** Times that all sides were held against the model. */
  readonly looks: number;
  /** Ends that somebody was told are kept; of them those that the centre did not take and that a supervisor sees. */
  readonly finishes: number;
  readonly lateFinishes: number;
  /** Empty where every promise was kept; else what has to happen, act by act, and what is wrong then. */
  readonly broken: readonly string[];
}

/** Series after series of acts over two jobs of their own, in one world; the first that breaks a promise is made as short as it will go. */
export async function playSeries(world: RealWorld, { runs, seed, shrink }: SeriesWish): Promise<Played> {
  const tally = { looks: 0, finishes: 0, lateFinishes: 0 };
  const property = fc.asyncProperty(
    fc.commands([...jobActs], { ...constraints, maxCommands: mostActs }),
    async (acts) => {
      const model = newWorld();
      const real = watch(await beginPlay(world));
      await fc.asyncModelRun(() => ({ model, real }), acts);
      await endWell(model, real);
      tally.looks += real.looks;
      tally.finishes += model.finishes.length;
      tally.lateFinishes += lateFinishesIn(model);
    },
  );
  const details = await fc.check(property, {
    // From the first series on as long as they come: short ones show nothing.
    numRuns: runs,
    seed,
    unbiased: true,
    endOnFailure: shrink === 'first-found',
  });
  const [acts] = details.counterexample ?? [[]];
  return { series: details.numRuns, ...tally, broken: details.failed ? linesOf(details, String(acts)) : [] };
}

function lateFinishesIn({ benches }: World): number {
  return benchNames.flatMap((at) => benches[at].tasks).filter(({ words }) => words !== null).length;
}

type Failure = Pick<fc.RunDetails<unknown>, 'seed' | 'counterexamplePath' | 'errorInstance'>;

function linesOf({ seed, counterexamplePath, errorInstance }: Failure, acts: string): readonly string[] {
  const error = errorInstance instanceof Error ? errorInstance.message : String(errorInstance);
  return [...acts.split(',').filter((act) => act !== ''), error, `seed ${seed}, path ${counterexamplePath}`];
}
