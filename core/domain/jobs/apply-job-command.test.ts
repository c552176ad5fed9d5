import { describe, expect, it } from 'vitest';
import { jobRunId, sessionId } from '../../kernel/entity-ids.ts';
import { applyJobCommand } from './apply-job-command.ts';
import { type Job, jobStatus } from './job.ts';
import type { JobCircumstances } from './job-circumstances.ts';
import { type JobCommand, jobCommand } from './job-command.ts';
import { blankJobFields } from './job-fields.ts';
import { type JobAct, type JobParty, jobActs, mayOnJob } from './job-table.ts';
import { atNine, bench2, brandt, circumstances, fieldsWith, kaya, pendingJob, workshop } from './testing/sample-job.ts';

const runId = jobRunId.parse('run-1');
const onSheet = sessionId.parse('sheet-1');
const commands = {
  edit: { act: 'edit', fields: fieldsWith({ vin: 'wsm 00000003111444' }), steps: [] },
  assign: { act: 'assign', partnerId: workshop.id },
  delete: { act: 'delete' },
  recall: { act: 'recall' },
  'name-technician': { act: 'name-technician', technician: brandt, reason: 'M. Kaya is ill' },
  start: { act: 'start', runId, ...bench2 },
  fill: { act: 'fill', runId, fields: fieldsWith({ vin: 'WSM00000003111444' }) },
  override: { act: 'override', runId, field: 'plate', instead: 'KL 98', reason: 'The plate was changed' },
  advance: { act: 'advance', runId, step: 'configure', to: { kind: 'done', sessionId: null } },
  tick: { act: 'tick', runId, point: 0, to: { kind: 'done' } },
  pause: { act: 'pause', runId, note: null },
  resume: { act: 'resume', runId },
  'hand-over': { act: 'hand-over', runId, ...bench2 },
  succeed: { act: 'succeed', runId, comment: null },
  fail: { act: 'fail', runId, failure: 'no-power', explanation: 'No voltage at the plug' },
} satisfies Record<Exclude<JobAct, 'duplicate'>, JobCommand>;

function jobAfter(job: Job, ...asked: readonly JobCommand[]): Job {
  return asked.reduce((one, command) => {
    const outcome = applyJobCommand(one, command, circumstances());
    if (outcome.kind !== 'changed') {
      throw new Error(`${command.act}: ${JSON.stringify(outcome)}`);
    }
    return outcome.job;
  }, job);
}

const waived = {
  act: 'advance',
  runId,
  step: 'inspect',
  to: { kind: 'waived', reason: 'No sky here' },
} satisfies JobCommand;
const pending = pendingJob({
  fields: fieldsWith({ plate: 'KL 99', instructions: 'By hand', checklist: ['Box is closed'] }),
});
const assigned = jobAfter(pending, commands.assign);
const running = jobAfter(assigned, commands.start);
const paused = jobAfter(running, commands.pause);
const settled = jobAfter(running, commands.advance, waived, commands.tick);
const standings = {
  pending,
  assigned,
  running,
  paused,
  settled,
  succeeded: jobAfter(settled, commands.succeed),
  failed: jobAfter(running, commands.fail),
};
type Standing = keyof typeof standings;

// Written down by hand from decisions.md c3, C3 and C8: who may do it, and from which standings.
const onRun: readonly Standing[] = ['running', 'paused', 'settled'];
const every = Object.keys(standings) as Standing[];
const allowed: Readonly<Record<JobAct, readonly [JobParty, readonly Standing[]]>> = {
  edit: ['fleet', ['pending']],
  assign: ['fleet', ['pending']],
  delete: ['fleet', ['pending']],
  recall: ['fleet', ['assigned']],
  duplicate: ['fleet', every],
  'name-technician': ['dispatcher', ['assigned', ...onRun]],
  start: ['worker', ['assigned']],
  fill: ['worker', onRun],
  override: ['worker', onRun],
  advance: ['worker', onRun],
  tick: ['worker', onRun],
  pause: ['worker', ['running', 'settled']],
  resume: ['worker', ['paused']],
  'hand-over': ['worker', onRun],
  succeed: ['worker', onRun],
  fail: ['worker', onRun],
};

describe('JOB-1 who may do what in which state is one table', () => {
  const cases = jobActs.flatMap((act) =>
    every.flatMap((standing) =>
      (['fleet', 'dispatcher', 'worker'] as const).map((party) => ({ act, standing, party })),
    ),
  );
  it.each(cases)('$party: $act when $standing', ({ act, standing, party }) => {
    const [holder, from] = allowed[act];
    const permission = mayOnJob(standings[standing], new Set([party]), act);
    expect(permission.kind).toBe(party === holder && from.includes(standing) ? 'may' : 'may-not');
    if (permission.kind === 'may-not') {
      expect(permission.code === 'JOB_NOT_ALLOWED').toBe(party !== holder);
    }
  });

  it('gives nobody anything without a side', () => {
    for (const act of jobActs) {
      expect(mayOnJob(pending, new Set(), act)).toEqual({ kind: 'may-not', code: 'JOB_NOT_ALLOWED' });
    }
  });

  it('is what the machine obeys: a command that the table forbids changes nothing', () => {
    for (const [act, command] of Object.entries(commands)) {
      for (const standing of every) {
        const job = standings[standing];
        const permission = mayOnJob(job, new Set(['fleet', 'dispatcher', 'worker']), command.act);
        if (permission.kind === 'may-not') {
          expect([act, standing, applyJobCommand(job, command, circumstances())]).toEqual([
            act,
            standing,
            { kind: 'refused', code: permission.code },
          ]);
        }
      }
    }
  });

  it('has a command for every act, as they are sent', () => {
    for (const command of Object.values(commands)) {
      expect(jobCommand.parse(command)).toEqual(command);
    }
  });

  it('says why a button is off', () => {
    const why = (job: Job, act: JobAct) => {
      const permission = mayOnJob(job, circumstances().parties, act);
      return permission.kind === 'may' ? 'may' : permission.code;
    };
    expect(why(assigned, 'edit')).toBe('JOB_NOT_PENDING');
    expect(why(running, 'edit')).toBe('JOB_STARTED');
    expect(why(running, 'recall')).toBe('JOB_STARTED');
    expect(why(pending, 'start')).toBe('JOB_NOT_ASSIGNED');
    expect(why(assigned, 'fail')).toBe('JOB_NOT_STARTED');
    expect(why(paused, 'pause')).toBe('JOB_PAUSED');
    expect(why(running, 'resume')).toBe('JOB_NOT_PAUSED');
    expect(why(standings.failed, 'start')).toBe('JOB_ENDED');
  });
});

const answer = (job: Job, command: JobCommand, about: Partial<JobCircumstances> = {}) =>
  applyJobCommand(job, command, circumstances(about));
const refused = (code: string) => ({ kind: 'refused', code });

describe('JOB-1 JOB-2 the fleet orders', () => {
  it('keeps what was written in the spelling in which it is compared, and refuses what is no vehicle', () => {
    expect(jobAfter(pending, commands.edit)).toMatchObject({ fields: { vin: 'WSM00000003111444' }, version: 2 });
    const edit = (fields: Job['fields']) => answer(pending, { act: 'edit', fields, steps: [] });
    expect(edit(blankJobFields)).toEqual(refused('JOB_EMPTY'));
    expect(edit(fieldsWith({ vin: 'WSMO0000003111444' }))).toEqual(refused('JOB_VIN_BAD'));
  });

  it('assigns only to a partner that it trusts now, and a recall takes the partner away', () => {
    expect(assigned).toMatchObject({ status: 'assigned', partner: workshop, assignedAt: atNine });
    expect(answer(pending, commands.assign, { isTrusted: false })).toEqual(refused('JOB_NO_TRUST'));
    expect(answer(pending, commands.assign, { partner: null })).toEqual(refused('JOB_NO_TRUST'));
    expect(jobAfter(assigned, commands['name-technician'], commands.recall)).toMatchObject({
      status: 'pending',
      partner: null,
      technician: null,
      assignedAt: null,
    });
  });
});

describe('JOB-7 the technician works', () => {
  it('starts while the fleet trusts the partner, and not what somebody else was named for', () => {
    expect(running).toMatchObject({ status: 'running', run: { id: runId, technician: kaya, stationName: 'Bench 2' } });
    expect(answer(assigned, commands.start, { isTrusted: false })).toEqual(refused('JOB_NO_TRUST'));
    const forBrandt = jobAfter(assigned, commands['name-technician']);
    expect(answer(forBrandt, commands.start)).toEqual(refused('JOB_OTHER_TECHNICIAN'));
    expect(answer(forBrandt, commands.start, { actor: brandt })).toMatchObject({ kind: 'changed' });
  });

  it('answers only to the run it has: a finish of another one is refused', () => {
    const other = { ...commands.succeed, runId: jobRunId.parse('run-0') };
    expect(answer(settled, other)).toEqual(refused('JOB_OTHER_RUN'));
    expect(answer(settled, commands.succeed, { actor: brandt })).toEqual(refused('JOB_OTHER_TECHNICIAN'));
    const taken = applyJobCommand(paused, commands['hand-over'], circumstances({ actor: brandt }));
    expect(taken).toMatchObject({ job: { run: { technician: brandt, paused: null } } });
  });

  it('succeeds when each step is done or waived with a reason', () => {
    expect(answer(running, commands.succeed)).toEqual(refused('JOB_STEPS_OPEN'));
    expect(answer(jobAfter(running, commands.advance), commands.succeed)).toEqual(refused('JOB_STEPS_OPEN'));
    expect(standings.succeeded).toMatchObject({ status: 'succeeded', end: { kind: 'succeeded', by: 'M. Kaya' } });
    const unsaid = { ...waived, to: { kind: 'waived', reason: ' -' } } satisfies JobCommand;
    expect(answer(running, unsaid)).toEqual(refused('JOB_REASON_MISSING'));
    const strange = { ...waived, step: 'pair' } satisfies JobCommand;
    expect(answer(running, strange)).toEqual(refused('JOB_STEP_UNKNOWN'));
    const reopened = jobAfter(settled, { ...waived, to: { kind: 'open' } } satisfies JobCommand);
    expect(answer(reopened, commands.succeed)).toEqual(refused('JOB_STEPS_OPEN'));
  });

  it.each([
    ['owner', refused('JOB_STEP_BY_SHEET')],
    ['configure', { kind: 'changed' }],
    ['inspect', { kind: 'changed' }],
    ['pair', { kind: 'changed' }],
  ] as const)(
    'OWN-11 what somebody says of the step %s is judged; what a sheet shows counts for each',
    (step, judged) => {
      const job: Job = { ...running, steps: [step] };
      const said = (by: typeof onSheet | null) =>
        answer(job, { ...commands.advance, step, to: { kind: 'done', sessionId: by } });
      expect(said(null)).toMatchObject(judged);
      expect(said(onSheet)).toMatchObject({ kind: 'changed' });
    },
  );

  it.each(['swap', 'removal'] as const)('d13 ends a %s only when it is said what becomes of the unit', (task) => {
    const wanted = pendingJob({ kind: 'maintenance', steps: [], fields: fieldsWith({ task }) });
    const begun = jobAfter(wanted, commands.assign, commands.start);
    const said = { ...commands.succeed, disposition: 'scrap' } as const;
    expect(applyJobCommand(begun, commands.succeed, circumstances())).toEqual(refused('JOB_DISPOSITION_MISSING'));
    expect(jobAfter(begun, said).end).toMatchObject({ kind: 'succeeded', disposition: 'scrap' });
  });

  it('fails with an explanation', () => {
    expect(standings.failed).toMatchObject({ end: { failure: 'no-power', explanation: 'No voltage at the plug' } });
    expect(answer(running, { ...commands.fail, explanation: '' })).toEqual(refused('JOB_REASON_MISSING'));
  });

  it('is moved to somebody else with a reason once it runs, without one before', () => {
    const silent = { ...commands['name-technician'], reason: null };
    expect(answer(assigned, silent)).toMatchObject({ kind: 'changed' });
    expect(answer(running, silent)).toEqual(refused('JOB_REASON_MISSING'));
  });
});

describe('INST-4 ORG-5 what the fleet prescribed is locked', () => {
  it('fills what was left blank, in the spelling in which it is compared', () => {
    const filled = jobAfter(running, {
      ...commands.fill,
      fields: fieldsWith({ vin: 'wsm-0000 0003111444' }),
    });
    expect(filled.run?.filled).toEqual(fieldsWith({ vin: 'WSM00000003111444' }));
    expect(filled.fields.vin).toBeNull();
    const again = jobAfter(filled, { ...commands.fill, fields: fieldsWith({ fuelType: 'diesel' }) });
    expect(again.run?.filled).toEqual(fieldsWith({ vin: 'WSM00000003111444', fuelType: 'diesel' }));
  });

  it.each([
    ['a prescribed field', fieldsWith({ plate: 'KL 98' }), 'JOB_FIELD_LOCKED'],
    ['what orders the work', fieldsWith({ serviceDate: '2026-12-01' }), 'JOB_FIELD_LOCKED'],
    ['no VIN at all', fieldsWith({ vin: 'what' }), 'JOB_VIN_BAD'],
  ])('refuses to fill %s', (_what, fields, code) => {
    expect(answer(running, { ...commands.fill, fields })).toEqual(refused(code));
  });

  it('departs from a prescribed thing only with the right and a reason, and keeps both values', () => {
    const { run } = jobAfter(running, commands.override);
    expect(run?.overrides).toEqual([
      {
        field: 'plate',
        prescribed: 'KL 99',
        instead: 'KL 98',
        reason: 'The plate was changed',
        at: atNine,
        by: 'M. Kaya',
      },
    ]);
    expect(answer(running, commands.override, { overrideAllowed: false })).toEqual(refused('JOB_OVERRIDE_OFF'));
    expect(answer(running, { ...commands.override, reason: ' ' })).toEqual(refused('JOB_REASON_MISSING'));
    expect(answer(running, { ...commands.override, field: 'vin' })).toEqual(refused('JOB_FIELD_OPEN'));
    expect(answer(running, { ...commands.override, field: 'instructions' })).toEqual(refused('JOB_FIELD_OPEN'));
  });

  it('takes no departure that is not what the field is meant to be', () => {
    const job = jobAfter(
      pendingJob({ fields: fieldsWith({ vin: 'WSM00000003111444' }) }),
      commands.assign,
      commands.start,
    );
    const departure = { act: 'override', runId, field: 'vin', instead: 'no VIN', reason: 'changed' } as const;
    expect(applyJobCommand(job, departure, circumstances())).toEqual(refused('JOB_VIN_BAD'));
  });

  it('departs from a value of the configuration by its key', () => {
    const withValue = pendingJob({ fields: fieldsWith({ values: { 'net.apn': 'fleet.example.com' } }) });
    const atWork = jobAfter(withValue, commands.assign, commands.start, {
      ...commands.override,
      field: 'values.net.apn',
      instead: 'other.example.com',
    });
    expect(atWork.run?.overrides).toMatchObject([{ prescribed: 'fleet.example.com', instead: 'other.example.com' }]);
  });
});

it('JOB-1 knows its five states', () => {
  expect(jobStatus.options).toEqual(['pending', 'assigned', 'running', 'succeeded', 'failed']);
});
