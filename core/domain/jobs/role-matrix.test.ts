import { describe, expect, it } from 'vitest';
import { jobRunId, personId, sessionId } from '../../kernel/entity-ids.ts';
import { type Role, rightsOf, role } from '../access/roles.ts';
import { applyJobCommand } from './apply-job-command.ts';
import type { Job, JobStatus } from './job.ts';
import type { JobCommand } from './job-command.ts';
import { type JobAct, type JobParty, jobActs, mayOnJob, mayPersonOnJob, rightOfParty } from './job-table.ts';
import { bench2, circumstances, fieldsWith, kaya, pendingJob, workshop } from './testing/sample-job.ts';

/** In which organization somebody works: the job's fleet, the partner that has it, or one that it is no business of. */
const sides = ['fleet', 'partner', 'stranger'] as const;
type Side = (typeof sides)[number];

const states = ['pending', 'assigned', 'running', 'paused', 'succeeded', 'failed'] as const;
type State = (typeof states)[number];

const atWork = 'fill override advance tick resume pause hand-over succeed fail';
const work = (acts: string) => acts.split(' ').filter((act) => act !== '');

/** Written down a second time, from decisions.md c3 and C3 to C8, independent of the table in the code. */
const ofFleetManager: Readonly<Record<State, string>> = {
  pending: 'edit assign delete duplicate',
  assigned: 'recall duplicate',
  running: 'duplicate',
  paused: 'duplicate',
  succeeded: 'duplicate',
  failed: 'duplicate',
};
const ofTechnician: Readonly<Record<State, string>> = {
  pending: '',
  assigned: 'start',
  running: atWork.replace('resume ', ''),
  paused: atWork.replace('pause ', ''),
  succeeded: '',
  failed: '',
};
const ofSupervisor: Readonly<Record<State, string>> = {
  pending: '',
  assigned: 'start name-technician',
  running: `${ofTechnician.running} name-technician`,
  paused: `${ofTechnician.paused} name-technician`,
  succeeded: '',
  failed: '',
};
const wanted: Readonly<Record<Side, Readonly<Partial<Record<Role, Readonly<Record<State, string>>>>>>> = {
  fleet: { 'fleet-manager': ofFleetManager },
  partner: { technician: ofTechnician, installer: ofTechnician, supervisor: ofSupervisor },
  stranger: {},
};

const partiesAt: Readonly<Record<Side, readonly JobParty[]>> = {
  fleet: ['fleet'],
  partner: ['dispatcher', 'worker'],
  stranger: [],
};

function partiesOf(one: Role, side: Side): ReadonlySet<JobParty> {
  return new Set(partiesAt[side].filter((party) => rightsOf([one]).has(rightOfParty[party])));
}

const runId = jobRunId.parse('run-1');
const by = { at: '2026-11-23T09:00:00.000Z', by: kaya.name };
const fields = fieldsWith({ plate: 'KL 99', checklist: ['Seal the fuse holder'] });

function jobIn(state: State): Job {
  const status: JobStatus = state === 'paused' ? 'running' : state;
  const isBegun = status === 'running' || status === 'succeeded' || status === 'failed';
  const run: Job['run'] = {
    id: runId,
    ...bench2,
    startedAt: by.at,
    technician: kaya,
    overrides: [],
    filled: fieldsWith({}),
    points: [{ kind: 'done', point: 0, ...by }],
    steps: { configure: { kind: 'done', sessionId: sessionId.parse('sheet-1'), ...by } },
    paused: state === 'paused' ? { note: null, ...by } : null,
  };
  const end: Record<string, Job['end']> = {
    succeeded: { kind: 'succeeded', comment: null, ...by },
    failed: { kind: 'failed', failure: 'other', explanation: 'No power', ...by },
  };
  return pendingJob({
    status,
    fields,
    steps: ['configure'],
    partner: status === 'pending' ? null : workshop,
    run: isBegun ? run : null,
    end: end[status] ?? null,
  });
}

/** A command of each act with which nothing is wrong but who gives it and when. */
const commands: Readonly<Record<Exclude<JobAct, 'duplicate'>, JobCommand>> = {
  edit: { act: 'edit', fields, steps: [] },
  assign: { act: 'assign', partnerId: workshop.id },
  delete: { act: 'delete' },
  recall: { act: 'recall' },
  'name-technician': {
    act: 'name-technician',
    reason: 'He knows the trailer',
    technician: { personId: personId.parse('kaya'), name: kaya.name },
  },
  start: { act: 'start', runId, ...bench2 },
  fill: { act: 'fill', runId, fields: fieldsWith({ vin: 'WSM00000003111444' }) },
  override: { act: 'override', runId, field: 'plate', instead: 'KL 100', reason: 'The plate was changed' },
  advance: { act: 'advance', runId, step: 'configure', to: { kind: 'open' } },
  tick: { act: 'tick', runId, point: 0, to: { kind: 'open' } },
  pause: { act: 'pause', runId, note: null },
  resume: { act: 'resume', runId },
  'hand-over': { act: 'hand-over', runId, ...bench2 },
  succeed: { act: 'succeed', runId, comment: null },
  fail: { act: 'fail', runId, failure: 'other', explanation: 'No power' },
};

/** Where a state may lead to at all; everything else would be a forbidden transition. */
const leadsTo: Readonly<Record<JobStatus, readonly JobStatus[]>> = {
  pending: ['pending', 'assigned'],
  assigned: ['assigned', 'running', 'pending'],
  running: ['running', 'succeeded', 'failed'],
  succeeded: [],
  failed: [],
};

describe.each(sides)('JOB-1 ORG-2 somebody of the %s', (side) => {
  describe.each([...role.options])('who is %s', (one) => {
    describe.each(states)('on a job that is %s', (state) => {
      const allowed = new Set(work(wanted[side][one]?.[state] ?? ''));
      const parties = partiesOf(one, side);

      it.each([...jobActs])('%s', (act) => {
        const before = jobIn(state);
        expect(mayOnJob(before, parties, act).kind).toBe(allowed.has(act) ? 'may' : 'may-not');
        if (act === 'duplicate') {
          return;
        }
        const outcome = applyJobCommand(before, commands[act], circumstances({ parties }));
        expect(outcome.kind === 'refused').toBe(!allowed.has(act));
        if (outcome.kind === 'changed') {
          expect(leadsTo[before.status]).toContain(outcome.job.status);
          expect(outcome.job.version).toBe(before.version + 1);
        }
      });
    });
  });
});

describe('JOB-7 somebody who has not begun the job, or was not named for it', () => {
  const others = { parties: partiesOf('technician', 'partner'), personId: personId.parse('okafor') };
  const theirs = { ...others, personId: kaya.personId };

  it.each(atWork.split(' ').filter((act) => act !== 'resume' && act !== 'hand-over'))(
    'cannot %s, but can take over',
    (name) => {
      const act = jobActs.find((one) => one === name) ?? 'start';
      expect(mayPersonOnJob(jobIn('running'), others, act)).toEqual({ kind: 'may-not', code: 'JOB_OTHER_TECHNICIAN' });
      expect(mayPersonOnJob(jobIn('running'), theirs, act)).toEqual({ kind: 'may' });
      expect(mayPersonOnJob(jobIn('running'), others, 'hand-over')).toEqual({ kind: 'may' });
    },
  );

  it('cannot start it', () => {
    const named = { ...jobIn('assigned'), technician: kaya };
    expect(mayPersonOnJob(named, others, 'start')).toEqual({ kind: 'may-not', code: 'JOB_OTHER_TECHNICIAN' });
    expect(mayPersonOnJob(named, theirs, 'start')).toEqual({ kind: 'may' });
    expect(mayPersonOnJob(jobIn('assigned'), others, 'start')).toEqual({ kind: 'may' });
  });
});
