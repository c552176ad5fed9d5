import { describe, expect, it } from 'vitest';
import { blankJobFields } from '#core/domain/jobs/job-fields.ts';
import { parseLabel } from '#core/domain/scanning/parse-label.ts';
import { filledFields, scannedFields } from './filled-fields.ts';

function scanned(text: string) {
  const label = parseLabel(text);
  return label.kind === 'label' ? scannedFields(label.fields) : label.kind;
}

describe('JOB-7 what was left open is filled in', () => {
  it('takes what was typed, trimmed, and nothing for what was not', () => {
    expect(filledFields({ plate: '  KL 99 ', vin: '   ', unitSerial: '' })).toEqual({
      ...blankJobFields,
      plate: 'KL 99',
    });
  });

  it.each([
    ['a VIN plate', 'WSM00000003111444', { vin: 'WSM00000003111444' }],
    ['a unit label', 'EVP-359315075384726', { unitSerial: '359315075384726' }],
    [
      'a code of ours with the type',
      'fitbay://unit/tp:359315075384726',
      { unitSerial: '359315075384726', unitType: 'tp' },
    ],
    ['a customer', 'fitbay://workshop/c-1', {}],
  ])('reads %s', (_case, text, expected) => {
    expect(scanned(text)).toMatchObject(expected);
    expect(Object.keys(scanned(text)).sort()).toEqual(expect.arrayContaining(Object.keys(expected).sort()));
  });
});
