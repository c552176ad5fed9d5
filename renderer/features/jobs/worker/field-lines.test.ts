import { describe, expect, it } from 'vitest';
import { blankJobFields } from '#core/domain/jobs/job-fields.ts';
import { fieldLines, fillableFields, mayDepart } from './field-lines.ts';
import { aJob, aRun } from './testing/job-at-work.ts';

const overridden = {
  field: 'values.reportStoppedS',
  prescribed: '1800',
  instead: '900',
  reason: 'The driver asked',
  at: '2026-11-23T09:00:00.000Z',
  by: 'M. Kaya',
} as const;

describe('INST-4 ORG-5 what whoever works on a job finds prescribed, found and open', () => {
  it('shows every prescribed field as locked, value by value, before what is open', () => {
    const job = aJob({ fields: { plate: 'KL 99', unitType: 'evopulse', values: { reportStoppedS: '1800' } } });
    const lines = fieldLines(job);
    expect(lines.slice(0, 3).map(({ key, said, standing }) => [key, said, standing])).toEqual([
      ['plate', 'KL 99', 'prescribed'],
      ['unitType', 'evopulse', 'prescribed'],
      ['values.reportStoppedS', '1800', 'prescribed'],
    ]);
    expect(lines.slice(3).every(({ standing }) => standing === 'open')).toBe(true);
  });

  it('shows what was found, and lets it be found again', () => {
    const job = aJob({
      fields: { plate: 'KL 99' },
      run: aRun({ filled: { ...blankJobFields, vin: 'WSM00000003111444' } }),
    });
    expect(fieldLines(job).find(({ key }) => key === 'vin')).toMatchObject({
      said: 'WSM00000003111444',
      standing: 'found',
    });
    expect(fillableFields(job)).toContain('vin');
    expect(fillableFields(job)).not.toContain('plate');
  });

  it('shows a departure beside what was prescribed', () => {
    const job = aJob({ fields: { values: { reportStoppedS: '1800' } }, run: aRun({ overrides: [overridden] }) });
    expect(fieldLines(job)[0]).toMatchObject({ said: '1800', override: { instead: '900', by: 'M. Kaya' } });
  });

  it('asks for the old unit only where one is taken out', () => {
    const maintenance = (task: 'swap' | 'inspection') =>
      fillableFields(aJob({ kind: 'maintenance', fields: { plate: 'KL 99', task } }));
    expect(maintenance('swap')).toContain('oldUnitSerial');
    expect(maintenance('inspection')).not.toContain('oldUnitSerial');
    expect(fillableFields(aJob({ fields: { plate: 'KL 99' } }))).not.toContain('oldUnitSerial');
  });

  it('never asks for what orders the work', () => {
    const asked = new Set(fillableFields(aJob({ fields: { plate: 'KL 99' } })));
    for (const name of ['values', 'serviceDate', 'servicePlace', 'task', 'symptom', 'instructions'] as const) {
      expect(asked.has(name)).toBe(false);
    }
  });

  it.each([
    ['the fleet allows it', true, 'may', true],
    ['the fleet does not', false, 'may', false],
    ['the job is not at work', true, 'may-not', false],
  ] as const)('offers to depart where %s', (_case, overrideAllowed, kind, expected) => {
    const [line] = fieldLines(aJob({ fields: { plate: 'KL 99' } }));
    const override = kind === 'may' ? { kind } : { kind, code: 'JOB_NOT_STARTED' as const };
    expect(line === undefined ? null : mayDepart(line, { overrideAllowed, may: { override } })).toBe(expected);
  });

  it('offers no departure from an asset: that is chosen where unit and vehicle are paired', () => {
    const [line] = fieldLines(aJob({ fields: { assetId: 'kl99' } }));
    const may = { override: { kind: 'may' } } as const;
    expect(line === undefined ? null : mayDepart(line, { overrideAllowed: true, may })).toBe(false);
  });
});
