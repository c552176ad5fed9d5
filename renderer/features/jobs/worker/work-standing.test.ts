import { describe, expect, it } from 'vitest';
import { aJob, aRun, aView, kaya, okafor } from './testing/job-at-work.ts';
import { workStanding } from './work-standing.ts';

const step = { kind: 'done', sessionId: null, at: '2026-11-23T09:00:00.000Z', by: 'M. Kaya' } as const;

describe('JOB-7 how a job stands for whoever looks at it', () => {
  it.each([
    ['assigned to everybody', aJob(), { kind: 'waits', namedFor: null }],
    ['named for me', aJob({ technician: kaya }), { kind: 'waits', namedFor: null }],
    ['named for somebody else', aJob({ technician: okafor }), { kind: 'waits', namedFor: 'A. Okafor' }],
    ['mine, all open', aJob({ run: aRun() }), { kind: 'mine', open: ['configure', 'inspect'] }],
    ['mine, one done', aJob({ run: aRun({ steps: { configure: step } }) }), { kind: 'mine', open: ['inspect'] }],
    [
      "somebody else's",
      aJob({ run: aRun({ technician: aJob({ technician: okafor }).technician ?? aRun().technician }) }),
      { kind: 'others' },
    ],
    ['pending', aJob({ status: 'pending' }), { kind: 'watching' }],
    ['failed', aJob({ status: 'failed', run: aRun() }), { kind: 'over' }],
  ])('%s', (_case, job, expected) => {
    expect(workStanding(aView(job), 'kaya')).toMatchObject(expected);
  });

  it('lets nobody work who may not, whatever the state', () => {
    const may = { start: { kind: 'may-not', code: 'JOB_NOT_ALLOWED' } } as const;
    expect(workStanding(aView(aJob(), { may }), 'kaya')).toEqual({ kind: 'watching' });
  });

  it('lets a fleet only watch its own job', () => {
    expect(workStanding(aView(aJob({ run: aRun() }), { side: 'fleet' }), 'kaya')).toEqual({ kind: 'watching' });
  });
});
