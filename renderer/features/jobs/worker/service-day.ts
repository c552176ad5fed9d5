import type { Texts } from '#core/texts/create-texts.ts';

const dayMs = 86_400_000;

/** How far a day of service is from today: `late` and `later` with the number of days. */
export type DayDistance =
  | { readonly kind: 'today' | 'tomorrow' }
  | { readonly kind: 'late' | 'later'; readonly days: number };

export function dayDistance(day: string, today: string): DayDistance {
  const days = Math.round((Date.parse(day) - Date.parse(today)) / dayMs);
  if (days < 0) {
    return { kind: 'late', days: -days };
  }
  return days < 2 ? { kind: days === 0 ? 'today' : 'tomorrow' } : { kind: 'later', days };
}

export function distanceWords(texts: Texts, distance: DayDistance): string {
  return texts.t(`jobs-worker.day.${distance.kind}`, { days: 'days' in distance ? distance.days : 0 });
}
