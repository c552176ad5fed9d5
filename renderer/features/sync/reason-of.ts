import type { QueueRow } from '#core/contract/station/sync.ts';
import type { Texts } from '#core/texts/create-texts.ts';
import { say } from '../../text/say.ts';

/** Why it waits or was not taken; for a lost race who won it. */
export function reasonOf(texts: Texts, row: QueueRow): string {
  if (row.state === 'waiting' || row.state === 'sending') {
    return texts.t(`sync.reason.${row.state}`);
  }
  const verdict = row.verdict === null ? '' : say(texts, [`sync.verdict.${row.verdict}`, row.verdict]);
  const code = row.code === null ? '' : say(texts, [`codes.${row.code}.title`, row.code]);
  const winner = row.winner === null ? '' : texts.t('sync.winner', { name: row.winner });
  return [verdict, code, winner].filter((part) => part !== '').join(' · ');
}
