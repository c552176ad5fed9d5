/** What a configuration value is, as the driver's capabilities name it; `unknown` where nobody said. */
export type ValueType = 'text' | 'integer' | 'choice' | 'unknown';

/**
 * Whether two spellings mean the same value. Numbers are compared as numbers, so `007` is `7` and `60.0` is `60`, however long they are;
 * text to the letter, because `010` may be part of a name.
 */
export function isSameValue(one: string, other: string, type: ValueType): boolean {
  if (one === other) {
    return true;
  }
  if (type === 'text' || type === 'choice') {
    return false;
  }
  const left = plainNumber(one);
  return left !== null && left === plainNumber(other);
}

/** One spelling per decimal number, without the rounding that floating point would bring; null for what is no number. */
function plainNumber(text: string): string | null {
  const match = /^\s*([+-]?)0*(\d+)(?:\.(\d*?)0*)?\s*$/.exec(text);
  if (match === null) {
    return null;
  }
  const [, sign = '', whole = '', fraction = ''] = match;
  const digits = fraction === '' ? whole : `${whole}.${fraction}`;
  return sign === '-' && digits !== '0' ? `-${digits}` : digits;
}
