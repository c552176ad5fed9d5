import type { AnswerLine, ExchangeOutcome, ExchangeRequest } from '../command-exchange.ts';
import { type ResultCode, readResultCode } from './result-codes.ts';

/**
 * What an answer of a V.250 dialogue may leave on the line: it may come a second time, and a final code does not say whose it is. So the next
 * command is one that a repetition cannot answer or that knows its lines; only where there is none does silence have to part the two. Used by the AT dialects.
 */
export interface V250Request extends ExchangeRequest {
  /** The answer tells what was asked for, so that the answer to another question cannot be taken for it. */
  readonly isNamed: boolean;
  /** The same question once the lines of the answer before it are known, none of which it takes for its own. Left out where they could be. */
  readonly knowing?: (earlier: readonly string[]) => V250Request;
}

export interface LeftBehind {
  readonly command: string;
  readonly ending: ResultCode['kind'];
  /** Lines in front of the final code; none where the code was all of the answer. */
  readonly body: readonly string[];
}

/** Null where nothing was answered: what then comes late is kept apart by the resync question. */
export function leftBy(command: string, outcome: ExchangeOutcome): LeftBehind | null {
  if (outcome.kind !== 'answered') {
    return null;
  }
  const isRefused = outcome.lines.some(({ text }) => codeIn(text)?.kind === 'refused');
  const body = outcome.lines.map(({ text }) => text).filter((text) => codeIn(text) === null);
  return { command, ending: isRefused ? 'refused' : 'ok', body };
}

/** Whether silence has to part an answer from the next question, because its repetition would look like the answer to that one. */
export function mayAnswer({ command, ending }: LeftBehind, next: V250Request): boolean {
  return ending === 'refused' || !next.isNamed || command === next.command;
}

/**
 * The question as it can be asked right behind that answer, or null where only silence parts the two. It needs none when a repetition shows
 * itself: by a name, or by lines that were read before.
 */
export function askableBehind(left: LeftBehind, next: V250Request): V250Request | null {
  const isTellable = left.ending === 'ok' && left.body.length > 0 && left.command !== next.command;
  if (isTellable && next.knowing !== undefined) {
    return next.knowing(left.body);
  }
  return mayAnswer(left, next) ? null : next;
}

/**
 * A final code as an order takes it, which is answered by nothing else. Right behind all of the lines of the answer before it the code ends
 * their repetition, and the order's own is still to come.
 */
export function isOwnCode(code: ResultCode, taken: readonly AnswerLine[], earlier: readonly string[]): boolean {
  const texts = taken.map(({ text }) => text);
  const sinceCode = texts.slice(texts.findLastIndex((text) => codeIn(text) !== null) + 1);
  const isRepetition =
    earlier.length > 0 &&
    sinceCode.length === earlier.length &&
    sinceCode.every((text, index) => text === earlier[index]);
  return code.kind === 'refused' || !isRepetition;
}

function codeIn(text: string): ResultCode | null {
  return readResultCode(text, { acceptsNumeric: true });
}
