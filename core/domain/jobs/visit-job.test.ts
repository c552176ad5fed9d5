import { describe, expect, it } from 'vitest';
import { assetId, jobId, jobRunId, organizationId, sessionId } from '../../kernel/entity-ids.ts';
import { applyJobCommand } from './apply-job-command.ts';
import type { VisitCommand } from './job-command.ts';
import { jobName } from './job-name.ts';
import { atNine, bench2, circumstances, kaya, workshop } from './testing/sample-job.ts';
import { jobForUnit, unitOnJob } from './unit-on-job.ts';
import { isVisit, kindOfVisit, type VisitAbout, visitJob } from './visit-job.ts';

const fleet = organizationId.parse('fleet');
const serial = '866344054201822';
const runId = jobRunId.parse('run-1');
const command: VisitCommand = {
  act: 'visit',
  runId,
  ...bench2,
  kind: 'installation',
  unitSerial: serial,
  unitType: 'evopulse',
  knownAt: null,
};
const about: VisitAbout = {
  id: jobId.parse('job-9'),
  organizationId: fleet,
  number: null,
  partner: workshop,
  technician: kaya,
  at: atNine,
};

function made(changed: Partial<VisitCommand> = {}, of: Partial<VisitAbout> = {}) {
  const visit = visitJob({ ...command, ...changed }, { ...about, ...of });
  if (visit.kind === 'refused') {
    throw new Error(visit.code);
  }
  return visit.job;
}

describe('X2 JOB-7 the ad-hoc job of a visit', () => {
  it('runs from its first moment, by whoever scanned, and prescribes its unit and nothing else', () => {
    const { fields, ...job } = made();
    expect(job).toMatchObject({
      isAdHoc: true,
      number: null,
      status: 'running',
      version: 1,
      steps: ['owner'],
      partner: workshop,
      end: null,
      run: { id: runId, technician: kaya, startedAt: atNine, stationName: 'Bench 2', steps: {} },
    });
    const given = Object.entries(fields).filter(([, value]) => value !== null && Object.keys(value).length > 0);
    expect(given).toEqual([
      ['unitType', 'evopulse'],
      ['unitSerial', serial],
    ]);
  });

  it('is not made of a serial that nobody could look up', () => {
    expect(visitJob({ ...command, unitSerial: '12' }, about)).toEqual({ kind: 'refused', code: 'JOB_SERIAL_BAD' });
  });

  it('takes its own unit and excuses no other: that is another visit', () => {
    const job = made();
    expect(unitOnJob(job, { serial, unitType: 'evopulse' }).kind).toBe('the-unit');
    expect(jobForUnit([job], { serial, unitType: 'evopulse' })).toBe(job);
    expect(jobForUnit([job], { serial: '359315075384726', unitType: 'evopulse' })).toBeNull();
  });

  it('does not stand between an ordered job and its unit, whichever was begun last', () => {
    const visit = made({}, { at: '2026-11-23T10:00:00.000Z' });
    const ordered = { ...made({}, { id: jobId.parse('job-8'), number: 8 }), isAdHoc: undefined };
    const open = { ...ordered, fields: { ...ordered.fields, unitSerial: null } };
    expect(jobForUnit([visit, open], { serial: '359315075384726', unitType: 'evopulse' })).toBe(open);
    expect(jobForUnit([visit, open], { serial, unitType: 'evopulse' })).toBe(visit);
  });

  it('is worked on and ended like any other', () => {
    const to = { kind: 'done', sessionId: sessionId.parse('sheet-1') } as const;
    const step = { act: 'advance', runId, step: 'owner', to } as const;
    const finish = { act: 'succeed', runId, comment: null } as const;
    expect(applyJobCommand(made(), finish, circumstances())).toEqual({ kind: 'refused', code: 'JOB_STEPS_OPEN' });
    const done = applyJobCommand(made(), step, circumstances());
    expect(done.kind === 'changed' && applyJobCommand(done.job, finish, circumstances())).toMatchObject({
      job: { status: 'succeeded' },
    });
    const failed = { act: 'fail', runId, failure: 'no-power', explanation: 'No fuse' } as const;
    expect(applyJobCommand(made(), failed, circumstances())).toMatchObject({ job: { status: 'failed' } });
  });

  it('is called J-… until the centre has numbered it', () => {
    expect([null, 7].map(jobName)).toEqual(['J-…', 'J-7']);
  });
});

describe('X2 what a visit is', () => {
  const pairedWith = { assetId: assetId.parse('asset-1'), label: 'KL 99', vin: null };

  it.each([
    ['in one of the fleet’s vehicles', { ownerId: fleet, pairedWith }, 'maintenance'],
    ['the fleet’s and in no vehicle', { ownerId: fleet, pairedWith: null }, 'installation'],
    ['still the workshop’s', { ownerId: workshop.id, pairedWith: null }, 'installation'],
    ['in the vehicle of somebody else', { ownerId: workshop.id, pairedWith }, 'installation'],
    ['not known here', undefined, 'installation'],
  ] as const)('a unit that is %s: %s', (_name, unit, kind) => {
    expect(kindOfVisit(unit, fleet)).toBe(kind);
  });

  it('is one only where something may be done with the unit (OWN-8)', () => {
    const nothing = { transfer: false, install: false, inspect: false, pair: false };
    expect(isVisit({ allowed: nothing })).toBe(false);
    for (const action of ['transfer', 'install', 'inspect', 'pair'] as const) {
      expect(isVisit({ allowed: { ...nothing, [action]: true } })).toBe(true);
    }
  });
});
