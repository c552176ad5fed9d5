import { invariant } from '../../kernel/invariant.ts';
import type { AnswerLine, ExchangeRequest, LineMeaning } from '../command-exchange.ts';
import { isInfoLine, isPositionLine, isStatusLine, isWholeInfo, isWholePosition, isWholeStatus } from './health.ts';
import { isSimLine, isVersionLine, isWholeSim, isWholeVersion } from './identity.ts';
import {
  isIoLine,
  isParameterLine,
  isWholeIo,
  isWholeParameters,
  isWholeWrite,
  isWriteLine,
  type ParameterValue,
} from './parameters.ts';

/**
 * The commands of the text dialect, each with the shape of its answer. Line end and prefix differ between firmwares and
 * are options of the driver. Times from link.md §9. Answers have no final code: one whose known last part is there ends at once,
 * one of a shape that is not known to the letter ends by silence.
 */
export interface TeltonikaSpeech {
  readonly prefix: string;
  readonly lineEnding: string;
  /** Silence that ends a complete answer. */
  readonly quietMs: number;
}

export const DEFAULT_SPEECH: TeltonikaSpeech = { prefix: '', lineEnding: '\r', quietMs: 350 };

/** `getver`. Also the resync question: nothing else resembles its answer, and asking changes nothing. */
export function askVersion(speech: TeltonikaSpeech, capMs: number = TEXT_CAP_MS): ExchangeRequest {
  return request(speech, { text: 'getver', capMs, isAnswer: isVersionLine, isWhole: isWholeVersion });
}

export function askSim(speech: TeltonikaSpeech): ExchangeRequest {
  return request(speech, { text: 'getimeiccid', isAnswer: isSimLine, isWhole: isWholeSim });
}

export function askInfo(speech: TeltonikaSpeech): ExchangeRequest {
  return request(speech, { text: 'getinfo', isAnswer: isInfoLine, isWhole: isWholeInfo });
}

export function askStatus(speech: TeltonikaSpeech): ExchangeRequest {
  return request(speech, { text: 'getstatus', isAnswer: isStatusLine, isWhole: isWholeStatus });
}

export function askPosition(speech: TeltonikaSpeech): ExchangeRequest {
  return request(speech, { text: 'getgps', isAnswer: isPositionLine, isWhole: isWholePosition });
}

export function askIo(speech: TeltonikaSpeech, id: number): ExchangeRequest {
  return request(speech, {
    text: `readio ${id}`,
    isAnswer: (line) => isIoLine(line, id),
    isWhole: (line) => isWholeIo(line, id),
  });
}

/** `getparam 2001;1000`. */
export function askParameters(speech: TeltonikaSpeech, ids: readonly number[]): ExchangeRequest {
  return request(speech, {
    text: `getparam ${ids.join(';')}`,
    isAnswer: (line) => isParameterLine(line, ids),
    isWhole: (line) => isWholeParameters(line, ids),
  });
}

/** `setparam 2001:wap;2002:user`, or `setparam 1245 127.0.0.1` on older models. The values must have passed `encodeTeltonikaValue`. */
export function writeParameters(
  speech: TeltonikaSpeech,
  values: readonly ParameterValue[],
  separator: ':' | ' ' = ':',
): ExchangeRequest {
  invariant(separator === ':' || values.length === 1, 'with a blank between id and value a command takes one');
  const list = values.map((value) => `${value.id}${separator}${value.text}`).join(';');
  return request(speech, {
    text: `setparam ${list}`,
    isAnswer: (line) => isWriteLine(line, values),
    isWhole: (line) => isWholeWrite(line, values),
  });
}

/** `cpureset`: no answer is documented, the port goes away instead. */
export function restart(speech: TeltonikaSpeech): ExchangeRequest {
  return request(speech, { text: 'cpureset', isAnswer: () => false, isWhole: () => false });
}

const TEXT_CAP_MS = 3000;

interface Question {
  readonly text: string;
  readonly isAnswer: (line: AnswerLine) => boolean;
  /** Asked of answers only: whether everything that belongs to it is there to the last part. */
  readonly isWhole: (line: AnswerLine) => boolean;
  readonly capMs?: number;
}

/** Commands of the Debug port and of the Configurator that throw records or settings away. No driver has a use for them. */
const DESTRUCTIVE = /deleteall|delete|cfg_default|cfg_reset/i;

function request(speech: TeltonikaSpeech, what: Question): ExchangeRequest {
  const [name = ''] = what.text.split(' ');
  invariant(!DESTRUCTIVE.test(name) && !name.startsWith('@'), `${name} is never sent`);
  return {
    command: speech.prefix + what.text,
    lineEnding: speech.lineEnding,
    capMs: what.capMs ?? TEXT_CAP_MS,
    quietMs: speech.quietMs,
    judge: (line): LineMeaning => {
      if (!what.isAnswer(line)) {
        return 'noise';
      }
      return line.terminated && what.isWhole(line) ? 'whole' : 'complete';
    },
  };
}
