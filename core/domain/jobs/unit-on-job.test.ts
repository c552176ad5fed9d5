import { describe, expect, it } from 'vitest';
import { jobId, jobRunId, organizationId } from '../../kernel/entity-ids.ts';
import type { UnitVerdict } from '../ownership/verdict.ts';
import { holdAgainstJob } from './hold-against-job.ts';
import type { Job } from './job.ts';
import type { JobFields } from './job-fields.ts';
import { bindingFields, jobWants } from './job-wants.ts';
import { atNine, bench2, fieldsWith, kaya, pendingJob, workshop } from './testing/sample-job.ts';
import { jobForUnit, unitOnJob } from './unit-on-job.ts';
import { isOtherVehicle } from './vehicle-on-job.ts';

const named = '866344054201822';
const other = '359315075384726';

interface Begun {
  readonly id?: string;
  readonly startedAt?: string;
  readonly isPaused?: boolean;
  readonly filled?: Partial<JobFields>;
  readonly departed?: Readonly<Record<string, string>>;
}

function begun(fields: Partial<JobFields>, how: Begun = {}): Job {
  const { id = 'job-1', startedAt = atNine, isPaused = false, filled = {}, departed = {} } = how;
  const by = { at: atNine, by: kaya.name };
  return pendingJob({
    id: jobId.parse(id),
    kind: 'maintenance',
    status: 'running',
    partner: workshop,
    fields: fieldsWith({ plate: 'KL 99', ...fields }),
    run: {
      id: jobRunId.parse(`run-${id}`),
      ...bench2,
      startedAt,
      technician: kaya,
      steps: {},
      points: [],
      paused: isPaused ? { note: null, ...by } : null,
      filled: fieldsWith(filled),
      overrides: Object.entries(departed).map(([field, instead]) => ({
        field,
        prescribed: 'before',
        instead,
        reason: 'as agreed',
        ...by,
      })),
    },
  });
}

describe('JOB-7 INST-4 what a job wants', () => {
  it('puts departures in the place of what was prescribed, and what was found where nothing was', () => {
    const job = begun(
      { unitSerial: named, values: { apn: 'one', reportMovingS: '60' } },
      { filled: { vin: 'WSM00000003111444' }, departed: { unitSerial: other, 'values.apn': 'two' } },
    );
    expect(jobWants(job)).toMatchObject({
      unitSerial: other,
      vin: 'WSM00000003111444',
      plate: 'KL 99',
      values: { apn: 'two', reportMovingS: '60' },
    });
    expect(bindingFields(job).vin).toBeNull();
  });

  it('keeps a departure in the spelling in which vehicles are compared', () => {
    const job = begun({ vin: 'WSM00000003111690' }, { departed: { vin: 'wsm 000000 03111444' } });
    expect(bindingFields(job).vin).toBe('WSM00000003111444');
  });
});

describe('JOB-7 a unit at the bench and the job', () => {
  it.each<[string, Job, string, string]>([
    ['named', begun({ unitSerial: named }), named, 'the-unit'],
    ['another one', begun({ unitSerial: named }), other, 'other'],
    ['departed to', begun({ unitSerial: named }, { departed: { unitSerial: other } }), other, 'the-unit'],
    ['left open', begun({}), other, 'open'],
    ['left open, although another was noted', begun({}, { filled: { unitSerial: named } }), other, 'open'],
    ['the one that a swap takes out', begun({ unitSerial: other, oldUnitSerial: named }), named, 'old-unit'],
    ['left open, of another type', begun({ unitType: 'evoguard' }), other, 'other'],
    ['named, of another type', begun({ unitSerial: other, unitType: 'evoguard' }), other, 'other'],
  ])('%s', (_how, job, serial, kind) => {
    expect(unitOnJob(job, { serial, unitType: 'evopulse' }).kind).toBe(kind);
  });

  it('belongs to the job that names it, else to the one begun last, even where that names another', () => {
    const early = begun({}, { id: 'early', startedAt: '2026-11-23T07:00:00.000Z' });
    const late = begun({ unitSerial: named }, { id: 'late' });
    const unit = (serial: string) => ({ serial, unitType: 'evopulse' });
    expect(jobForUnit([early, late], unit(named))?.id).toBe('late');
    expect(jobForUnit([early, late], unit(other))?.id).toBe('late');
    expect(jobForUnit([early], unit(other))?.id).toBe('early');
    expect(jobForUnit([], unit(other))).toBeNull();
  });

  it('belongs to a paused job only where that names it', () => {
    const unit = { serial: named, unitType: null };
    expect(jobForUnit([begun({}, { isPaused: true })], unit)).toBeNull();
    expect(jobForUnit([begun({ unitSerial: named }, { isPaused: true })], unit)).not.toBeNull();
  });

  it('is another vehicle by the asset that is named, else by a VIN that both have', () => {
    const asset = { id: 'asset-1' as never, vin: 'WSM00000003111444' };
    expect(isOtherVehicle(begun({ assetId: asset.id }), asset)).toBe(false);
    expect(isOtherVehicle(begun({ assetId: 'asset-2' as never }), asset)).toBe(true);
    expect(isOtherVehicle(begun({ vin: 'WSM00000003111690' }), asset)).toBe(true);
    expect(isOtherVehicle(begun({ vin: 'WSM00000003111690' }), { ...asset, vin: null })).toBe(false);
    expect(isOtherVehicle(begun({}), asset)).toBe(false);
  });
});

describe('ORG-5 the verdict on another unit than the job’s', () => {
  const verdict: UnitVerdict = {
    kind: 'verdict',
    unit: `evopulse:${other}`,
    owner: { id: organizationId.parse('fleet'), name: 'Fleet' },
    findings: [{ code: 'OWNED_BY_CUSTOMER', severity: 'info' }],
    allowed: { transfer: false, install: true, inspect: true, pair: true },
    reasons: { transfer: 'ALREADY_DONE' },
    next: 'OWNED_BY_CUSTOMER',
    action: 'start-work',
    ownerEpoch: 1,
    asOf: atNine,
    freshness: 'live',
  };
  const unit = { serial: other, unitType: 'evopulse' };

  it('allows nothing, names both, and keeps what stood against it before', () => {
    const held = holdAgainstJob(verdict, begun({ unitSerial: named }), unit);
    expect(held).toMatchObject({
      next: 'JOB_OTHER_UNIT',
      action: 'rescan',
      allowed: { transfer: false, install: false, inspect: false, pair: false },
      reasons: { transfer: 'ALREADY_DONE', install: 'JOB_OTHER_UNIT' },
    });
    const stopped = { ...verdict, findings: [{ code: 'TRUST_EXPIRED', severity: 'block' } as const] };
    expect(holdAgainstJob({ ...stopped, next: 'TRUST_EXPIRED' }, begun({ unitSerial: named }), unit)).toMatchObject({
      next: 'TRUST_EXPIRED',
    });
  });

  it.each<[string, Job | null]>([
    ['no job', null],
    ['the unit left open', begun({})],
    ['the unit departed to', begun({ unitSerial: named }, { departed: { unitSerial: other } })],
  ])('stays as it is with %s', (_how, job) => {
    expect(holdAgainstJob(verdict, job, unit)).toBe(verdict);
  });
});
