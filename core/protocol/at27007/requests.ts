import type { AnswerLine, ExchangeRequest, LineMeaning } from '../command-exchange.ts';
import { isPlainAscii } from '../latin1.ts';
import { isOwnCode, type V250Request } from './left-behind.ts';
import { readRegistration } from './registration.ts';
import { readResultCode } from './result-codes.ts';

const QUERY_CAP_MS = 3000;
const REGISTRATION_CAP_MS = 10_000;
const STRAY_OK_QUIET_MS = 350;

/**
 * AT commands with the shape of their answers. One command per line, ended by CR alone: an LF behind it is an empty command
 * to many units. Answers end on a final code; an `OK` that brings no answer may be left over from an earlier command, so it
 * is only believed after silence.
 */
export function askAttention(capMs: number): ExchangeRequest {
  return request({ command: 'AT', capMs, quietMs: 0, judge: (line) => judgePlain(line), isCall: true });
}

/** A command that answers with a final code only. `earlier`: lines of the answer before it, which may come once more. */
export function tellAt(command: string, earlier: readonly string[] = []): ExchangeRequest {
  return request({
    command,
    capMs: QUERY_CAP_MS,
    quietMs: 0,
    judge: (line, taken) => {
      const isRepeated = line.terminated && earlier.includes(line.text);
      return isRepeated ? 'part' : judgePlain(line, taken, earlier);
    },
  });
}

/** A query whose answer line begins with the name of the command: `+CSQ: 20,99`. */
export function askPrefixed(command: string, prefix: string, capMs: number = QUERY_CAP_MS): V250Request {
  return question({
    isNamed: true,
    command,
    capMs,
    quietMs: STRAY_OK_QUIET_MS,
    judge: (line, taken) => judgeBody(line, taken, line.text.startsWith(`${prefix}:`)),
  });
}

/** A query that answers with free text, e.g. the maker's name; reports that come by themselves are left out. */
export function askFreeText(command: string, ownPrefix: string): V250Request {
  return question({
    isNamed: false,
    command,
    capMs: QUERY_CAP_MS,
    quietMs: STRAY_OK_QUIET_MS,
    judge: (line, taken) => judgeBody(line, taken, line.text.startsWith(`${ownPrefix}:`) || !isReport(line.text)),
  });
}

/**
 * `AT+CGDCONT?`. A modem without any context answers with nothing but `OK`, so every line in between belongs to the answer, readable or not:
 * what is left of a damaged one, or another answer that comes once more, must not pass for a modem that has none.
 */
export const askPacketContexts: V250Request = askContexts([]);

function askContexts(earlier: readonly string[]): V250Request {
  return question({
    isNamed: true,
    command: 'AT+CGDCONT?',
    capMs: QUERY_CAP_MS,
    quietMs: STRAY_OK_QUIET_MS,
    judge: (line, taken) => {
      if (line.terminated && (!isPlainAscii(line.text) || earlier.includes(line.text))) {
        return 'part';
      }
      const code = line.terminated ? readResultCode(line.text) : null;
      const isRepeated = code !== null && !isOwnCode(code, taken, earlier);
      return isRepeated ? 'part' : judgeBody(line, taken, true);
    },
    knowing: askContexts,
  });
}

/** Whether a line of an answer to `askPacketContexts` is of an answer that the driver asks for just before. */
export function isBeforeContexts(line: string): boolean {
  return ANSWERS_BEFORE_CONTEXTS.test(line);
}

/** `AT+CREG?` and its relatives: a report of the same name differs from the answer by its fields only. */
export function askRegistration(name: RegistrationCommand): V250Request {
  return question({
    isNamed: true,
    command: `AT${name}?`,
    capMs: REGISTRATION_CAP_MS,
    quietMs: STRAY_OK_QUIET_MS,
    judge: (line, taken) => judgeBody(line, taken, readRegistration(line.text, name).kind === 'answer'),
  });
}
export type RegistrationCommand = '+CREG' | '+CGREG' | '+CEREG';

/** The resync question. Its answer carries a name, so a late `OK` cannot be mistaken for it. */
export const askInStep: V250Request = question({
  isNamed: true,
  command: 'AT+CMEE?',
  capMs: QUERY_CAP_MS,
  quietMs: 1000,
  judge: (line, taken) => {
    if (line.terminated && line.text.startsWith('+CMEE:')) {
      return 'part';
    }
    if (!line.terminated || readResultCode(line.text) === null) {
      return 'noise';
    }
    return taken.some((before) => before.text.startsWith('+CMEE:')) ? 'final' : 'complete';
  },
});

/** The lines of an answer without its final code, and whether the unit refused. */
export function bodyOf(lines: readonly AnswerLine[]): AtBody {
  const body: string[] = [];
  for (const { text } of lines) {
    const code = readResultCode(text);
    if (code?.kind === 'refused') {
      return { kind: 'refused', cmeCode: code.cmeCode };
    }
    if (code === null) {
      body.push(text.trim());
    }
  }
  return { kind: 'body', lines: body };
}
export type AtBody =
  | { readonly kind: 'body'; readonly lines: readonly string[] }
  | { readonly kind: 'refused'; readonly cmeCode: number | null };

const ANSWERS_BEFORE_CONTEXTS = /^\+(CMEE: ?\d|CGSN: ?"\d{1,16}") *$/;

function request(what: Omit<ExchangeRequest, 'lineEnding'>): ExchangeRequest {
  return { ...what, lineEnding: '\r' };
}

function question(what: Omit<V250Request, 'lineEnding'>): V250Request {
  return { ...what, lineEnding: '\r' };
}

// The unit may still speak the short numeric form here: ATV1 comes later.
function judgePlain(line: AnswerLine, taken: readonly AnswerLine[] = [], earlier: readonly string[] = []): LineMeaning {
  const code = line.terminated ? readResultCode(line.text, { acceptsNumeric: true }) : null;
  if (code === null) {
    return 'noise';
  }
  return isOwnCode(code, taken, earlier) ? 'final' : 'part';
}

function judgeBody(line: AnswerLine, taken: readonly AnswerLine[], isAnswer: boolean): LineMeaning {
  if (!line.terminated || !isPlainAscii(line.text)) {
    return 'noise';
  }
  const code = readResultCode(line.text);
  if (code === null) {
    return isAnswer ? 'part' : 'noise';
  }
  return code.kind === 'refused' || taken.some((before) => readResultCode(before.text) === null) ? 'final' : 'complete';
}

function isReport(text: string): boolean {
  return /^[+^%*$][A-Z0-9]+\s*:/.test(text) || REPORTS.has(text.trimEnd());
}

const REPORTS = new Set(['RING', 'RDY', 'Call Ready', 'SMS Ready', 'SMS DONE', 'PB DONE', 'NORMAL POWER DOWN']);
