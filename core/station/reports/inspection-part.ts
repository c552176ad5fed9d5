import type { AutomaticCheck, Checklist, CheckOutcome, CheckResult } from '../../domain/inspection/checklist.ts';
import type { JobReport, ReportCheck, ReportReading, ReportWanted } from '../../domain/reports/job-report.ts';
import type { Texts } from '../../texts/create-texts.ts';
import type { ReportSource } from './build-report.ts';
import { printable, printableOrNull, printableRemark } from './printable.ts';

/** The inspection of a report: every check with what was wanted, every run, and the course of the last one (INSP-2). */
export function inspectionPart({ context, session, texts }: ReportSource): JobReport['inspection'] {
  const { inspection } = session;
  if (inspection.kind === 'open' || inspection.checks.length === 0) {
    return { kind: 'not-done', reason: texts.t('report-part.inspection-not-done') };
  }
  const checklist = context.checklists.find(({ id }) => id === inspection.checklistId) ?? null;
  const ids = [...new Set(inspection.checks.map(({ checkId }) => checkId))].slice(0, checksAtMost);
  const checks = ids.map((id) => {
    const runs = inspection.checks.filter(({ checkId }) => checkId === id);
    return checkOf(texts, runs, checklist);
  });
  return {
    kind: 'done',
    rule: texts.t('report-part.rule'),
    overall: overallOf(inspection.result, checks),
    checks,
  };
}

const checksAtMost = 500;
/** Of a check that was repeated without end the newest runs are printed. */
const runsAtMost = 50;
const pointsAtMost = 2_000;

/** Paper knows three words. What was not possible or not decided is no pass, and no failure either unless a check failed (INSP-2). */
function overallOf(result: CheckResult | null, checks: readonly ReportCheck[]): 'pass' | 'warn' | 'fail' {
  switch (result) {
    case 'pass':
    case 'warn':
    case 'fail':
      return result;
    default:
      return checks.some((check) => check.result === 'fail') ? 'fail' : 'warn';
  }
}

function checkOf(texts: Texts, runs: readonly CheckOutcome[], checklist: Checklist | null): ReportCheck {
  const last = runs.at(-1);
  const id = last?.checkId ?? '';
  const defined = checklist?.checks.find((check) => check.id === id);
  const limits = defined?.kind === 'automatic' ? defined : null;
  const title = `checks.${id}.title`;
  const series =
    last === undefined || last.series.length < 2
      ? null
      : last.series.slice(-pointsAtMost).map((value) => scaled(value, last.unit));
  return {
    label: printable(texts.has(title) ? texts.t(title) : id),
    wanted: limits === null ? { kind: 'text', text: texts.t('report-part.by-hand') } : wantedOf(texts, limits, last),
    runs: runs.slice(-runsAtMost).map((run) => ({ measured: readingOf(texts, run), result: run.result })),
    series: series === null ? null : { values: series, durationMs: (limits?.seconds ?? 1) * 1_000 },
    result: last?.result ?? 'not-possible',
    source: last?.source ?? 'cable',
    note: noteOf(texts, last),
    photoCount: 0,
  };
}

function noteOf(texts: Texts, last: CheckOutcome | undefined): string | null {
  if (last?.why == null || last.why === '') {
    return null;
  }
  const reason = `checks.why.${last.why}`;
  return printableRemark(texts.has(reason) ? texts.t(reason) : last.why);
}

function readingOf(texts: Texts, { value, unit, kind, result }: CheckOutcome): ReportReading | null {
  if (kind === 'manual') {
    return { kind: 'text', text: texts.t(`report-part.answer.${result}`) };
  }
  if (value === null) {
    return null;
  }
  if (typeof value === 'number') {
    return { kind: 'number', value: scaled(value, unit), unit: shownUnit(unit), decimals: decimalsOf(unit) };
  }
  if (typeof value === 'boolean') {
    return { kind: 'text', text: texts.t(value ? 'report-part.yes' : 'report-part.no') };
  }
  return { kind: 'text', text: wordOf(texts, value) };
}

function wantedOf(texts: Texts, check: AutomaticCheck, last: CheckOutcome | undefined): ReportWanted {
  const unit = last?.unit ?? null;
  const limits = limitsThatFit(check, last?.value ?? null);
  const minimum = limits?.warnBelow ?? limits?.failBelow ?? null;
  const maximum = limits?.warnAbove ?? limits?.failAbove ?? null;
  if (minimum !== null || maximum !== null) {
    return {
      kind: 'limits',
      minimum: minimum === null ? null : scaled(minimum, unit),
      maximum: maximum === null ? null : scaled(maximum, unit),
      unit: shownUnit(unit),
      decimals: decimalsOf(unit),
    };
  }
  const words = (check.passValues ?? []).map((value) =>
    typeof value === 'boolean' ? texts.t(value ? 'report-part.yes' : 'report-part.no') : wordOf(texts, value),
  );
  return words.length === 0 ? { kind: 'nothing' } : { kind: 'text', text: printable(texts.list(words)) };
}

/** Of several ranges, as for 12 V and 24 V vehicles, the one that the value lies in; the first where it lies in none. */
function limitsThatFit(
  { limits, orLimits = [] }: AutomaticCheck,
  value: CheckOutcome['value'],
): AutomaticCheck['limits'] {
  const holds = (one: NonNullable<AutomaticCheck['limits']>) =>
    typeof value === 'number' &&
    value >= (one.failBelow ?? Number.NEGATIVE_INFINITY) &&
    value <= (one.failAbove ?? Number.POSITIVE_INFINITY);
  return orLimits.find(holds) ?? limits;
}

function wordOf(texts: Texts, value: string): string {
  const key = `report-part.value.${value}`;
  return printable(texts.has(key) ? texts.t(key) : value);
}

/** What people read instead of what units measure: volts, kilometres. */
const shown: Readonly<Record<string, { readonly unit: string; readonly per: number; readonly decimals: number }>> = {
  mV: { unit: 'V', per: 1_000, decimals: 1 },
  m: { unit: 'km', per: 1_000, decimals: 0 },
};

function scaled(value: number, unit: string | null): number {
  return value / (shown[unit ?? '']?.per ?? 1);
}

function shownUnit(unit: string | null): string | null {
  return shown[unit ?? '']?.unit ?? printableOrNull(unit);
}

function decimalsOf(unit: string | null): number {
  return shown[unit ?? '']?.decimals ?? 0;
}
