import { describe, expect, it } from 'vitest';
import { jobRunId } from '../../kernel/entity-ids.ts';
import { applyJobCommand } from './apply-job-command.ts';
import type { Job } from './job.ts';
import type { JobCommand } from './job-command.ts';
import { photoArrived } from './photo-of-job.ts';
import { atNine, bench2, circumstances, pendingJob, workshop } from './testing/sample-job.ts';

const [plug, fuse, other] = ['a'.repeat(64), 'b'.repeat(64), 'c'.repeat(64)];
const runId = jobRunId.parse('run-1');
const later = '2026-11-23T11:00:00.000Z';

/** A job that was begun and failed, with these photos. */
function failed(photos?: string[]): Job {
  const assigned = pendingJob({ status: 'assigned', partner: workshop });
  const commands: readonly JobCommand[] = [
    { act: 'start', runId, ...bench2 },
    {
      act: 'fail',
      runId,
      failure: 'wiring-damaged',
      explanation: 'The plug is torn off',
      ...(photos === undefined ? {} : { photos }),
    },
  ];
  return commands.reduce<Job>((job, command) => {
    const outcome = applyJobCommand(job, command, circumstances());
    return outcome.kind === 'changed' ? outcome.job : job;
  }, assigned);
}

describe('JOB-1 JOB-7 photos of a job that failed', () => {
  it('are named by its end, in the order in which they were given, and are still at the bench', () => {
    expect(failed([fuse, plug]).end).toEqual({
      kind: 'failed',
      failure: 'wiring-damaged',
      explanation: 'The plug is torn off',
      at: atNine,
      by: 'M. Kaya',
      photos: [
        { sha256: fuse, arrivedAt: null },
        { sha256: plug, arrivedAt: null },
      ],
    });
    expect(failed().end).not.toHaveProperty('photos');
  });

  it('arrive one by one, each once, as a change of the job', () => {
    const job = failed([plug, fuse]);
    const first = photoArrived(job, fuse, later);
    expect(first).toMatchObject({
      kind: 'arrived',
      job: {
        version: job.version + 1,
        changedAt: later,
        status: 'failed',
        end: {
          photos: [
            { sha256: plug, arrivedAt: null },
            { sha256: fuse, arrivedAt: later },
          ],
        },
      },
    });
    expect(first.kind === 'arrived' ? photoArrived(first.job, fuse, atNine) : first).toEqual({ kind: 'known' });
  });

  it.each<[string, Job, string]>([
    ['of a photo that the end does not name', failed([plug]), other],
    ['of a job that failed without', failed(), plug],
    ['of a job that runs', { ...failed([plug]), status: 'running', end: null }, plug],
    [
      'of a job that succeeded',
      { ...failed(), status: 'succeeded', end: { kind: 'succeeded', comment: null, at: atNine, by: 'M. Kaya' } },
      plug,
    ],
  ])('want nothing %s', (_what, job, sha256) => {
    expect(photoArrived(job, sha256, later)).toEqual({ kind: 'not-named' });
  });
});
