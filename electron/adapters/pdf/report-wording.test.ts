import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ReportCheck, ReportWanted } from '#core/domain/reports/job-report.ts';
import { createTexts } from '#core/texts/create-texts.ts';
import { catalogues } from '#resources/texts/catalogues.ts';
import { measureOf, writeMeasured, writeNumber, writeWanted } from './report-wording.ts';

const english = createTexts({ locale: 'en', catalogues });
const german = createTexts({ locale: 'de', catalogues });
const plain = (text: string) => text.replaceAll('\u00a0', ' ');

const limits = (minimum: number | null, maximum: number | null): ReportWanted => ({
  kind: 'limits',
  minimum,
  maximum,
  unit: 'V',
  decimals: 1,
});

describe('REP-2 values in words, STA-6 by locale', () => {
  it.each<[ReportWanted, string, string]>([
    [limits(22, 30), '22.0 to 30.0 V', '22,0 bis 30,0 V'],
    [limits(-95, null), '−95.0 V or more', 'mindestens −95,0 V'],
    [limits(null, 0.5), '0.5 V or less', 'höchstens 0,5 V'],
    [{ kind: 'text', text: 'registered' }, 'registered', 'registered'],
    [{ kind: 'nothing' }, '–', '–'],
  ])('%o', (wanted, inEnglish, inGerman) => {
    expect(plain(writeWanted(english, wanted))).toBe(inEnglish);
    expect(plain(writeWanted(german, wanted))).toBe(inGerman);
  });

  it('shows every run, also one that gave no value', () => {
    const run = (value: number | null) => ({
      measured: value === null ? null : { kind: 'number' as const, value, unit: 'V', decimals: 0 },
      result: 'pass' as const,
    });
    const check = (...values: (number | null)[]): ReportCheck => ({
      label: 'x',
      wanted: limits(1, 2),
      runs: values.map(run),
      series: null,
      result: 'pass',
      source: 'cable',
      note: null,
      photoCount: 0,
    });
    expect(plain(writeMeasured(english, check()))).toBe('–');
    expect(plain(writeMeasured(english, check(4)))).toBe('4 V');
    expect(plain(writeMeasured(english, check(null, 4, 9)))).toBe('–, then 4 V, then 9 V');
    expect(measureOf(check(4))).toMatchObject({ unit: 'V', decimals: 0 });
    expect(measureOf(check())).toMatchObject({ unit: 'V', decimals: 1 });
  });

  it('never loses a sign or a decimal it was told to keep', () => {
    fc.assert(
      fc.property(fc.integer({ min: -999_999, max: 999_999 }), fc.integer({ min: 0, max: 4 }), (whole, decimals) => {
        const value = whole / 10 ** decimals;
        const written = writeNumber(english, value, { unit: null, decimals });
        expect(Number(written.replaceAll(',', '').replace('\u2212', '-'))).toBe(value);
        expect(written.split('.')[1]?.length ?? 0).toBe(decimals);
      }),
    );
  });
});
