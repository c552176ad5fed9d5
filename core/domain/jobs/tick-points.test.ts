import { describe, expect, it } from 'vitest';
import { jobRunId } from '../../kernel/entity-ids.ts';
import { applyJobCommand } from './apply-job-command.ts';
import { type Job, jobRun, openPoints } from './job.ts';
import type { BenchJobCommand } from './job-command.ts';
import { bench2, brandt, circumstances, fieldsWith, kaya, pendingJob, workshop } from './testing/sample-job.ts';

const runId = jobRunId.parse('run-1');
type PointTo = Extract<BenchJobCommand, { act: 'tick' }>['to'];
const tick = (point: number, to: PointTo = { kind: 'done' }): BenchJobCommand => ({ act: 'tick', runId, point, to });
const waived = (reason: string): PointTo => ({ kind: 'waived', reason });
const finish: BenchJobCommand = { act: 'succeed', runId, comment: null };

function begun(changed: Partial<Job> = {}): Job {
  const job = pendingJob({
    status: 'assigned',
    partner: workshop,
    steps: [],
    fields: fieldsWith({ checklist: ['Plug is locked', 'Cable is tied', 'Box is closed'] }),
    ...changed,
  });
  return done(job, { act: 'start', runId, ...bench2 });
}

function done(job: Job, ...commands: readonly BenchJobCommand[]): Job {
  return commands.reduce((now, command) => {
    const outcome = applyJobCommand(now, command, circumstances());
    if (outcome.kind !== 'changed') {
      throw new Error(`${command.act}: ${JSON.stringify(outcome)}`);
    }
    return outcome.job;
  }, job);
}

const codeOf = (job: Job, command: BenchJobCommand, about = circumstances()) => {
  const outcome = applyJobCommand(job, command, about);
  return outcome.kind === 'refused' ? outcome.code : outcome.kind;
};

describe('JOB-7 X4 points of the checklist', () => {
  it('are all open at first, and what is ticked says by whom and when', () => {
    expect(openPoints(begun())).toEqual([0, 1, 2]);
    const job = done(begun(), tick(2), tick(0));
    expect(openPoints(job)).toEqual([1]);
    expect(job.run?.points).toEqual([
      { kind: 'done', point: 0, at: circumstances().now, by: kaya.name },
      { kind: 'done', point: 2, at: circumstances().now, by: kaya.name },
    ]);
  });

  it('keep the newest word alone, and are open again when a tick is taken back', () => {
    const job = done(begun(), tick(1), tick(1, waived('No cable here')));
    expect(job.run?.points).toMatchObject([{ kind: 'waived', point: 1, reason: 'No cable here' }]);
    expect(openPoints(done(job, tick(1, { kind: 'open' })))).toEqual([0, 1, 2]);
  });

  it('stand against success until each is ticked or left out with a reason, and against nothing else', () => {
    const job = done(begun(), tick(0), tick(1, waived('No cable here')));
    expect(codeOf(job, finish)).toBe('JOB_POINTS_OPEN');
    expect(done(job, tick(2), finish).status).toBe('succeeded');
    expect(done(job, { act: 'fail', runId, failure: 'other', explanation: 'No power' }).status).toBe('failed');
  });

  it.each([
    ['left out without a reason', tick(0, waived(' x ')), 'JOB_REASON_MISSING'],
    ['one that the fleet did not write', tick(3), 'JOB_POINT_UNKNOWN'],
  ])('%s: %s', (_what, command, code) => {
    expect(codeOf(begun(), command)).toBe(code);
  });

  it("are ticked by whoever has the job, and by nobody else's word", () => {
    const others = circumstances({ actor: brandt });
    expect(codeOf(begun(), tick(0), others)).toBe('JOB_OTHER_TECHNICIAN');
    const taken = applyJobCommand(done(begun(), tick(0)), { act: 'hand-over', runId, ...bench2 }, others);
    expect(taken).toMatchObject({ kind: 'changed', job: { run: { points: [{ point: 0, by: kaya.name }] } } });
  });

  it('are none in a run from before they could be ticked', () => {
    const { points: _points, ...before } = begun().run ?? {};
    expect(jobRun.parse(before).points).toEqual([]);
  });
});
