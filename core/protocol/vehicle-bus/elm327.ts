/**
 * Answers of ELM327 and ELM329 adapters: text up to the prompt `>`, lines that end in CR. A message of several frames is told as its length
 * in three hexadecimal digits and then numbered lines (ELM329 manual p. 38 for cars, p. 53 for J1939).
 */
export type ElmAnswer =
  | { readonly kind: 'text'; readonly lines: readonly string[] }
  | { readonly kind: 'bytes'; readonly bytes: readonly number[] }
  /** The adapter's own word for why there is no answer, e.g. `NO DATA`, `CAN ERROR`, `?`. */
  | { readonly kind: 'refused'; readonly word: string }
  /** Lines are missing, out of order, or of two control units at once. */
  | { readonly kind: 'broken' };

/** Reads what came before the prompt, for the command that was sent. Its echo and the word for searching are no part of the answer. */
export function readElmAnswer(text: string, command: string): ElmAnswer {
  const lines = text
    .split(/[\r\n]+/)
    .map((line) =>
      line
        .replaceAll('\0', '')
        .replace(/^SEARCHING\.*/, '')
        .trim(),
    )
    .filter((line) => line !== '' && withoutBlanks(line) !== withoutBlanks(command));
  const refusal = lines.find(isRefusal);
  if (refusal !== undefined) {
    return { kind: 'refused', word: refusal };
  }
  const [first = '', ...rest] = lines;
  if (/^[0-9A-F]{3}$/.test(first)) {
    return readNumbered(Number.parseInt(first, 16), rest);
  }
  const bytes = lines.length === 1 ? hexBytes(first) : null;
  return bytes === null || bytes.length === 0 ? { kind: 'text', lines } : { kind: 'bytes', bytes };
}

/** Words of the manual, p. 87; the four that are not in it word for word are known from the field. */
const refusals = [
  ...[
    'NO DATA',
    'CAN ERROR',
    'BUS ERROR',
    'BUS BUSY',
    'DATA ERROR',
    '<DATA ERROR',
    'FB ERROR',
    'STOPPED',
    'BUFFER FULL',
  ],
  ...['UNABLE TO CONNECT', 'LV RESET', 'ACT ALERT', 'LP ALERT'],
];

function isRefusal(line: string): boolean {
  return line === '?' || /^ERR\d\d$/.test(line) || /^BUS INIT:.*ERROR$/.test(line) || refusals.includes(line);
}

/** The numbers begin at 0 for cars and at 1 for trucks, and start again at 0 when their digits are used up. */
function readNumbered(byteCount: number, lines: readonly string[]): ElmAnswer {
  const bytes: number[] = [];
  let expected: number | null = null;
  for (const line of lines) {
    const parts = /^([0-9A-F]{1,2}):(.*)$/.exec(line);
    const number = Number.parseInt(parts?.[1] ?? '', 16);
    const part = hexBytes(parts?.[2] ?? '');
    const isNext = expected === null ? number === 0 || number === 1 : number === expected;
    if (!isNext || part === null) {
      return { kind: 'broken' };
    }
    expected = (number + 1) % 16 ** (parts?.[1]?.length ?? 1);
    bytes.push(...part);
  }
  // What is beyond the length is padding of the last frame; a whole frame beyond it is not of this message.
  return byteCount > 0 && bytes.length >= byteCount && bytes.length < byteCount + 8
    ? { kind: 'bytes', bytes: bytes.slice(0, byteCount) }
    : { kind: 'broken' };
}

function hexBytes(text: string): readonly number[] | null {
  const digits = withoutBlanks(text);
  return /^([0-9A-F]{2})*$/.test(digits)
    ? Array.from({ length: digits.length / 2 }, (_, index) =>
        Number.parseInt(digits.slice(index * 2, index * 2 + 2), 16),
      )
    : null;
}

function withoutBlanks(text: string): string {
  return text.replaceAll(' ', '');
}
