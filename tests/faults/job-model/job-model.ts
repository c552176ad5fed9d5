import {
  type Around,
  type BenchDeed,
  isWithWorkshop,
  type Judged,
  judgeDeed,
  type PlainJob,
  type Technician,
} from './job-rules.ts';

// What is believed to be so at the centre and at two benches, while acts are done with two jobs: one of a fleet that lets the workshop depart from what
// it prescribes, one of a fleet that does not. Knows nothing of the program; `job-model.test.ts` holds both against each other.

export const fleets = ['open', 'strict'] as const;
export type Fleet = (typeof fleets)[number];
export const benchNames = ['north', 'south'] as const;
export type BenchName = (typeof benchNames)[number];
export const personAt: Readonly<Record<BenchName, Technician>> = { north: 'Kaya', south: 'Okafor' };

export interface Waiting {
  readonly fleet: Fleet;
  readonly deed: BenchDeed;
  readonly by: Technician;
  /** The go at the job that it belongs to. */
  readonly run: string;
  /** What the centre said; it may have been lost on its way. */
  verdict: { readonly code: string | null } | null;
}

/** Something that lies before a supervisor. */
export interface Task {
  readonly act: string;
  readonly code: string;
  /** Of a finish alone. */
  readonly words: string | null;
}

export interface Bench {
  isInTouch: boolean;
  /** How many changes there had been at the centre when it heard of them last. */
  heard: number;
  /** As the centre told of them last; null where nothing is known. */
  copies: Record<Fleet, PlainJob | null>;
  trusted: Record<Fleet, boolean>;
  queue: Waiting[];
  tasks: Task[];
}

/** A finish that somebody was told is done. */
export interface Finish {
  readonly at: BenchName;
  readonly fleet: Fleet;
  readonly by: Technician;
  readonly words: string;
}

export interface World {
  readonly jobs: Record<Fleet, PlainJob>;
  readonly trusted: Record<Fleet, boolean>;
  readonly benches: Readonly<Record<BenchName, Bench>>;
  readonly finishes: Finish[];
  /** Of jobs and of trust, at the centre. */
  changes: number;
  /** Counts what needs a name of its own. */
  named: number;
}

const mayDepart: Readonly<Record<Fleet, boolean>> = { open: true, strict: false };

export function newWorld(): World {
  const job: PlainJob = { state: 'assigned', version: 1, named: null, run: null, end: null };
  const bench = (): Bench => ({
    isInTouch: true,
    heard: 0,
    copies: { open: job, strict: job },
    trusted: { open: true, strict: true },
    queue: [],
    tasks: [],
  });
  return {
    jobs: { open: job, strict: job },
    trusted: { open: true, strict: true },
    finishes: [],
    changes: 0,
    named: 0,
    benches: { north: bench(), south: bench() },
  };
}

const unasked: Around = { isTrusted: true, mayDepart: true };

/** The job as the bench shows it: what it heard with what was done here since, as far as that still fits. */
export function shownAt({ copies, queue }: Bench, fleet: Fleet): PlainJob | null {
  const known = copies[fleet];
  if (known === null) {
    return null;
  }
  const shown = queue
    .filter((one) => one.fleet === fleet)
    .reduce((job, { deed, by, run }) => {
      const judged = judgeDeed(job, { deed, by, run }, unasked);
      return judged.kind === 'done' ? judged.job : job;
    }, known);
  return { ...shown, version: known.version };
}

/** What comes of it if the technician at a bench does that now. */
function foresee(world: World, at: BenchName, { fleet, deed }: Pick<Waiting, 'fleet' | 'deed'>) {
  const bench = world.benches[at];
  const shown = shownAt(bench, fleet);
  const by = personAt[at];
  const run = deed.act === 'start' ? deed.run : (shown?.run?.name ?? 'none');
  const around = { isTrusted: bench.trusted[fleet], mayDepart: mayDepart[fleet] };
  const judged: Judged =
    shown === null ? { kind: 'not', code: 'unknown' } : judgeDeed(shown, { deed, by, run }, around);
  return { judged, by, run };
}

/** Whether the page offers it. */
export function isOffered(world: World, at: BenchName, wish: Pick<Waiting, 'fleet' | 'deed'>): boolean {
  return foresee(world, at, wish).judged.kind === 'done';
}

/** Somebody does something at a bench; answers what they are told. */
export function actAt(world: World, at: BenchName, wish: Pick<Waiting, 'fleet' | 'deed'>): string {
  const bench = world.benches[at];
  const { fleet, deed } = wish;
  const { judged, by, run } = foresee(world, at, wish);
  if (judged.kind === 'not') {
    return judged.code;
  }
  bench.queue.push({ fleet, deed, by, run, verdict: null });
  if (deed.act === 'succeed' || deed.act === 'fail') {
    world.finishes.push({ at, fleet, by, words: deed.words });
    // What a workshop has ended is not its to read any more (JOB-6).
    bench.copies[fleet] = null;
  }
  return 'done';
}

/** What waits reaches the centre, which decides; the bench does not hear of it yet. */
export function send(world: World, at: BenchName): void {
  for (const waiting of world.benches[at].queue) {
    waiting.verdict ??= decide(world, waiting);
  }
}

function decide(world: World, { fleet, deed, by, run }: Waiting): { readonly code: string | null } {
  const job = world.jobs[fleet];
  const belongs = job.state !== 'pending' && job.state !== 'deleted';
  const around = { isTrusted: world.trusted[fleet], mayDepart: mayDepart[fleet] };
  const judged: Judged = belongs ? judgeDeed(job, { deed, by, run }, around) : { kind: 'not', code: 'JOB_UNKNOWN' };
  if (judged.kind === 'not') {
    return { code: judged.code };
  }
  settle(world, fleet, judged.job);
  return { code: null };
}

/** The job stands so at the centre from now on. */
export function settle(world: World, fleet: Fleet, job: PlainJob): void {
  world.jobs[fleet] = job;
  world.changes += 1;
}

/** Whether the bench has nothing to send and there is nothing that it has not heard. */
export function isUpToDate({ benches, changes }: World, at: BenchName): boolean {
  const { queue, heard } = benches[at];
  return queue.length === 0 && heard === changes;
}

/** Both ways: what waits is decided and answered, and what is new is heard. */
export function meet(world: World, at: BenchName): void {
  const bench = world.benches[at];
  send(world, at);
  bench.tasks.push(...bench.queue.flatMap(taskOf));
  bench.queue = [];
  bench.heard = world.changes;
  for (const fleet of fleets) {
    bench.trusted[fleet] = world.trusted[fleet];
    const job = world.jobs[fleet];
    bench.copies[fleet] = world.trusted[fleet] && isWithWorkshop(job) ? job : null;
  }
}

/** What lay between a start that was not taken and its finish is settled by itself: nobody can do anything about it. */
function taskOf({ deed, verdict }: Waiting): readonly Task[] {
  const code = verdict?.code ?? null;
  if (code === null) {
    return [];
  }
  const isFinish = deed.act === 'succeed' || deed.act === 'fail';
  if (!isFinish && deed.act !== 'start' && (code === 'JOB_OTHER_RUN' || code === 'JOB_UNKNOWN')) {
    return [];
  }
  return [{ act: deed.act, code, words: isFinish ? deed.words : null }];
}
