/**
 * Final result codes of V.250 and 3GPP TS 27.007, and those seen on real modems. A code is one only if it is the whole line:
 * a body line that merely begins with `ERROR` ends nothing (link.md §1.3).
 */
export type ResultCode =
  | { readonly kind: 'ok' }
  /** `cmeCode` is the number of `+CME ERROR`, told as such or by its words; null for every other refusal. */
  | { readonly kind: 'refused'; readonly cmeCode: number | null; readonly text: string };

export function readResultCode(line: string, options: { readonly acceptsNumeric?: boolean } = {}): ResultCode | null {
  const text = line.trimEnd();
  if (text === 'OK' || (options.acceptsNumeric === true && text === '0')) {
    return { kind: 'ok' };
  }
  const isNumericError = options.acceptsNumeric === true && text === '4';
  if (isNumericError || REFUSALS.has(text) || /^(CONNECT( .*)?|MODEM ERROR: ?\d+)$/.test(text)) {
    return { kind: 'refused', cmeCode: null, text };
  }
  // The blank belongs to the code: without it real clients do not take the line for an ending either.
  const extended = /^\+CM([ES]) ERROR: (.*)$/.exec(line);
  if (extended === null) {
    return null;
  }
  const [, family, reason = ''] = extended;
  return { kind: 'refused', cmeCode: family === 'E' ? codeOf(reason.trim()) : null, text };
}

/** Codes of `+CME ERROR` that the driver acts on (TS 27.007 §9.2). */
export const CME = {
  simNotInserted: 10,
  simPin: 11,
  simPuk: 12,
  simFailure: 13,
  simBusy: 14,
  simWrong: 15,
  simPin2: 17,
  simPuk2: 18,
} as const;

/** What a modem means by the number of its `+CME ERROR`, for a person to read; the bare number where the standard has no words for it. */
export function wordsOfCmeCode(code: number): string {
  return CME_WORDS.get(code) ?? `error ${code}`;
}

function codeOf(reason: string): number | null {
  if (/^\d{1,4}$/.test(reason)) {
    return Number(reason);
  }
  const words = reason.toLowerCase();
  for (const [code, known] of CME_WORDS) {
    if (known.toLowerCase() === words) {
      return code;
    }
  }
  return null;
}

const REFUSALS = new Set(['ERROR', 'NO CARRIER', 'NO DIALTONE', 'NO ANSWER', 'BUSY', 'COMMAND NOT SUPPORT', 'NA']);

/** TS 27.007 §9.2.1, as modems spell them with `+CMEE=2`. */
const CME_WORDS: ReadonlyMap<number, string> = new Map([
  [0, 'phone failure'],
  [1, 'no connection to phone'],
  [2, 'phone-adaptor link reserved'],
  [3, 'operation not allowed'],
  [4, 'operation not supported'],
  [5, 'PH-SIM PIN required'],
  [10, 'SIM not inserted'],
  [11, 'SIM PIN required'],
  [12, 'SIM PUK required'],
  [13, 'SIM failure'],
  [14, 'SIM busy'],
  [15, 'SIM wrong'],
  [16, 'incorrect password'],
  [17, 'SIM PIN2 required'],
  [18, 'SIM PUK2 required'],
  [20, 'memory full'],
  [21, 'invalid index'],
  [22, 'not found'],
  [23, 'memory failure'],
  [24, 'text string too long'],
  [25, 'invalid characters in text string'],
  [26, 'dial string too long'],
  [27, 'invalid characters in dial string'],
  [30, 'no network service'],
  [31, 'network timeout'],
  [32, 'network not allowed - emergency calls only'],
  [100, 'unknown'],
]);
