import type { BayView } from '#core/contract/station/cable.ts';
import type { Texts } from '#core/texts/create-texts.ts';
import { say } from '../../text/say.ts';
import type { Mark } from '../../ui/status-mark.tsx';
import { shortPort } from './short-port.ts';
import { shortUnit } from './short-unit.ts';

/** What stands on a bay's card: whose it is or who answered, how it stands, and the mark for it. */
export interface BayWords {
  readonly head: string;
  readonly isNumber: boolean;
  readonly line: string;
  readonly mark: Mark;
}

export function bayWords(texts: Texts, bay: BayView): BayWords {
  return { ...headOf(texts, bay), ...stateOf(texts, bay) };
}

function headOf(texts: Texts, { unit, answer, name }: BayView): Pick<BayWords, 'head' | 'isNumber'> {
  const number = unit ?? (answer.kind === 'unit' ? answer.imei : null);
  return number === null
    ? { head: name ?? texts.t('bench.bay-free'), isNumber: false }
    : { head: shortUnit(number), isNumber: true };
}

function stateOf(texts: Texts, bay: BayView): Pick<BayWords, 'line' | 'mark'> {
  const { state, unit, name, answer } = bay;
  if (state === 'gone') {
    return { line: texts.t('bench.bay-gone'), mark: 'warn' };
  }
  if (state === 'working') {
    return { line: workLine(texts, bay), mark: 'work' };
  }
  if (answer.kind === 'asking') {
    return { line: texts.t('bench.bay-asking'), mark: 'work' };
  }
  if (unit !== null) {
    return { line: named(name, texts.t('bench.safe-to-unplug')), mark: 'ok' };
  }
  switch (answer.kind) {
    case 'unit':
      return { line: named(name, texts.t('bench.bay-unit', { model: answer.model })), mark: 'idle' };
    case 'trouble':
      return answer.reason === 'silent'
        ? { line: texts.t('bench.bay-silent'), mark: 'idle' }
        : { line: say(texts, [`bench.bay-trouble.${answer.reason}`, texts.t('bench.bay-trouble')]), mark: 'warn' };
    default:
      return { line: shortPort(bay.port), mark: 'idle' };
  }
}

/** While something is written the warning goes before what is done, for the hand that is at the plug. */
function workLine(texts: Texts, { activity, safeToUnplug }: BayView): string {
  const doing = safeToUnplug
    ? say(texts, [`cable.doing.${activity?.key ?? ''}`, texts.t('cable.working')])
    : texts.t('bench.do-not-unplug');
  const leftMs = activity?.leftMs ?? null;
  return leftMs === null || leftMs < 1_000
    ? doing
    : texts.t('bench.bay-left', { doing, seconds: Math.round(leftMs / 1_000) });
}

function named(name: string | null, words: string): string {
  return name === null ? words : `${name} · ${words}`;
}
