import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blankJobFields, isBlank, jobFields, jobFieldTable, prescribedFields } from './job-fields.ts';
import { judgeJobFields, overlayFields } from './judge-job-fields.ts';
import { fieldsWith } from './testing/sample-job.ts';

describe('JOB-1 the fields of a job', () => {
  it('stand in the table once each', () => {
    expect(jobFieldTable.map(({ name }) => name).sort()).toEqual(Object.keys(jobFields.shape).sort());
    const columns = jobFieldTable.flatMap(({ column }) => column ?? []);
    expect(new Set(columns).size).toBe(columns.length);
  });

  it('JOB-4 have the columns that fleets know', () => {
    const columns = jobFieldTable.map(({ column }) => column);
    const known = ['license_plate', 'vin', 'custom_name', 'vehicle_model_id', 'installation_variant'];
    expect(columns).toEqual(expect.arrayContaining([...known, 'central_lock_connection_type', 'fuel_type']));
  });

  it('INST-4 prescribe what is given and leave open what is blank', () => {
    expect(prescribedFields(blankJobFields)).toEqual([]);
    const given = fieldsWith({ plate: 'KL 99', values: { 'net.apn': 'x' }, checklist: ['Seal'] });
    expect(prescribedFields(given)).toEqual(['plate', 'values', 'checklist']);
  });

  it.each([
    ['nothing', 'installation', blankJobFields, [{ field: null, code: 'JOB_EMPTY' }]],
    ['no VIN', 'installation', fieldsWith({ vin: 'WSM?' }), [{ field: 'vin', code: 'JOB_VIN_BAD' }]],
    ['no serial', 'installation', fieldsWith({ unitSerial: '12' }), [{ field: 'unitSerial', code: 'JOB_SERIAL_BAD' }]],
    [
      'a field of maintenance in an installation',
      'installation',
      fieldsWith({ plate: 'KL 99', symptom: 'Silent', task: 'repair' }),
      [
        { field: 'task', code: 'JOB_FIELD_OTHER_KIND' },
        { field: 'symptom', code: 'JOB_FIELD_OTHER_KIND' },
      ],
    ],
    [
      'a swap of a unit for itself',
      'maintenance',
      fieldsWith({ unitSerial: '359315075384726', oldUnitSerial: ' 359315075384726 ' }),
      [{ field: 'oldUnitSerial', code: 'JOB_SAME_UNIT' }],
    ],
  ] as const)('refuse %s', (_what, kind, fields, faults) => {
    expect(judgeJobFields(kind, fields)).toEqual({ kind: 'unfit', faults });
  });

  it('take a VIN in any spelling, also the part that old brake systems know, and a serial whose check digit is odd', () => {
    const judged = judgeJobFields('maintenance', fieldsWith({ vin: '0311-1444', unitSerial: '359315075384727' }));
    expect(judged).toEqual({ kind: 'fit', fields: fieldsWith({ vin: '03111444', unitSerial: '359315075384727' }) });
  });
});

describe('JOB-3 JOB-4 what stands over what', () => {
  const text = fc.option(fc.constantFrom('A', 'B', 'C'), { nil: null });
  const some = fc.record({
    plate: text,
    hardware: text,
    values: fc.dictionary(fc.constantFrom('a', 'b'), fc.constant('1')),
  });

  it('keeps everything that either says, and the upper word where both speak', () => {
    fc.assert(
      fc.property(some, some, (low, high) => {
        const [under, over] = [fieldsWith(low), fieldsWith(high)];
        const both = overlayFields(under, over);
        expect(both.plate).toBe(over.plate ?? under.plate);
        expect(both.values).toEqual({ ...under.values, ...over.values });
        for (const name of prescribedFields(both)) {
          expect(isBlank(under, name) && isBlank(over, name)).toBe(false);
        }
      }),
    );
  });

  it('changes nothing over or under a blank one', () => {
    const given = fieldsWith({ plate: 'KL 99', checklist: ['Seal'] });
    expect(overlayFields(given, blankJobFields)).toEqual(given);
    expect(overlayFields(blankJobFields, given)).toEqual(given);
  });
});
