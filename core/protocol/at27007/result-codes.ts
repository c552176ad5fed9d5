/**
 * Final result codes of V.250 and 3GPP TS 27.007, and those seen on real modems. A code is one only if it is the whole line:
 * a body line that merely begins with `ERROR` ends nothing (link.md §1.3).
 */
export type ResultCode =
  | { readonly kind: 'ok' }
  /** `cmeCode` is the number of `+CME ERROR: <n>`; null for every other refusal. */
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
  const cmeCode = family === 'E' && /^\d{1,4}$/.test(reason.trim()) ? Number(reason) : null;
  return { kind: 'refused', cmeCode, text };
}

/** Codes of `+CME ERROR` that the driver acts on (TS 27.007 §9.2). */
export const CME = { simNotInserted: 10, simPin: 11, simPuk: 12, simFailure: 13, simBusy: 14 } as const;

const REFUSALS = new Set(['ERROR', 'NO CARRIER', 'NO DIALTONE', 'NO ANSWER', 'BUSY', 'COMMAND NOT SUPPORT', 'NA']);
