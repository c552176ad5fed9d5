import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JobKind } from '../job-fields.ts';
import { fieldsWith } from '../testing/sample-job.ts';
import { guessColumns } from './import-columns.ts';
import type { RowRules, TableRow } from './import-row.ts';
import { groupFaults, type ImportSurroundings, mostImportedRows, plateKey, previewImport } from './preview-import.ts';

const nothing: ImportSurroundings = {
  partnerCodes: new Set(['T1E2S']),
  meantPartners: new Set<string>(),
  unitTypes: new Set(['evo-pulse']),
  openVins: new Set<string>(),
  openPlates: new Set<string>(),
};

function table(header: readonly string[], ...rows: readonly (readonly string[])[]) {
  return {
    rows: rows.map((cells, index): TableRow => ({ line: index + 2, cells })),
    columns: guessColumns(header),
  };
}

function preview(
  { rows, columns }: ReturnType<typeof table>,
  { around = nothing, ...rules }: Partial<RowRules> & { readonly around?: ImportSurroundings } = {},
) {
  const defaultKind: JobKind = 'installation';
  const outcome = previewImport(
    rows,
    { columns, defaultKind, template: null, preferTemplate: false, ...rules },
    around,
  );
  if (outcome.kind !== 'preview') {
    throw new Error('too many rows');
  }
  return outcome;
}

const faultsOf = (...given: Parameters<typeof preview>) =>
  preview(...given).faults.map(({ line, column, code }) => `${line}:${column} ${code}`);

describe('JOB-4 the preview of an import', () => {
  it('reads what the published template says', () => {
    const header = [
      'license_plate',
      'vin',
      'custom_name',
      'fuel_type',
      'instructions',
      'assigned_installer_company_id',
    ];
    const row = ['DE MO 1701', 'wsm 00000003111444', ' Sunny ', '', 'Behind the\nheadlight', 't1e2s'];
    expect(preview(table(header, row))).toEqual({
      kind: 'preview',
      rows: 1,
      faults: [],
      doubts: [],
      namesPartners: true,
      unknownPartners: new Map(),
      good: [
        {
          line: 2,
          kind: 'installation',
          partnerCode: 'T1E2S',
          fields: fieldsWith({
            plate: 'DE MO 1701',
            vin: 'WSM00000003111444',
            customName: 'Sunny',
            instructions: 'Behind the\nheadlight',
          }),
        },
      ],
    });
  });

  it('tells every fault by line and column, with what stands there', () => {
    const header = ['Colour', 'vin', 'job_type', 'service_date', 'unit_type', 'task', 'plate'];
    const faulty = table(
      header,
      ['red', 'WSM?', 'repair', '12/01/2026', 'No type', 'paint', 'x'.repeat(81)],
      ['red', '', '', '', '', '', ''],
      ['red', '', 'wartung', '1.12.2026', 'evo-pulse', 'swap', 'KL 99', 'more'],
    );
    expect(faultsOf(faulty)).toEqual([
      '2:3 IMPORT_KIND',
      '2:4 IMPORT_DATE',
      '2:5 IMPORT_UNIT_TYPE',
      '2:6 IMPORT_TASK',
      '2:7 IMPORT_TOO_LONG',
      '2:2 JOB_VIN_BAD',
      '3:null JOB_EMPTY',
      '4:null IMPORT_TOO_MANY_CELLS',
    ]);
    expect(preview(faulty).faults[0]).toEqual({
      line: 2,
      column: 3,
      name: 'job_type',
      code: 'IMPORT_KIND',
      found: 'repair',
    });
  });

  it('knows the fleet’s partners, types and open jobs', () => {
    const header = ['plate', 'vin', 'unit_type', 'partner'];
    const around = {
      ...nothing,
      openVins: new Set(['WSM00000003111444']),
      openPlates: new Set([plateKey('kl-ab 99')]),
    };
    const rows = table(
      header,
      ['KL AB99', '', '', ''],
      ['', 'WSM00000003111444', '', ''],
      ['KL 1', '', 'krone', 'ZZZZZ'],
      ['KL 2', '', 'evo-pulse', 'T1E2S'],
    );
    expect(faultsOf(rows, { around })).toEqual([
      '2:1 IMPORT_OPEN_JOB',
      '3:2 IMPORT_OPEN_JOB',
      '4:4 IMPORT_PARTNER',
      '4:3 IMPORT_UNIT_TYPE',
    ]);
    expect(preview(rows, { around }).good.map(({ line }) => line)).toEqual([5]);
  });

  it('takes a row whose partner is unknown and of whom somebody said who that is, and counts such partners either way', () => {
    const rows = table(
      ['plate', 'vin', 'partner'],
      ...[
        ['KL 1', '', 'Hansen'],
        ['KL 2', '', ' hansen '],
        ['KL 3', '?', 'HANSEN'],
        ['KL 4', '', 'Vega'],
      ],
      ...[
        ['KL 5', '', 't1e2s'],
        ['KL 6', '', ''],
      ],
    );
    const unknown = new Map([
      ['HANSEN', 3],
      ['VEGA', 1],
    ]);
    expect(faultsOf(rows)).toEqual([
      '2:3 IMPORT_PARTNER',
      '3:3 IMPORT_PARTNER',
      '4:2 JOB_VIN_BAD',
      '5:3 IMPORT_PARTNER',
    ]);
    expect(preview(rows)).toMatchObject({ unknownPartners: unknown, namesPartners: true });
    const around = { ...nothing, meantPartners: new Set(['HANSEN']) };
    expect(faultsOf(rows, { around })).toEqual(['4:2 JOB_VIN_BAD', '5:3 IMPORT_PARTNER']);
    const { good, unknownPartners } = preview(rows, { around });
    expect([good.map(({ partnerCode }) => partnerCode), unknownPartners]).toEqual([
      ['HANSEN', 'HANSEN', 'T1E2S', null],
      unknown,
    ]);
  });

  it.each(['KL \ufffd 1', 'KL \u0001', 'KL\u0085 1', 'KL \u001b[2J'])(
    'refuses signs that nobody can read: %j',
    (plate) => {
      expect(faultsOf(table(['plate'], [plate]))).toEqual(['2:1 IMPORT_SIGNS']);
    },
  );

  it('takes line breaks within instructions', () => {
    expect(faultsOf(table(['plate', 'instructions'], ['KL 1', 'One\r\n\tTwo']))).toEqual([]);
  });

  it('takes neither of two rows for one vehicle', () => {
    const rows = table(['plate', 'vin'], ['KL 99', ''], ['kl-99', ''], ['KL 98', '03111444'], ['', '0311 1444']);
    expect(faultsOf(rows)).toEqual(['2:1 IMPORT_TWICE', '3:1 IMPORT_TWICE', '4:2 IMPORT_TWICE', '5:2 IMPORT_TWICE']);
  });

  it('puts a row over the template, or under it when that is preferred', () => {
    const rows = table(['plate', 'fuel_type'], ['KL 99', 'diesel']);
    const template = fieldsWith({ fuelType: 'electric', instructions: 'Behind the headlight' });
    const fuel = (preferTemplate: boolean) => preview(rows, { template, preferTemplate }).good[0]?.fields;
    expect(fuel(false)).toMatchObject({ plate: 'KL 99', fuelType: 'diesel', instructions: 'Behind the headlight' });
    expect(fuel(true)).toMatchObject({ plate: 'KL 99', fuelType: 'electric' });
  });

  it('refuses the 1,001st row with the count, and does not count blank ones', () => {
    const rows = Array.from({ length: mostImportedRows }, (_, index) => [`KL ${index}`]);
    expect(preview(table(['plate'], ...rows, [''], [' '])).good).toHaveLength(1_000);
    const { columns, rows: many } = table(['plate'], ...rows, ['KL 2000']);
    const rules: RowRules = { columns, defaultKind: 'installation', template: null, preferTemplate: false };
    expect(previewImport(many, rules, nothing)).toEqual({ kind: 'too-many', rows: 1_001 });
  });

  it('takes back the apostrophe that its own exports put before formulas', () => {
    expect(preview(table(['custom_name'], ["'=1+1"])).good[0]?.fields.customName).toBe('=1+1');
  });

  it('says what is allowed and yet unusual, of good rows only', () => {
    const { good, doubts } = preview(
      table(
        ['plate', 'vin', 'unit_serial', 'instructions'],
        ['', '', '', 'Behind the headlight'],
        ['KL 1', '03111444', '123456789123456', ''],
        ['', '1M8GDM9A1KP042788', '', ''],
        ['', '', '12', 'no serial'],
      ),
    );
    expect(good).toHaveLength(3);
    expect(doubts.map(({ line, column, code }) => `${line}:${column} ${code}`)).toEqual([
      '2:null IMPORT_NO_VEHICLE',
      '3:2 IMPORT_VIN_PART',
      '3:3 IMPORT_SERIAL_DOUBT',
      '4:2 IMPORT_VIN_DOUBT',
    ]);
  });

  it('knows whether any row names a partner, a refused one too', () => {
    const named = (...cells: readonly string[]) =>
      preview(table(['plate', 'partner'], ['KL 1', ...cells])).namesPartners;
    expect([named(), named(' '), named('T1E2S'), named('ZZZZZ')]).toEqual([false, false, true, true]);
  });

  it('groups by what has to be done, the most frequent first', () => {
    const { faults } = preview(table(['plate', 'vin'], ['KL 1', 'x'], ['KL 2', 'x'], ['KL 3', '']), {
      around: { ...nothing, openPlates: new Set(['KL3']) },
    });
    expect(groupFaults(faults).map(({ code, name, faults: all }) => `${code} ${name} ${all.length}`)).toEqual([
      'JOB_VIN_BAD vin 2',
      'IMPORT_OPEN_JOB license_plate 1',
    ]);
  });

  it('P27 never throws, and a row is good or told of, whatever it holds', () => {
    const cell = fc.oneof(
      fc.string(),
      fc.string({ unit: 'binary' }),
      fc.constantFrom('=1+1', '\0', 'T1E2S', '1.1.2026'),
    );
    const header = fc.array(fc.oneof(cell, fc.constantFrom('vin', 'plate', 'task', 'partner', 'unit_serial')));
    fc.assert(
      fc.property(header, fc.array(fc.array(cell)), (headings, cells) => {
        const { rows, good, faults } = preview(table(headings, ...cells));
        const told = new Set(faults.map(({ line }) => line));
        expect(good.length + told.size).toBe(rows);
        expect(good.some(({ line }) => told.has(line))).toBe(false);
      }),
    );
  });
});
