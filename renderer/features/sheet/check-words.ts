import type { AutomaticCheck, CheckOutcome } from '#core/domain/inspection/checklist.ts';
import type { Texts } from '#core/texts/create-texts.ts';
import { say } from '../../text/say.ts';

// How measured values and their limits are written: the unit people read, the reader's way of writing numbers.

type Value = CheckOutcome['value'];

/** `24620` mV → `24.62 V`; `true`, `home` … → their words; nothing → a dash. */
export function measuredWords(texts: Texts, value: Value, unit: string | null): string {
  if (value === null) {
    return '–';
  }
  if (typeof value !== 'number') {
    return say(texts, [`inspect.value.${String(value)}`, String(value)]);
  }
  return numberWords(texts, value, unit);
}

/** The unit of a health field, which its name ends with. Null for counts and levels. */
export function unitOfField(field: string): string | null {
  return Object.entries(fieldUnits).find(([ending]) => field.endsWith(ending))?.[1] ?? null;
}

const fieldUnits = { Millivolts: 'mV', Metres: 'm', Seconds: 's' } as const;

/** What passes: `11.5 to 15.5 V or 23 to 29.5 V`, `6 or more`, `home or roaming`; empty where any value will do. */
export function wantedWords(texts: Texts, check: AutomaticCheck): string {
  const unit = unitOfField(check.field);
  const ranges = passRanges(check).map((range) => rangeWords(texts, range, unit));
  const words = (check.passValues ?? []).map((value) => measuredWords(texts, value, null));
  return [...ranges, ...words].join(` ${texts.t('inspect.or')} `);
}

export interface PassRange {
  readonly lower: number | null;
  readonly upper: number | null;
}

/** Where a number passes without a warning. */
export function passRanges({ limits, orLimits = [] }: AutomaticCheck): readonly PassRange[] {
  return limits === undefined
    ? []
    : [limits, ...orLimits].map((one) => ({
        lower: one.warnBelow ?? one.failBelow ?? null,
        upper: one.warnAbove ?? one.failAbove ?? null,
      }));
}

/** Of several ranges the one that these values fall into or come nearest to, e.g. that of 24 V vehicles. */
export function rangeFor(ranges: readonly PassRange[], values: readonly number[]): PassRange | null {
  const last = values.at(-1);
  if (last === undefined) {
    return ranges[0] ?? null;
  }
  const [nearest] = [...ranges].sort((left, right) => distance(left, last) - distance(right, last));
  return nearest ?? null;
}

function distance({ lower, upper }: PassRange, value: number): number {
  return Math.max(0, (lower ?? Number.NEGATIVE_INFINITY) - value, value - (upper ?? Number.POSITIVE_INFINITY));
}

function rangeWords(texts: Texts, { lower, upper }: PassRange, unit: string | null): string {
  if (lower === null || upper === null) {
    return upper === null
      ? texts.t('inspect.at-least', { limit: numberWords(texts, lower ?? 0, unit) })
      : texts.t('inspect.at-most', { limit: numberWords(texts, upper, unit) });
  }
  return texts.t('inspect.between', { lower: bareNumber(texts, lower, unit), upper: numberWords(texts, upper, unit) });
}

/** Shown in the unit that people think in. */
const shownUnits: Readonly<Record<string, { readonly unit: string; readonly per: number; readonly decimals: number }>> =
  {
    mV: { unit: 'V', per: 1000, decimals: 2 },
    m: { unit: 'km', per: 1000, decimals: 0 },
  };

function numberWords(texts: Texts, value: number, unit: string | null): string {
  if (unit === 's' && value >= 120) {
    return value >= 7200
      ? texts.t('inspect.hours', { hours: Math.round(value / 3600) })
      : texts.t('inspect.minutes', { minutes: Math.round(value / 60) });
  }
  const number = bareNumber(texts, value, unit);
  const shown = unit === null ? null : (shownUnits[unit]?.unit ?? unit);
  return shown === null ? number : `${number} ${shown}`;
}

function bareNumber(texts: Texts, value: number, unit: string | null): string {
  const shown = unit === null ? undefined : shownUnits[unit];
  return texts.number(value / (shown?.per ?? 1), { maximumFractionDigits: shown?.decimals ?? 1 });
}
