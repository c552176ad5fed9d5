// The words of one row of a carton: what the centre says, why, and what comes next (OWN-12, OWN-15).
import type { CartonRow } from '#core/domain/carton/carton.ts';
import { type CartonOutcome, cartonOutcome } from '#core/domain/carton/carton-outcome.ts';
import { namingKey, type RowReason, rowReason } from '#core/domain/carton/row-reason.ts';
import type { Texts, TextValues } from '#core/texts/create-texts.ts';
import { say } from '../../text/say.ts';
import type { Mark } from '../../ui/status-mark.tsx';

export interface RowWords {
  readonly mark: Mark;
  readonly state: string;
  /** When the centre decided, when it was asked, or how old the verdict is; empty for a live one. */
  readonly when: string;
  readonly finding: string;
  readonly next: string;
}

export interface RowSetting {
  readonly customer: string;
  readonly isChecking: boolean;
}

export function rowWords(texts: Texts, row: CartonRow, { customer, isChecking }: RowSetting): RowWords {
  const outcome = cartonOutcome(row);
  const reason = rowReason(row);
  const values = {
    owner: '',
    ownerKnown: 'no',
    tool: '',
    toolKnown: 'no',
    asset: '',
    date: '',
    expected: '',
    customer,
    ...reason?.detail,
  };
  const isHeld = reason?.holder !== undefined;
  const isAsking = isChecking && row.transfer.kind !== 'requested' && row.transfer.kind !== 'done';
  return {
    mark: isAsking ? 'work' : isHeld ? 'wait' : outcomeMarks[outcome],
    state: texts.t(isAsking ? 'carton.checking' : isHeld ? 'carton.reserved' : `carton.outcome.${outcome}`),
    when: whenOf(texts, row),
    finding: reason === null ? '' : findingOf(texts, reason, values),
    next: reason === null || outcome === 'requested' ? '' : nextOf(texts, reason, values),
  };
}

function nextOf(texts: Texts, { code, holder }: RowReason, values: TextValues): string {
  return holder === undefined
    ? say(texts, [`codes.${code}.next`, ''], values)
    : texts.t('carton.held-next', { breakable: holder.breakable ? 'yes' : 'no' });
}

function findingOf(texts: Texts, reason: RowReason, values: TextValues): string {
  if (reason.winner !== null) {
    return texts.t(namingKey(reason), {
      name: reason.winner.name,
      time: texts.date(reason.winner.at, 'date-time'),
    });
  }
  const withName = `sheet.finding.${reason.code}`;
  return reason.code === 'STILL_PAIRED'
    ? say(texts, [withName, reason.code], values)
    : say(texts, [`codes.${reason.code}.title`, reason.code], values);
}

function whenOf(texts: Texts, { transfer, verdict }: CartonRow): string {
  switch (transfer.kind) {
    case 'requested':
      return texts.t('carton.requested-at', { time: texts.date(transfer.at, 'time') });
    case 'done':
      return texts.t(transfer.repeated ? 'carton.was-so' : 'carton.accepted-at', {
        time: texts.date(transfer.acceptedAt, 'time'),
      });
    case 'refused':
    case 'open':
      return verdict.freshness === 'live'
        ? ''
        : texts.t('carton.last-known', { time: texts.date(verdict.asOf, 'date-time') });
  }
}

/** Nothing is green before the centre has said so (OWN-11, ux rule 15): what is ready waits for a person, what is requested has a clock. */
export const outcomeMarks: Readonly<Record<CartonOutcome, Mark>> = {
  ready: 'idle',
  'choose-type': 'warn',
  requested: 'wait',
  transferred: 'ok',
  already: 'ok',
  lost: 'stop',
  refused: 'stop',
  blocked: 'stop',
};
