import { isPlainAscii } from '../latin1.ts';

/**
 * One line of a GNSS receiver as an NMEA 0183 sentence: `$` address, fields, `*` and the XOR of all between. A sentence whose sum is
 * wrong or missing is `damaged` and holds nothing. Lengths are not judged: 82 characters are the standard's limit, not that of receivers.
 */
export type NmeaLine =
  | { readonly kind: 'sentence'; readonly talker: string; readonly type: string; readonly fields: readonly string[] }
  /** `$P…` of one maker, and sentences of other devices than receivers of satellites. Nothing in them is ours to read. */
  | { readonly kind: 'foreign' }
  | { readonly kind: 'damaged'; readonly why: 'sum' | 'no-sum' | 'characters' }
  /** No sentence at all, e.g. the answer to a command. */
  | { readonly kind: 'other' };

/** Reads a line without its line end. What stands before the last `$` is log text of the device, or the rest of a line that was cut. */
export function readNmeaLine(line: string): NmeaLine {
  const start = line.lastIndexOf('$');
  const text = line.slice(start).trimEnd();
  if (start === -1 || !/^\$[A-Z]{5}|^\$P/.test(text)) {
    return { kind: 'other' };
  }
  if (!isPlainAscii(text)) {
    return { kind: 'damaged', why: 'characters' };
  }
  const parts = /^\$([^*]+)\*([0-9A-Fa-f]{2})$/.exec(text);
  const body = parts?.[1];
  if (body === undefined) {
    return { kind: 'damaged', why: 'no-sum' };
  }
  if (Number.parseInt(parts?.[2] ?? '', 16) !== xorOf(body)) {
    return { kind: 'damaged', why: 'sum' };
  }
  const [address = '', ...fields] = body.split(',');
  const talker = talkers.find((known) => address.startsWith(known) && address.length === known.length + 3);
  return talker === undefined
    ? { kind: 'foreign' }
    : { kind: 'sentence', talker, type: address.slice(talker.length), fields };
}

/**
 * GPS, GLONASS, Galileo, BeiDou (two spellings), QZSS (two), NavIC, several together. `PQ` looks proprietary, yet with it some Quectel
 * modules tell BeiDou in the standard's own sentences; the maker's others (`$PQVERNO`) are longer and stay foreign.
 */
const talkers = ['GP', 'GL', 'GA', 'GB', 'BD', 'GQ', 'QZ', 'GI', 'GN', 'PQ'];

function xorOf(body: string): number {
  let sum = 0;
  for (let index = 0; index < body.length; index += 1) {
    sum ^= body.charCodeAt(index);
  }
  return sum;
}
