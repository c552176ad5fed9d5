import type { AnswerLine, ExchangeRequest, LineMeaning } from '../command-exchange.ts';
import { isPlainAscii } from '../latin1.ts';
import type { ParameterReading, ParameterValue } from './parameters.ts';

/**
 * The dialogue that the maker's own Configurator holds over the cable, known from captures of its traffic only (link.md §2A) and not
 * supported by the maker. Used where a station has it switched on: it reads everything at once, and it alone knows the unit's keyword.
 */

const SECURITY = /^<SECSTAT>[01],([01]),([01]),([01]),(\d{1,3})$/;
const PARAMETER = /^(\d{1,9}):([\x20-\x7e]*)$/;
const INFO = /^cfg_info:(\d{1,2}):/;
const QUIET_MS = 350;

/** What `<SECSTAT>` tells of the keyword. */
export interface SecurityState {
  readonly isSecured: boolean;
  readonly isAuthorized: boolean;
  readonly isLocked: boolean;
  readonly triesLeft: number;
}

/**
 * `.log:0` asks the unit to keep its log to itself. No answer to it is known, so it goes out together with the question behind it, whose
 * answer tells that both have been heard.
 */
export const stopLogAndAskSecurity: ExchangeRequest = request({
  command: '.log:0\r:sec_status',
  capMs: 3000,
  judge: judgeSecurity,
});

/** `:sec_status`. The resync question of this dialogue: asking changes nothing, and nothing else answers like it. */
export const askSecurity: ExchangeRequest = request({ command: ':sec_status', capMs: 3000, judge: judgeSecurity });

/** `:sec_login:<keyword>`. Whoever sends it uses up one of a few tries. */
export function offerKeyword(keyword: string): ExchangeRequest {
  return request({ command: `:sec_login:${keyword}`, capMs: 5000, judge: judgeSecurity });
}

/** Letters and digits, four at least: the Configurator takes no other keyword, and nothing else can end the command. */
export function isKeyword(text: string): boolean {
  return /^[A-Za-z0-9]{4,32}$/.test(text);
}

/**
 * `:cfg_info:?`: firmware, hardware, IMEI and more, a numbered line each. How many there are is not told: silence ends them, or the last of
 * the numbers that this unit told before, in the same order.
 */
export function askConfiguratorInfo(known: readonly string[] = []): ExchangeRequest {
  return request({
    command: ':cfg_info:?',
    capMs: 5000,
    judge: (line, taken) => {
      if (!isReadable(line) || !INFO.test(line.text)) {
        return 'noise';
      }
      const meaning = judgeListed([...taken, line], known);
      return meaning === 'part' && taken.length === 0 ? 'complete' : meaning;
    },
  });
}

/** `:cfg_connect`, before anything is read or written. */
export const beginConfiguration: ExchangeRequest = request({
  command: ':cfg_connect',
  capMs: 3000,
  judge: judgeWord('CFG_CONNECT'),
});

/** `:cfg_disconnect`. Its answer is not known. */
export const endConfiguration: ExchangeRequest = request({
  command: ':cfg_disconnect',
  capMs: 1000,
  judge: judgeWord('CFG_DISCONNECT'),
});

/**
 * `:cfg_getcfg`: every parameter, a line each, in up to 45 s. How many there are is not told: silence ends them, or the last of the ids that
 * this unit told before, in the same order.
 */
export function askWholeConfiguration(known: readonly string[] = []): ExchangeRequest {
  return request({
    command: ':cfg_getcfg',
    capMs: 45_000,
    judge: (line, taken) => {
      if (!isReadable(line)) {
        return 'noise';
      }
      if (taken.length === 0) {
        return line.text.includes('GET_PARAMS_START') ? 'complete' : 'noise';
      }
      return PARAMETER.test(line.text) ? judgeListed([...taken.slice(1), line], known) : 'noise';
    },
  });
}

/** `:cfg_setparam:2001:wap;2004:host`. Nothing is kept before `:cfg_save`. The values must have passed `encodeTeltonikaValue`. */
export function stageParameters(values: readonly ParameterValue[]): ExchangeRequest {
  const list = values.map(({ id, text }) => `${id}:${text}`).join(';');
  return request({ command: `:cfg_setparam:${list}`, capMs: 3000, judge: judgeWord('SETPARAM_RESULT') });
}

/** `:cfg_save`, up to 10 s. */
export const keepParameters: ExchangeRequest = request({
  command: ':cfg_save',
  capMs: 10_000,
  judge: judgeWord('SAVE_CFG_RESULT'),
});

/** Longest `:cfg_setparam` with its line end. */
export const MAX_STAGE_CHARACTERS = 1000;

/** The state of the keyword; null for a line of another shape. */
export function readSecurity({ text, terminated }: AnswerLine): SecurityState | null {
  const [, secured, authorized, locked, tries] = (terminated ? SECURITY.exec(text) : null) ?? [];
  return tries === undefined
    ? null
    : {
        isSecured: secured === '1',
        isAuthorized: authorized === '1',
        isLocked: locked === '1',
        triesLeft: Number(tries),
      };
}

/** The IMEI among the lines of `:cfg_info:?`; null where none stands there, or two do. */
export function readConfiguratorImei(lines: readonly AnswerLine[]): string | null {
  const told = lines.flatMap(({ text }) => /^cfg_info:3:(\d{15})$/.exec(text)?.[1] ?? []);
  return new Set(told).size === 1 ? (told[0] ?? null) : null;
}

/** What the lines of an answer to `:cfg_getcfg` or `:cfg_info:?` begin with: ids or numbers, in their order. */
export function headsOf(lines: readonly AnswerLine[]): readonly string[] {
  return lines.flatMap(({ text }) => (PARAMETER.exec(text) ?? INFO.exec(text))?.[1] ?? []);
}

/** Everything that two answers to `:cfg_getcfg` tell alike. What differs, or stands in one of them twice, is left out. */
export function readWholeConfiguration(
  first: readonly AnswerLine[],
  second: readonly AnswerLine[],
): ReadonlyMap<number, ParameterReading> {
  const [one, other] = [valuesOf(first), valuesOf(second)];
  const readings = new Map<number, ParameterReading>();
  for (const [id, text] of one) {
    if (other.get(id) === text) {
      readings.set(id, text === '' ? { kind: 'empty' } : { kind: 'value', text });
    }
  }
  return readings;
}

/** True for the line with which a unit that is still starting meets every command: nothing was refused. */
export function isBootNoise(text: string): boolean {
  return /\[CMD\.DEBUG\].*Command not found!/.test(text);
}

function valuesOf(lines: readonly AnswerLine[]): ReadonlyMap<number, string> {
  const values = new Map<number, string>();
  const repeated = new Set<number>();
  for (const { text } of lines.slice(1)) {
    const [, id, value = ''] = PARAMETER.exec(text) ?? [];
    if (id !== undefined) {
      if (values.has(Number(id))) {
        repeated.add(Number(id));
      }
      values.set(Number(id), value);
    }
  }
  for (const id of repeated) {
    values.delete(id);
  }
  return values;
}

interface Question {
  readonly command: string;
  readonly capMs: number;
  readonly judge: ExchangeRequest['judge'];
}

function request(question: Question): ExchangeRequest {
  return { ...question, lineEnding: '\r', quietMs: QUIET_MS };
}

function judgeSecurity(line: AnswerLine): LineMeaning {
  return readSecurity(line) === null ? 'noise' : 'whole';
}

function isReadable({ text, terminated }: AnswerLine): boolean {
  return terminated && isPlainAscii(text);
}

function judgeListed(listed: readonly AnswerLine[], known: readonly string[]): LineMeaning {
  const isAll = listed.length === known.length && headsOf(listed).every((head, index) => head === known[index]);
  return isAll ? 'final' : 'part';
}

/** The words are known, what stands around them is not: where it is nothing but brackets and a number the line is whole. */
function judgeWord(word: string): (line: AnswerLine) => LineMeaning {
  const whole = new RegExp(`^<${word}>\\d{0,3}$`);
  return ({ text, terminated }) => {
    if (!terminated || !isPlainAscii(text) || !text.includes(word)) {
      return 'noise';
    }
    return whole.test(text) ? 'whole' : 'complete';
  };
}
