import { expect } from 'vitest';
import type { JobView } from '#core/contract/station/jobs.ts';
import type { JobAct } from '#core/domain/jobs/job-table.ts';
import { viewOf } from '../../station/testing/job-work.ts';
import { type BenchName, benchNames, type Fleet, fleets, isUpToDate, meet, shownAt, type World } from './job-model.ts';
import { type BenchDeed, leadsTo, type PlainJob } from './job-rules.ts';
import { plainOf, seenAt, tasksAt, truthOf } from './real-looks.ts';
import { hear, type Play } from './real-world.ts';

/** What a page offers of an act: it may be done, or the code says why not. Null where the job is not there to be read. */
type Offer = NonNullable<JobView['may'][JobAct]> | null;

/** The real world with what has to be remembered to compare it. */
export interface Watched {
  readonly play: Play;
  /** What core's own table of states says of an act at that bench, as its page would show it. */
  offerAt(at: BenchName, fleet: Fleet, act: BenchDeed['act']): Promise<Offer>;
  /** What was told to somebody, held against what their page offered. */
  judgeByTable(offered: Offer, told: string): void;
  /** From now on the model's name stands for the run that has just begun. */
  nameRun(at: BenchName, fleet: Fleet, name: string): Promise<void>;
  nameOfRun(id: string): string;
  /** How the job stood at the centre when it was looked at last. */
  readonly before: Record<Fleet, PlainJob | null>;
  /** Looks that were taken. */
  looks: number;
}

const tableActs: Readonly<Record<BenchDeed['act'], JobAct>> = {
  start: 'start',
  fill: 'fill',
  'fill-locked': 'fill',
  depart: 'override',
  do: 'advance',
  waive: 'advance',
  reopen: 'advance',
  tick: 'tick',
  untick: 'tick',
  'leave-out': 'tick',
  pause: 'pause',
  resume: 'resume',
  'hand-over': 'hand-over',
  succeed: 'succeed',
  fail: 'fail',
};

export function watch(play: Play): Watched {
  const names = new Map<string, string>();
  return {
    play,
    before: { open: null, strict: null },
    looks: 0,
    async offerAt(at, fleet, act) {
      return (await seenAt(play, at, fleet))?.may[tableActs[act]] ?? null;
    },
    judgeByTable(offered, told) {
      if (offered === null) {
        expect(told).toBe('unknown');
      } else if (offered.kind === 'may-not' && offered.code === 'JOB_OTHER_TECHNICIAN') {
        expect(told, 'the page does not offer it').not.toBe('done');
      } else if (offered.kind === 'may-not') {
        expect(told, 'the page says why not').toBe(offered.code);
      }
    },
    async nameRun(at, fleet, name) {
      const job = (await seenAt(play, at, fleet))?.job ?? (await truthOf(play, fleet));
      names.set(job?.run?.id ?? '', name);
    },
    nameOfRun: (id) => names.get(id) ?? `unknown run ${id}`,
  };
}

/** The centre and what both benches show, held against the model and against what was before. */
export async function lookEverywhere(model: World, real: Watched): Promise<void> {
  real.looks += 1;
  for (const fleet of fleets) {
    await lookAtCentre(model, real, fleet);
    for (const at of benchNames) {
      const shown = await seenAt(real.play, at, fleet);
      const plain = shown === null ? null : plainOf(shown.job, real.nameOfRun);
      expect(plain, `what ${at} shows (${fleet})`).toEqual(shownAt(model.benches[at], fleet));
    }
  }
}

async function lookAtCentre(model: World, { play, before, nameOfRun }: Watched, fleet: Fleet): Promise<void> {
  const truth = await truthOf(play, fleet);
  const now = truth === null ? null : plainOf(truth, nameOfRun);
  const expected = model.jobs[fleet];
  expect(now, `the centre (${fleet})`).toEqual(expected.state === 'deleted' ? null : expected);
  const last = before[fleet];
  if (last !== null && now !== null && now.version === last.version + 1) {
    expect(leadsTo[last.state], `a way from ${last.state}`).toContain(now.state);
  }
  before[fleet] = now;
}

/** Everybody hears everybody; then all sides say the same, and whatever a technician was told is done stands somewhere. */
export async function endWell(model: World, real: Watched): Promise<void> {
  const { play } = real;
  for (const at of [...benchNames, ...benchNames]) {
    if (!isUpToDate(model, at)) {
      meet(model, at);
      await hear(play.world.benches[at]);
    }
  }
  await lookEverywhere(model, real);
  const tasks = { north: await tasksAt(play, 'north'), south: await tasksAt(play, 'south') };
  for (const at of benchNames) {
    expect(tasks[at].map(({ code }) => code).sort(), `tasks at ${at}`).toEqual(
      model.benches[at].tasks.map(({ code }) => code).sort(),
    );
  }
  for (const fleet of fleets) {
    const office = play.world.offices[fleet];
    await hear(office);
    const seen = await viewOf(office, play.jobs[fleet]);
    const truth = await truthOf(play, fleet);
    expect(seen?.job ?? null, 'what the fleet sees').toEqual(truth);
  }
  for (const { at, fleet, by, words } of model.finishes) {
    const truth = await truthOf(play, fleet);
    const end = truth === null ? null : plainOf(truth, real.nameOfRun).end;
    const isEnd = end?.words === words && end.by === by;
    const isTask = tasks[at].some((task) => task.words === words);
    expect({ words, isEnd, isTask }, 'a finish that was acknowledged').toEqual({ words, isEnd, isTask: !isEnd });
  }
}
