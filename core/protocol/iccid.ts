/**
 * Reads a SIM card number as units spell it: quoted, padded with F, or with the digits of each byte swapped. The swap is
 * told by the beginning (`98…` instead of the industry id `89` of ITU-T E.118), never by the check digit, which a swapped
 * number can pass by chance. Hex letters inside are kept: some issuers use them.
 */
export function readIccid(raw: string): IccidReading {
  const text = raw
    .trim()
    .replace(/^"(.*)"$/, '$1')
    .trim();
  if (!/^[0-9A-Fa-f]+$/.test(text)) {
    return { kind: 'unreadable', why: 'characters that no SIM card number holds' };
  }
  const isSwapped = text.startsWith('98') && text.length % 2 === 0;
  const value = (isSwapped ? swapPairs(text) : text).toUpperCase().replace(/F+$/, '');
  if (!value.startsWith('89')) {
    return { kind: 'unreadable', why: 'does not begin with 89' };
  }
  return value.length < SHORTEST || value.length > LONGEST
    ? { kind: 'unreadable', why: 'not the length of a SIM card number' }
    : { kind: 'iccid', value };
}

export type IccidReading =
  | { readonly kind: 'iccid'; readonly value: string }
  | { readonly kind: 'unreadable'; readonly why: string };

/** ITU-T E.118 has 19 digits at most, its check digit included; many issuers print one more. */
const SHORTEST = 19;
const LONGEST = 20;

function swapPairs(text: string): string {
  return text.replace(/(.)(.)/g, '$2$1');
}
