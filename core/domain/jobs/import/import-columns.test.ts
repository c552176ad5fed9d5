import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chooseColumn, chooseColumns, columnName, guessColumns, importTargets } from './import-columns.ts';

const targetsOf = (header: readonly string[]) => guessColumns(header).map(({ target }) => target);

describe('JOB-4 which column means what', () => {
  it('knows the published names, and both names for the partner', () => {
    const header = importTargets.map((target) => columnName(target) ?? '');
    expect(guessColumns(header)).toEqual(
      importTargets.map((target) => ({ heading: columnName(target), target, how: 'exact' })),
    );
    expect(targetsOf(['assigned_service_partner_id'])).toEqual(['partner']);
  });

  it.each([
    ['Amtl. Kennzeichen', 'plate'],
    ['KENNZEICHEN', 'plate'],
    ['licence plate', 'plate'],
    ['FIN', 'vin'],
    ['Serial Number', 'unitSerial'],
    ['Störung', 'symptom'],
    ['Planned service date', 'serviceDate'],
    ['Colour', null],
    ['', null],
  ] as const)('%j is %s', (heading, target) => {
    expect(targetsOf([heading])).toEqual([target]);
  });

  it('reads one thing from one column: the better name, of two alike the first', () => {
    expect(targetsOf(['Kennzeichen', 'license_plate', 'plate'])).toEqual([null, 'plate', null]);
    expect(targetsOf(['Plate', 'Registration'])).toEqual(['plate', null]);
  });

  it('takes the person’s word, also against its own guess', () => {
    const columns = chooseColumn(guessColumns(['license_plate', 'Colour']), 1, 'plate');
    expect(columns.map(({ target, how }) => `${target} ${how}`)).toEqual(['null none', 'plate chosen']);
    expect(chooseColumn(columns, 1, null).map(({ target }) => target)).toEqual([null, null]);
  });

  it('takes the person’s word on all columns, reads nothing twice, and minds no choice that was made for another file', () => {
    const guessed = guessColumns(['license_plate', 'Colour', 'FIN']);
    expect(chooseColumns(guessed, ['plate', 'customName', null]).map(({ target, how }) => `${target} ${how}`)).toEqual([
      'plate exact',
      'customName chosen',
      'null none',
    ]);
    expect(chooseColumns(guessed, ['vin', 'vin', 'vin']).map(({ target }) => target)).toEqual(['vin', null, null]);
    expect(chooseColumns(guessed, ['vin'])).toEqual(guessed);
  });

  it('never reads one thing twice, whatever the header', () => {
    const heading = fc.oneof(fc.string(), fc.constantFrom(...importTargets.map((target) => columnName(target) ?? '')));
    fc.assert(
      fc.property(fc.array(heading, { maxLength: 40 }), (header) => {
        const targets = targetsOf(header).filter((target) => target !== null);
        expect(new Set(targets).size).toBe(targets.length);
      }),
    );
  });
});
