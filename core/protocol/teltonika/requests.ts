import type { AnswerLine, ExchangeRequest, LineMeaning } from '../command-exchange.ts';
import { isInfoLine, isPositionLine, isStatusLine } from './health.ts';
import { isSimLine, isVersionLine } from './identity.ts';
import { isIoLine, isParameterLine, isWriteLine, type ParameterValue } from './parameters.ts';

/**
 * The commands of the text dialect, each with the shape of its answer. Line end and prefix differ between firmwares and
 * are options of the driver. Times from link.md §9; answers have no final code and end by silence.
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
  return request(speech, { text: 'getver', capMs, isAnswer: isVersionLine });
}

export function askSim(speech: TeltonikaSpeech): ExchangeRequest {
  return request(speech, { text: 'getimeiccid', isAnswer: isSimLine });
}

export function askInfo(speech: TeltonikaSpeech): ExchangeRequest {
  return request(speech, { text: 'getinfo', isAnswer: isInfoLine });
}

export function askStatus(speech: TeltonikaSpeech): ExchangeRequest {
  return request(speech, { text: 'getstatus', isAnswer: isStatusLine });
}

export function askPosition(speech: TeltonikaSpeech): ExchangeRequest {
  return request(speech, { text: 'getgps', isAnswer: isPositionLine });
}

export function askIo(speech: TeltonikaSpeech, id: number): ExchangeRequest {
  return request(speech, { text: `readio ${id}`, isAnswer: (line) => isIoLine(line, id) });
}

/** `getparam 2001;1000`. */
export function askParameters(speech: TeltonikaSpeech, ids: readonly number[]): ExchangeRequest {
  return request(speech, { text: `getparam ${ids.join(';')}`, isAnswer: (line) => isParameterLine(line, ids) });
}

/** `setparam 2001:wap;2002:user`. The values must have passed `encodeTeltonikaValue`. */
export function writeParameters(speech: TeltonikaSpeech, values: readonly ParameterValue[]): ExchangeRequest {
  const list = values.map((value) => `${value.id}:${value.text}`).join(';');
  return request(speech, { text: `setparam ${list}`, isAnswer: (line) => isWriteLine(line, values) });
}

/** `cpureset`: no answer is documented, the port goes away instead. */
export function restart(speech: TeltonikaSpeech): ExchangeRequest {
  return request(speech, { text: 'cpureset', isAnswer: () => false });
}

const TEXT_CAP_MS = 3000;

function request(
  speech: TeltonikaSpeech,
  what: { readonly text: string; readonly isAnswer: (line: AnswerLine) => boolean; readonly capMs?: number },
): ExchangeRequest {
  return {
    command: speech.prefix + what.text,
    lineEnding: speech.lineEnding,
    capMs: what.capMs ?? TEXT_CAP_MS,
    quietMs: speech.quietMs,
    judge: (line): LineMeaning => (what.isAnswer(line) ? 'complete' : 'noise'),
  };
}
