import type { Texts } from '#core/texts/create-texts.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** How long something has waited, in the one unit that says it: `12 min`, `3 h`, `4 days`. */
export function ageOf(texts: Texts, ageMs: number): string {
  if (ageMs < minuteMs) {
    return texts.t('sync.age.now');
  }
  if (ageMs < hourMs) {
    return texts.t('sync.age.minutes', { count: Math.floor(ageMs / minuteMs) });
  }
  return ageMs < 2 * dayMs
    ? texts.t('sync.age.hours', { count: Math.floor(ageMs / hourMs) })
    : texts.t('sync.age.days', { count: Math.floor(ageMs / dayMs) });
}

/** How long until the next try: seconds while they can be watched, then minutes. */
export function waitOf(texts: Texts, leftMs: number): string {
  const seconds = Math.ceil(leftMs / 1000);
  return seconds < 100
    ? texts.t('sync.left.seconds', { count: seconds })
    : texts.t('sync.left.minutes', { count: Math.ceil(seconds / 60) });
}
