import type { BenchBay } from '#core/contract/station/cable.ts';
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

export function bayWords(texts: Texts, bay: BenchBay): BayWords {
  return { ...headOf(texts, bay), ...stateOf(texts, bay) };
}

function headOf(texts: Texts, bay: BenchBay): Pick<BayWords, 'head' | 'isNumber'> {
  const { unit, answer, name } = bay;
  const told = answer.kind === 'unit' ? answer.imei : null;
  const number = isStranger(bay) ? told : (unit ?? told);
  if (number !== null) {
    return { head: shortUnit(number), isNumber: true };
  }
  const nameless = isFree(bay) ? texts.t('bench.bay-free') : texts.t('sheet.bay', { bay: bay.bay });
  return { head: name ?? nameless, isNumber: false };
}

/** Nobody is there as far as is known. A unit that tells no number, or is locked, is somebody, and a port that cannot be used is not free. */
function isFree({ answer }: BenchBay): boolean {
  return answer.kind !== 'unit' && (answer.kind !== 'trouble' || answer.reason === 'silent');
}

/** Another unit answers than the one of the bay's sheet: it was exchanged since. */
function isStranger({ unit, answer }: BenchBay): boolean {
  return unit !== null && answer.kind === 'unit' && answer.imei !== unit.slice(unit.indexOf(':') + 1);
}

function stateOf(texts: Texts, bay: BenchBay): Pick<BayWords, 'line' | 'mark'> {
  const { state, unit, answer } = bay;
  if (state === 'gone') {
    return { line: texts.t('bench.bay-gone'), mark: 'warn' };
  }
  if (state === 'working') {
    return { line: workLine(texts, bay), mark: 'work' };
  }
  if (answer.kind === 'asking') {
    return { line: texts.t('bench.bay-asking'), mark: 'work' };
  }
  return unit === null ? ofFreeBay(texts, bay) : ofSheetsBay(texts, bay);
}

/** Nothing runs, and a sheet's unit was worked on here. Green only while it is that unit, and all that was written to it is proven. */
function ofSheetsBay(texts: Texts, bay: BenchBay): Pick<BayWords, 'line' | 'mark'> {
  const { answer, name, leftUnproven } = bay;
  if (answer.kind === 'trouble') {
    return { line: troubleLine(texts, answer.reason), mark: 'warn' };
  }
  if (isStranger(bay)) {
    return { line: texts.t('bench.bay-stranger'), mark: 'stop' };
  }
  return leftUnproven
    ? { line: named(name, texts.t('bench.bay-unproven')), mark: 'warn' }
    : { line: named(name, texts.t('bench.safe-to-unplug')), mark: 'ok' };
}

function ofFreeBay(texts: Texts, { answer, name, port }: BenchBay): Pick<BayWords, 'line' | 'mark'> {
  switch (answer.kind) {
    case 'unit':
      return { line: named(name, texts.t('bench.bay-unit', { model: answer.model })), mark: 'idle' };
    case 'trouble':
      return { line: troubleLine(texts, answer.reason), mark: answer.reason === 'silent' ? 'idle' : 'warn' };
    default:
      return { line: shortPort(port), mark: 'idle' };
  }
}

function troubleLine(texts: Texts, reason: string): string {
  return reason === 'silent'
    ? texts.t('bench.bay-silent')
    : say(texts, [`bench.bay-trouble.${reason}`, texts.t('bench.bay-trouble')]);
}

/** While something is written the warning goes before what is done, for the hand that is at the plug. */
function workLine(texts: Texts, { activity, safeToUnplug }: BenchBay): string {
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
