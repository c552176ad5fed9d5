// How a report's values are written out: with the reader's digits, units beside them, limits in words.

import type { ReportCheck, ReportReading, ReportWanted } from '#core/domain/reports/job-report.ts';
import type { Texts } from '#core/texts/create-texts.ts';

interface Measure {
  readonly unit: string | null;
  readonly decimals: number;
}

const noBreakSpace = '\u00a0';

/** `24.6 V`; the sign is a real minus, and digit and unit stay on one line. */
export function writeNumber(texts: Texts, value: number, { unit, decimals }: Measure): string {
  const digits = texts
    .number(value, { minimumFractionDigits: decimals, maximumFractionDigits: decimals })
    .replace('-', '\u2212');
  return unit === null ? digits : `${digits}${noBreakSpace}${unit}`;
}

export function writeReading(texts: Texts, reading: ReportReading): string {
  return reading.kind === 'text' ? reading.text : writeNumber(texts, reading.value, reading);
}

/** `22 to 30 V`, `6 or more`, or the words of the checklist. */
export function writeWanted(texts: Texts, wanted: ReportWanted): string {
  if (wanted.kind === 'text') {
    return wanted.text;
  }
  if (wanted.kind === 'nothing') {
    return texts.t('report.none');
  }
  const { minimum, maximum } = wanted;
  if (minimum !== null && maximum !== null) {
    return texts.t('report.between', {
      minimum: writeNumber(texts, minimum, { ...wanted, unit: null }),
      maximum: writeNumber(texts, maximum, wanted),
    });
  }
  return minimum === null
    ? texts.t('report.at-most', { maximum: writeNumber(texts, maximum ?? 0, wanted) })
    : texts.t('report.at-least', { minimum: writeNumber(texts, minimum, wanted) });
}

/** All runs in order, `5, then 9`: a value that was repeated after a repair shows both. */
export function writeMeasured(texts: Texts, check: ReportCheck): string {
  const readings = check.runs.map((run) =>
    run.measured === null ? texts.t('report.none') : writeReading(texts, run.measured),
  );
  if (readings.length === 0) {
    return texts.t('report.none');
  }
  return readings.reduce((first, second) => texts.t('report.then', { first, second }));
}

/** How exact the course of a check is written: as its reading, or as its limits if it was read as text. */
export function measureOf(check: ReportCheck): Measure {
  const reading = check.runs.at(-1)?.measured;
  if (reading?.kind === 'number') {
    return reading;
  }
  return check.wanted.kind === 'limits' ? check.wanted : { unit: null, decimals: 0 };
}
