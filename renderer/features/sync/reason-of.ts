import type { QueueRow } from '#core/contract/station/sync.ts';
import type { Texts } from '#core/texts/create-texts.ts';
import { say } from '../../text/say.ts';
import { waitOf } from './age-of.ts';

/** Why an operation is where it is: the reason, and beneath it what happens next, each one sentence. */
export interface Reason {
  readonly why: string;
  readonly next: string | null;
}

/** @param sinceMs how long ago the station told this row: countdowns go on from there */
export function reasonOf(texts: Texts, row: QueueRow, sinceMs: number): Reason {
  if (row.waits !== null) {
    return waitingReason(texts, row.waits, sinceMs);
  }
  const verdict = row.verdict === null ? '' : say(texts, [`sync.verdict.${row.verdict}`, row.verdict]);
  const code = row.code === null ? '' : say(texts, [`codes.${row.code}.title`, row.code]);
  return {
    why: [verdict, code].filter((part) => part !== '').join(': '),
    next: row.winner === null ? null : texts.t('sync.winner', { name: row.winner }),
  };
}

function waitingReason(texts: Texts, waits: NonNullable<QueueRow['waits']>, sinceMs: number): Reason {
  const { why, behindSeq, nextTryInMs, tries } = waits;
  const leftMs = nextTryInMs === null ? null : Math.max(0, nextTryInMs - sinceMs);
  const tried = tries > 1 ? [texts.t('sync.tries', { count: tries })] : [];
  const turn =
    leftMs === null
      ? []
      : [leftMs === 0 ? texts.t('sync.next-now') : texts.t('sync.next-in', { left: waitOf(texts, leftMs) })];
  const next = [...tried, ...turn].join(' ');
  return { why: texts.t(`sync.waits.${why}`, { seq: behindSeq ?? 0 }), next: next === '' ? null : next };
}
