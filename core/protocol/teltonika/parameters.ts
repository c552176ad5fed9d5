import type { AnswerLine } from '../command-exchange.ts';
import { isPlainAscii } from '../latin1.ts';
import { isSameValue } from '../parameter-value.ts';

/** What `getparam` and `setparam` answer, by parameter id. Encoding of the commands is in requests.ts. */
export type ParameterReading =
  | { readonly kind: 'value'; readonly text: string }
  | { readonly kind: 'empty' }
  /** The unit says that it has no such parameter. */
  | { readonly kind: 'absent' }
  | { readonly kind: 'unknown'; readonly why: string };

export interface ParameterValue {
  readonly id: number;
  readonly text: string;
  /** Compared as a number, because units answer `4.100000` for `4.1`. Text is compared letter by letter: `007` is not `7`. */
  readonly isNumber: boolean;
}

/** True for a line that answers `getparam` for these ids. */
export function isParameterLine(line: AnswerLine, ids: readonly number[]): boolean {
  if (!isPlainAscii(line.text)) {
    return false;
  }
  const first = PARAMETER.exec(line.text) ?? MISSING.exec(line.text);
  return first === null ? line.text === INVALID_ID : ids.includes(Number(first[1]));
}

/**
 * True when every id that was asked stands there, in the order of the question and once. The order matters: a question asked
 * backwards cannot be answered by what came late for the one before it.
 */
export function isWholeParameters({ text }: AnswerLine, ids: readonly number[]): boolean {
  const [, first, values = ''] = PARAMETER.exec(text) ?? [];
  if (first === undefined) {
    return MISSING.test(text) && ids.length === 1;
  }
  if (ids.length === 1) {
    return true;
  }
  const parts = `${first}:${values}`.split(';');
  return parts.length === ids.length && parts.every((part, index) => part.startsWith(`${ids[index]}:`));
}

/** The answer to one id. It is not split at `;`: a value may hold one. */
export function readSingleParameter(text: string, id: number): ParameterReading {
  const found = PARAMETER.exec(text);
  if (found !== null && Number(found[1]) === id) {
    const value = found[2] ?? '';
    return value === '' ? { kind: 'empty' } : { kind: 'value', text: value };
  }
  const missing = MISSING.exec(text);
  if (text === INVALID_ID || (missing !== null && Number(missing[1]) === id)) {
    return { kind: 'absent' };
  }
  return { kind: 'unknown', why: 'the answer has a shape that is not known' };
}

/**
 * The answer to several ids: `Param ID:2001 Value:wap;1000:30`. A value may hold `;` and even look like another id, so an
 * answer with a part that was not asked, or with an id that stands twice, is not believed at all and the result is empty.
 * What is missing from the result must be asked in smaller groups, at last alone.
 */
export function readSeveralParameters(text: string, ids: readonly number[]): ReadonlyMap<number, ParameterReading> {
  const found = PARAMETER.exec(text);
  const readings = new Map<number, ParameterReading>();
  if (found === null) {
    return readings;
  }
  for (const part of `${found[1]}:${found[2]}`.replace(/;$/, '').split(';')) {
    const [, idText, value = ''] = /^(\d{1,9}):(.*)$/.exec(part) ?? [];
    const id = Number(idText);
    if (idText === undefined || !ids.includes(id) || readings.has(id)) {
      return new Map();
    }
    readings.set(id, value === '' ? { kind: 'empty' } : { kind: 'value', text: value });
  }
  return readings;
}

/** What became of one `setparam`, per id. `unknown` must be read back before anything is said. */
export type ParameterWrite =
  | { readonly kind: 'accepted' }
  | { readonly kind: 'refused' }
  | { readonly kind: 'unknown'; readonly why: string };

/** True for a line that answers `setparam` for these values. */
export function isWriteLine(line: AnswerLine, sent: readonly ParameterValue[]): boolean {
  if (REFUSALS.includes(line.text.trimEnd())) {
    return true;
  }
  const id = /^New value (\d{1,9}):/.exec(line.text)?.[1];
  return id !== undefined && isPlainAscii(line.text) && sent.some((value) => value.id === Number(id));
}

/** True when the unit repeats to the letter what was sent. A refusal names no id, so it could belong to another write. */
export function isWholeWrite({ text }: AnswerLine, sent: readonly ParameterValue[]): boolean {
  const list = sent.map((value) => `${value.id}:${value.text}`).join(';');
  return text === `New value ${list}` || text === `New value ${list};`;
}

/**
 * Reads the answer to `setparam`. Accepted is only what the unit repeats with the value that was sent. A refusal names no
 * id, so with several values it says nothing about each.
 */
export function readWriteAnswer(text: string, sent: readonly ParameterValue[]): ReadonlyMap<number, ParameterWrite> {
  const writes = new Map<number, ParameterWrite>();
  if (REFUSALS.includes(text.trimEnd())) {
    const outcome: ParameterWrite =
      sent.length === 1 ? { kind: 'refused' } : { kind: 'unknown', why: 'the unit refused one value of several' };
    for (const value of sent) {
      writes.set(value.id, outcome);
    }
    return writes;
  }
  const repeated = new Map<number, string[]>();
  for (const part of text.replace(/^New value /, '').split(';')) {
    const [, id, value = ''] = /^(\d{1,9}):(.*)$/.exec(part) ?? [];
    repeated.set(Number(id), [...(repeated.get(Number(id)) ?? []), value]);
  }
  for (const value of sent) {
    const echoes = repeated.get(value.id) ?? [];
    const [only] = echoes;
    const isAccepted = echoes.length === 1 && only !== undefined && isSameValue(only, value.text, value.isNumber);
    writes.set(
      value.id,
      isAccepted ? { kind: 'accepted' } : { kind: 'unknown', why: 'the unit does not repeat the value that was sent' },
    );
  }
  return writes;
}

/** The answer to `readio`; `absent` when the element is not supported or not switched on. */
export function readIoValue(text: string, id: number): ParameterReading {
  return text.trimEnd() === IO_ABSENT ? { kind: 'absent' } : readSingleParameter(text, id);
}

/** True for a `readio` answer that names the id; the refusal names none and could belong to another question. */
export function isWholeIo(line: AnswerLine, id: number): boolean {
  return line.text.trimEnd() !== IO_ABSENT && isWholeParameters(line, [id]);
}

/** True for a line that answers `readio` for this id. */
export function isIoLine(line: AnswerLine, id: number): boolean {
  return line.text.trimEnd() === IO_ABSENT || isParameterLine(line, [id]);
}

const PARAMETER = /^Param ID:(\d{1,9}) Value:(.*)$/;
const MISSING = /^Param ID:(\d{1,9}) doesn't exist$/;
const INVALID_ID = 'Invalid parameter id provided';
const IO_ABSENT = 'Not supported or not enabled IO element requested';
const REFUSALS: readonly string[] = [
  'WARNING: Not supported Param ID or Value detected',
  'Error while configuring parameters',
];
