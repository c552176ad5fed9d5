import type { IssueView } from '#core/contract/station/pairing.ts';
import { epochMs, type IsoTime } from '#core/kernel/iso-time.ts';
import type { Texts } from '#core/texts/create-texts.ts';
import type { Mark } from '../../ui/status-mark.tsx';

/** Words and marks of a pairing that failed, in one place for the sheet and the inbox. */
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
/** From so many on, hours say enough. */
const roughFromMs = 3 * hourMs;

/** How long until a moment, as people say it: `41 h`, `38 min`, `20 s`; `now` once it has come. */
export function timeUntil(texts: Texts, at: IsoTime, nowMs: number): string {
  const leftMs = epochMs(at) - nowMs;
  if (leftMs <= 0) {
    return texts.t('pairing.now');
  }
  if (leftMs >= roughFromMs) {
    return texts.t('pairing.hours', { count: Math.floor(leftMs / hourMs) });
  }
  return leftMs >= minuteMs
    ? texts.t('pairing.minutes', { count: Math.floor(leftMs / minuteMs) })
    : texts.t('pairing.seconds', { count: Math.ceil(leftMs / 1_000) });
}

/** What happens without anybody doing anything. */
export function outlookWords(texts: Texts, { outlook }: IssueView, nowMs: number): string {
  switch (outlook.kind) {
    case 'by-the-hour':
      return texts.t('pairing.outlook.by-the-hour', {
        next: timeUntil(texts, outlook.nextAt, nowMs),
        left: timeUntil(texts, outlook.endsAt, nowMs),
        until: texts.date(outlook.endsAt, 'date-time'),
      });
    case 'over':
      return texts.t('pairing.outlook.over', { time: texts.date(outlook.endedAt, 'date-time') });
    case 'with-next-message':
      return texts.t('pairing.outlook.with-next-message');
  }
}

/** How often and since when, e.g. `27 times since 19 Nov 2026, 08:00, last 10:00`. */
export function countWords(texts: Texts, { count, firstAt, lastAt }: IssueView): string {
  return count === 1
    ? texts.t('pairing.found-once', { time: texts.date(lastAt, 'date-time') })
    : texts.t('pairing.found-often', {
        count,
        first: texts.date(firstAt, 'date-time'),
        last: texts.date(lastAt, 'date-time'),
      });
}

/** What still repeats is warned of; what nothing but a person helps stops. */
export function markOfIssue({ outlook }: IssueView): Mark {
  return outlook.kind === 'over' ? 'stop' : 'warn';
}
