import { isOwnCode, type V250Request } from '../at27007/left-behind.ts';
import { readResultCode } from '../at27007/result-codes.ts';
import type { AnswerLine, ExchangeRequest, LineMeaning } from '../command-exchange.ts';
import { isPlainAscii } from '../latin1.ts';
import type { CalampParameter } from './parameters.ts';

/**
 * Commands of CalAmp LMU units with the shape of their answers: the framing of V.250 with CRLF, answers without a name of their own, and one
 * line more that may come instead of any of them, `Password Required` (link.md §2C; LMU Users Guide §8.5).
 */

/** A unit that thinks for five seconds is slow and not silent (link.md §10, group 12). */
const QUERY_CAP_MS = 6000;
/** An `OK` alone may be left over from an earlier command, and nothing says how `Password Required` ends. */
const STRAY_QUIET_MS = 350;

/**
 * Who the unit is sure to be: only an LMU knows its inbound servers. Also the question that brings both sides back into step, so a refusal in
 * front of its answer is somebody else's, and is believed only after silence.
 */
export function askInbound(capMs: number = QUERY_CAP_MS): V250Request {
  return question({
    isNamed: true,
    command: 'AT$APP INBOUND?',
    capMs,
    quietMs: STRAY_QUIET_MS,
    judge: (line, taken) => {
      const meaning = judgeBody(line, taken, /^INBOUND [A-Z0-9]/.test(line.text));
      return meaning === 'final' && taken.length === 0 ? 'complete' : meaning;
    },
    isCall: true,
  });
}

/** Version of the unit. */
export const askVersion: V250Request = askLines('ATI0');
/** Numbers of unit, modem and SIM. */
export const askIdentifiers: V250Request = askLines('ATI1');
/** Registration and data session. */
export const askCommunication: V250Request = askLines('ATIC');
/** Position and fix. */
export const askPosition: V250Request = askLines('AT$APP GPS?');

/**
 * One value of one parameter. The answer repeats both numbers, so it cannot be taken for another one's. Whatever stands between the value and
 * the final code belongs to the answer too: output of the unit in the middle of a value leaves a short value and its rest on another line.
 */
export function askParameter({ id, index }: Pick<CalampParameter, 'id' | 'index'>): V250Request {
  const start = `${id},${index},`;
  return question({
    isNamed: true,
    command: `AT$APP PARAM? ${id},${index}`,
    capMs: QUERY_CAP_MS,
    quietMs: STRAY_QUIET_MS,
    judge: (line, taken) =>
      judgeBody(line, taken, line.text.startsWith(start) || taken.some(({ text }) => text.startsWith(start))),
  });
}

/** An order, answered by a final code alone. Takes the lines of the answer before it, which may come once more. */
export type CalampOrder = (earlier?: readonly string[]) => ExchangeRequest;

/** Writes one value. `text` is encoded already. */
export function writeParameter({ id, index }: Pick<CalampParameter, 'id' | 'index'>, text: string): CalampOrder {
  return tell(`AT$APP PARAM ${id},${index},${text}`);
}

/** Forces one report that the server need not acknowledge, with event code 255. */
export const orderReport: CalampOrder = tell('AT$APP PEG SUNRPT 255');

/** Restarts the unit. Installers' notes name it for putting new settings into force. */
export const restart: CalampOrder = tell('AT$APP REBOOT');

/** Offers the password. A quote cannot be part of it; the caller has checked that. */
export function offerPassword(password: string): CalampOrder {
  return tell(`AT$PW "${password}"`);
}

/** Whether a password can be said in this dialect at all. */
export function isSayablePassword(password: string): boolean {
  return /^[\x20-\x7e]{1,63}$/.test(password) && !password.includes('"');
}

/** The lines of an answer without its final code, or what kept the unit from answering. */
export function calampAnswerOf(lines: readonly AnswerLine[]): CalampAnswer {
  if (lines.some(({ text }) => isLocked(text))) {
    return { kind: 'locked' };
  }
  const body = lines.filter(({ text }) => readResultCode(text) === null).map(({ text }) => text.trim());
  // One in front of the last is left over from an earlier command.
  const ending = lines.map(({ text }) => readResultCode(text)).findLast((code) => code !== null);
  return ending?.kind === 'refused' ? { kind: 'refused', text: ending.text } : { kind: 'body', lines: body };
}
export type CalampAnswer =
  | { readonly kind: 'body'; readonly lines: readonly string[] }
  | { readonly kind: 'refused'; readonly text: string }
  | { readonly kind: 'locked' };

function request(what: Omit<ExchangeRequest, 'lineEnding'>): ExchangeRequest {
  return { ...what, lineEnding: '\r\n' };
}

function question(what: Omit<V250Request, 'lineEnding'>): V250Request {
  return { ...what, lineEnding: '\r\n' };
}

/** Free text up to the final code. Nothing in it says what it answers, so the caller reads it twice. */
function askLines(command: string, earlier: readonly string[] = []): V250Request {
  return question({
    isNamed: false,
    command,
    capMs: QUERY_CAP_MS,
    quietMs: STRAY_QUIET_MS,
    judge: (line, taken) => judgeBody(line, taken, !earlier.includes(line.text)),
    knowing: (lines) => askLines(command, lines),
  });
}

function tell(command: string): CalampOrder {
  return (earlier = []) =>
    request({
      command,
      capMs: QUERY_CAP_MS,
      quietMs: STRAY_QUIET_MS,
      judge: (line, taken) => judgeOrder(line, taken, earlier),
    });
}

function judgeOrder(line: AnswerLine, taken: readonly AnswerLine[], earlier: readonly string[]): LineMeaning {
  const meaning = judgeBody(line, taken, earlier.includes(line.text));
  const code = readResultCode(line.text);
  if (code === null || (meaning !== 'complete' && meaning !== 'final')) {
    return meaning;
  }
  return isOwnCode(code, taken, earlier) ? 'final' : 'part';
}

function judgeBody(line: AnswerLine, taken: readonly AnswerLine[], isAnswer: boolean): LineMeaning {
  if (!line.terminated || !isPlainAscii(line.text)) {
    return 'noise';
  }
  if (isLocked(line.text)) {
    return 'complete';
  }
  const code = readResultCode(line.text);
  if (code === null) {
    return isAnswer ? 'part' : 'noise';
  }
  return code.kind === 'refused' || taken.some((before) => readResultCode(before.text) === null) ? 'final' : 'complete';
}

function isLocked(text: string): boolean {
  return /^Password Required\.?$/i.test(text.trim());
}
