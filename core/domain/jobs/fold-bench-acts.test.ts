import { describe, expect, it } from 'vitest';
import { jobRunId, operationId } from '../../kernel/entity-ids.ts';
import { foldBenchActs, type JobAct } from './fold-bench-acts.ts';
import type { BenchJobCommand } from './job-command.ts';
import { atNine, bench2, brandt, kaya, pendingJob, workshop } from './testing/sample-job.ts';

const runId = jobRunId.parse('run-1');
const known = pendingJob({ status: 'assigned', partner: workshop, steps: ['configure'], version: 7 });

function did(command: BenchJobCommand, by = kaya): JobAct {
  return {
    id: operationId.parse(`operation-${command.act}`),
    seq: 1,
    kind: 'job.act',
    unit: 'job:job-1',
    sessionId: null,
    actor: { ...by, roles: [] },
    occurredAt: atNine,
    payload: { jobId: known.id, organizationId: known.organizationId, number: known.number, command },
  };
}

const start = did({ act: 'start', runId, ...bench2 });
const configured = did({ act: 'advance', runId, step: 'configure', to: { kind: 'done', sessionId: null } });
const finished = did({ act: 'succeed', runId, comment: null });

describe('JOB-7 a job as it stands at the bench', () => {
  it('has what waits for the centre on top of what that said, under the centre’s version', () => {
    expect(foldBenchActs(known, [start, configured])).toMatchObject({
      status: 'running',
      version: 7,
      run: { technician: kaya, steps: { configure: { kind: 'done', at: atNine } } },
    });
    expect(foldBenchActs(known, [start, configured, finished])).toMatchObject({ status: 'succeeded', version: 7 });
  });

  it('is the centre’s own where nothing waits', () => {
    expect(foldBenchActs(known, [])).toBe(known);
  });

  it('leaves out what the centre has overtaken: its answer was only not heard yet, or somebody took over', () => {
    const running = foldBenchActs(known, [start]);
    expect(foldBenchActs(running, [start])).toBe(running);
    const theirs = foldBenchActs(running, [did({ act: 'hand-over', runId, ...bench2 }, brandt)]);
    expect(foldBenchActs(theirs, [configured, finished])).toBe(theirs);
    const recalled = { ...known, status: 'pending' as const, partner: null };
    expect(foldBenchActs(recalled, [start, finished])).toBe(recalled);
  });
});
