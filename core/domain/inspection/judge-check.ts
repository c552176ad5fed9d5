// One measured value against the limits of its check (INSP-2). It never guesses: what was not measured is not possible, and says why.
import type { AutomaticCheck, CheckResult } from './checklist.ts';
import { worstResult } from './worst-result.ts';

/** A measured field as a driver tells it; `unknown` with the reason where it could not be measured. */
export type Measurement =
  | { readonly kind: 'value'; readonly value: number | string | boolean }
  | { readonly kind: 'unknown'; readonly why: string };

/** `why` is null for a pass, one of `checkReasons` for a warning or failure, and the measurement's own words where it was not possible. */
export interface CheckJudgement {
  readonly result: CheckResult;
  readonly why: string | null;
}

/** Why a value was judged as it was. The words stand under `checks.why.<reason>`. */
export const checkReasons = [
  'below-fail',
  'below-warn',
  'above-warn',
  'above-fail',
  'value-warns',
  'value-fails',
  'not-a-number',
  'firmware-here',
  'firmware-vendor-tool',
  'vin-differs',
  'vin-short',
] as const;
export type CheckReason = (typeof checkReasons)[number];

/**
 * Judges one value. A limit itself is still inside: `failBelow: 9000` accepts 9000. With several ranges, as for 12 V and 24 V vehicles, the
 * one that fits best counts. A check without limits and words asks only that there is a value.
 */
export function judgeCheck(check: AutomaticCheck, measured: Measurement): CheckJudgement {
  if (measured.kind === 'unknown') {
    return { result: 'not-possible', why: measured.why };
  }
  const { value } = measured;
  if (check.limits !== undefined) {
    return typeof value === 'number' && Number.isFinite(value)
      ? bestOf([check.limits, ...(check.orLimits ?? [])].map((limits) => judgeNumber(limits, value)))
      : judged('fail', 'not-a-number');
  }
  return typeof value === 'number' ? pass : judgeWord(check, value);
}

type Limits = NonNullable<AutomaticCheck['limits']>;

const pass: CheckJudgement = { result: 'pass', why: null };

function judged(result: CheckResult, why: CheckReason): CheckJudgement {
  return { result, why };
}

function judgeNumber({ failBelow, warnBelow, warnAbove, failAbove }: Limits, value: number): CheckJudgement {
  if (failBelow !== undefined && value < failBelow) {
    return judged('fail', 'below-fail');
  }
  if (failAbove !== undefined && value > failAbove) {
    return judged('fail', 'above-fail');
  }
  if (warnBelow !== undefined && value < warnBelow) {
    return judged('warn', 'below-warn');
  }
  return warnAbove !== undefined && value > warnAbove ? judged('warn', 'above-warn') : pass;
}

function judgeWord({ passValues, warnValues }: AutomaticCheck, value: string | boolean): CheckJudgement {
  if (passValues?.includes(value) === true || (passValues === undefined && warnValues === undefined)) {
    return pass;
  }
  return warnValues?.includes(value) === true ? judged('warn', 'value-warns') : judged('fail', 'value-fails');
}

/** Of equally bad ones the first is told: a checklist names the usual range first. */
function bestOf(judgements: readonly CheckJudgement[]): CheckJudgement {
  return judgements.reduce((best, one) =>
    best.result !== one.result && worstResult([best.result, one.result]) === best.result ? one : best,
  );
}
