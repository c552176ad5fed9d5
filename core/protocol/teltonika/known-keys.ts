import type { AnswerLine } from '../command-exchange.ts';

/**
 * Reads `Key:value` lines whose values may hold blanks, colons and commas (`Init:2023-8-8 5:24`, `GPS:AXN_3.80,0000,,`):
 * it looks for the keys that are known instead of splitting. Used for every multi-value answer of the Teltonika dialect.
 * A key that stands twice is left out, because one of its values must be damage.
 */
export function scanKnownKeys(line: AnswerLine, keys: readonly string[]): ReadonlyMap<string, string> {
  const hits = findKeys(line.text, keys);
  const values = new Map<string, string>();
  const repeated = new Set<string>();
  hits.forEach((hit, index) => {
    const next = hits[index + 1];
    if (next === undefined && !line.terminated) {
      // A line without an end may have been cut inside its last value.
      return;
    }
    if (values.has(hit.key)) {
      repeated.add(hit.key);
    }
    values.set(hit.key, line.text.slice(hit.valueAt, next?.at).trim().replace(/,$/, ''));
  });
  for (const key of repeated) {
    values.delete(key);
  }
  return values;
}

/** The last known key of a line that has an end, null where it tells nothing: with it every part of such a line is there. */
export function lastToldKey(line: Pick<AnswerLine, 'text'>, keys: readonly string[]): string | null {
  const [key, value] = [...scanKnownKeys({ text: line.text, terminated: true }, keys)].at(-1) ?? [];
  return key === undefined || value === undefined || value === '' ? null : key;
}

/** The whole number at the beginning of a value such as `1`, `1(33)`, `4744s` or `1 SIM2`; null for anything else. */
export function leadingInteger(value: string | undefined): number | null {
  const digits = /^(-?\d{1,12})(?![\d.])/.exec(value ?? '')?.[1];
  return digits === undefined ? null : Number(digits);
}

interface Hit {
  readonly key: string;
  readonly at: number;
  readonly valueAt: number;
}

function findKeys(text: string, keys: readonly string[]): readonly Hit[] {
  const longestFirst = [...keys].sort((left, right) => right.length - left.length);
  const hits: Hit[] = [];
  for (let at = 0; at < text.length; at += 1) {
    if (at > 0 && text[at - 1] !== ' ') {
      continue;
    }
    const key = longestFirst.find((candidate) => text.startsWith(`${candidate}:`, at));
    if (key !== undefined) {
      hits.push({ key, at, valueAt: at + key.length + 1 });
      at += key.length;
    }
  }
  return hits;
}
