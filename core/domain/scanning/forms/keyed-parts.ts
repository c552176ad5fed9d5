/**
 * Finds the named numbers of a text: which key, and the words behind it up to the next key or delimiter. What the words are worth
 * is judged elsewhere.
 */
export type NumberKind = 'imei' | 'imeisv' | 'serial' | 'iccid' | 'vin';

export interface KeyedPart {
  readonly kind: NumberKind;
  /** What stands behind the key, split at blanks; never empty. */
  readonly words: readonly string[];
}

export interface KeyedText {
  readonly parts: readonly KeyedPart[];
  /** The text without the keys and their words, one line per piece. */
  readonly rest: string;
}

const KEY_NAMES: readonly (readonly [NumberKind, string])[] = [
  ['imeisv', 'IMEI[ _/-]?SV'],
  ['imei', 'IMEI(?:[ _-]?[12](?![0-9]))?'],
  ['iccid', 'ICC[ _-]?ID|CCID|SIM(?:[ _-]?(?:NO|ID|CARD))?'],
  ['vin', 'VIN|FIN|FAHRGESTELLN(?:UMME)?R'],
  ['serial', 'S/N|SN|SERIENN(?:UMME)?R|SERIAL(?:[ _-]?(?:NUMBER|NUM|NO|NR))?|SER[ .]{0,2}N[OR]'],
];

/** Behind a key stands a sign, or blanks if a word with a digit follows: "SIM card" is prose, "SIM 8988…" is a value. */
const AFTER_KEY = `\\.?["']?(?:\\s{0,4}[:=#/]\\s{0,4}|\\s{1,4}(?=["']?[A-Z]{0,12}[0-9]))["']?`;
const DELIMITER = /[;,|&\n\r\t"'<>{}()[\]/?]/;

export function splitKeyedParts(text: string): KeyedText {
  const keys = findKeys(text);
  const parts: KeyedPart[] = [];
  let rest = '';
  let end = 0;
  for (const [index, key] of keys.entries()) {
    const limit = keys[index + 1]?.start ?? text.length;
    const delimiter = text.slice(key.valueStart, limit).search(DELIMITER);
    const valueEnd = delimiter < 0 ? limit : key.valueStart + delimiter;
    const words = text.slice(key.valueStart, valueEnd).trim().split(/\s+/);
    parts.push({ kind: key.kind, words });
    rest += `${text.slice(end, key.start)}\n`;
    end = valueEnd;
  }
  return { parts, rest: rest + text.slice(end) };
}

interface FoundKey {
  readonly kind: NumberKind;
  readonly start: number;
  readonly valueStart: number;
}

function findKeys(text: string): readonly FoundKey[] {
  const names = KEY_NAMES.map(([, pattern]) => `(${pattern})`).join('|');
  const pattern = new RegExp(`(?<![A-Z0-9])(?:${names})${AFTER_KEY}`, 'gi');
  return [...text.matchAll(pattern)].flatMap((match) => {
    const kind = KEY_NAMES.find((_, index) => match[index + 1] !== undefined)?.[0];
    return kind === undefined ? [] : [{ kind, start: match.index, valueStart: match.index + match[0].length }];
  });
}
