import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BenchWish } from '#core/contract/station/jobs.ts';
import type { Job, JobStatus } from '#core/domain/jobs/job.ts';
import { type JobId, organizationId } from '#core/kernel/entity-ids.ts';
import { type BenchWorld, type CloudWorld, createCloudWorld, organizationOf } from './testing/bench-world.ts';
import { act, atFleet, giveJob, orderAt, syncAll } from './testing/job-work.ts';

// One job between a fleet, which orders, and two benches, which work, in any order and with the wire cut at any moment (JOB-1, decisions.md c3). What the
// fleet sees never takes a forbidden way, and whatever a technician was told is done arrives, as the job's end or as a task.

const runs = 12;
const mostDeeds = 12;
const benches = ['north', 'south'] as const;
type BenchName = (typeof benches)[number];
const people: Readonly<Record<BenchName, string>> = { north: 'M. Kaya', south: 'A. Okafor' };

type Deed =
  | { readonly kind: 'fleet'; readonly order: 'assign' | 'recall' }
  | { readonly kind: 'act'; readonly at: BenchName; readonly wish: BenchWish['act'] }
  | { readonly kind: 'wire'; readonly at: BenchName; readonly connected: boolean }
  | { readonly kind: 'sync' | 'restart'; readonly at: BenchName };

const at = fc.constantFrom(...benches);
const wish = fc.constantFrom(...(['start', 'start', 'do', 'pause', 'resume', 'hand-over', 'succeed', 'fail'] as const));
const deed: fc.Arbitrary<Deed> = fc.oneof(
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('fleet' as const), order: fc.constantFrom('assign', 'recall') }),
  },
  { weight: 8, arbitrary: fc.record({ kind: fc.constant('act' as const), at, wish }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('wire' as const), at, connected: fc.boolean() }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('sync' as const), at }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('restart' as const), at }) },
);

interface Frame {
  readonly first: readonly Deed[];
  readonly last: readonly Deed[];
}

/** How it goes wrong most often: both begin the same job, one of them or both do not hear of the other, and each believes to have ended it. */
const frame: fc.Arbitrary<Frame> = fc
  .record({ order: fc.shuffledSubarray([...benches], { minLength: 2 }), cut: fc.subarray([...benches]) })
  .map(({ order, cut }) => {
    const all = (wished: 'start' | 'fail') => order.map((name) => ({ kind: 'act', at: name, wish: wished }) as const);
    const cuts = cut.map((name) => ({ kind: 'wire', at: name, connected: false }) as const);
    return { first: [...cuts, ...all('start')], last: all('fail') };
  });

/** Ways that a job may take between two looks of the fleet; several steps may lie between them. */
const ways: Readonly<Record<JobStatus, readonly JobStatus[]>> = {
  pending: ['pending', 'assigned', 'running', 'succeeded', 'failed'],
  assigned: ['assigned', 'pending', 'running', 'succeeded', 'failed'],
  running: ['running', 'succeeded', 'failed'],
  succeeded: ['succeeded'],
  failed: ['failed'],
};

/** A finish that a bench took, with its own words. */
interface Finish {
  readonly at: BenchName;
  readonly kind: 'succeeded' | 'failed';
  readonly words: string;
}

interface Play {
  readonly id: JobId;
  readonly finishes: Finish[];
  seen: Job;
}

let cloud: CloudWorld;
let office: BenchWorld;
let bench: Readonly<Record<BenchName, BenchWorld>>;

beforeAll(async () => {
  cloud = await createCloudWorld();
  office = await cloud.addStation({ name: 'Office', organization: 'nordfracht' });
  bench = { north: await cloud.addStation({ name: 'north' }), south: await cloud.addStation({ name: 'south' }) };
  for (const name of benches) {
    await bench[name].signIn(people[name]);
  }
}, 60_000);
afterAll(() => cloud.close());

const workshop = organizationId.parse(organizationOf('hansen'));
let words = 0;

function wishOf(kind: BenchWish['act'], said: string): BenchWish {
  switch (kind) {
    case 'do':
      return { act: 'do', step: 'configure' };
    case 'pause':
      return { act: 'pause', note: null };
    case 'succeed':
      return { act: 'succeed', comment: said };
    case 'fail':
      return { act: 'fail', failure: 'other', explanation: said };
    case 'start':
    case 'resume':
    case 'hand-over':
      return { act: kind };
    default:
      throw new Error(`no deed of this test: ${kind}`);
  }
}

async function carryOut(play: Play, one: Deed): Promise<void> {
  switch (one.kind) {
    case 'fleet': {
      const order = one.order === 'assign' ? { act: 'assign', partnerId: workshop } : { act: 'recall' };
      await office.operator.sync.run();
      await orderAt(office, play.id, order as Parameters<typeof orderAt>[2]);
      return;
    }
    case 'act': {
      words += 1;
      const said = `words ${words}`;
      const outcome = await act(bench[one.at], play.id, wishOf(one.wish, said));
      if (outcome === 'done' && (one.wish === 'succeed' || one.wish === 'fail')) {
        play.finishes.push({ at: one.at, kind: one.wish === 'fail' ? 'failed' : 'succeeded', words: said });
      }
      return;
    }
    case 'wire':
      bench[one.at].setConnected(one.connected);
      return;
    case 'sync':
      await bench[one.at].operator.sync.run();
      return;
    case 'restart':
      await bench[one.at].restart();
      await bench[one.at].signIn(people[one.at]);
      return;
  }
}

/** What the fleet sees from now on, held against what it saw before. */
async function look(play: Play): Promise<void> {
  const before = play.seen;
  const now = await atFleet(office, play.id);
  expect(ways[before.status]).toContain(now.status);
  expect(now.version).toBeGreaterThanOrEqual(before.version);
  if (before.status === 'running') {
    expect(now.run?.id).toBe(before.run?.id);
  }
  expect(now.end === null).toBe(now.status !== 'succeeded' && now.status !== 'failed');
  if (now.status === 'succeeded') {
    expect(now.run?.steps.configure).toBeDefined();
  }
  if (now.end !== null) {
    expect(now.end.by).toBe(now.run?.technician.name);
  }
  play.seen = now;
}

/** Nothing that a technician was told is done is lost: it is how the job ended, or it lies before a supervisor with its words. */
async function endWell({ finishes, seen }: Play): Promise<void> {
  const said = seen.end?.kind === 'failed' ? seen.end.explanation : (seen.end?.comment ?? null);
  for (const finish of finishes) {
    const tasks = await bench[finish.at].operator.tasks.list();
    const isTask = tasks.some((task) => task.kind === 'operation' && task.job?.words === finish.words);
    const isEnd = said === finish.words && seen.end?.kind === finish.kind && seen.end.by === people[finish.at];
    expect({ finish, isTask, isEnd }).toEqual({ finish, isTask: !isEnd, isEnd });
  }
}

describe('JOB-1 JOB-7 a job between a fleet and two benches, one of them often offline', () => {
  it('takes no forbidden way and loses no finish', { timeout: 600_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(frame, fc.array(deed, { maxLength: mostDeeds }), async ({ first, last }, deeds) => {
        for (const name of benches) {
          bench[name].setConnected(true);
        }
        const job = await giveJob(office);
        await syncAll(bench.north, bench.south);
        const play: Play = { id: job.id, finishes: [], seen: job };
        for (const one of [...first, ...deeds, ...last]) {
          await carryOut(play, one);
          await look(play);
        }
        for (const name of benches) {
          bench[name].setConnected(true);
        }
        await syncAll(bench.north, bench.south, bench.north);
        await look(play);
        await endWell(play);
      }),
      { numRuns: runs },
    );
  });
});
