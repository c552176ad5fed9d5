// How the bench unit writes lines: a sequence number, words, and a checksum over both. Made up for the simulation (sim/README.md).
import { latin1Bytes } from '../latin1.ts';

/** Sum over the text between the first character and the star: CRC-16/ARC, four hex digits. */
function lineSum(text: string): string {
  let sum = 0;
  for (const byte of latin1Bytes(text)) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) {
      sum = sum % 2 === 1 ? ((sum - 1) / 2) ^ 0xa001 : sum / 2;
    }
  }
  return sum.toString(16).toUpperCase().padStart(4, '0');
}

/** `<07 OK imei=…*1A2B` with its line end. */
export function unitLine(number: string, words: string): string {
  const text = `${number} ${words}`;
  return `<${text}*${lineSum(text)}\r\n`;
}

export interface HostLine {
  readonly number: string;
  readonly verb: string;
  readonly rest: string;
}

/** A line of the host; undefined for one that is damaged or none at all, which the unit passes over in silence. */
export function readHostLine(line: string): HostLine | undefined {
  const match = /^>((?<number>[0-9A-F]{2}) (?<verb>[A-Z]+)(?: (?<rest>.*))?)\*(?<sum>[0-9A-F]{4})$/.exec(line);
  const { number = '', verb = '', rest = '', sum } = match?.groups ?? {};
  return match !== null && lineSum(match[1] ?? '') === sum ? { number, verb, rest } : undefined;
}

/** `key=value` pairs by semicolons. */
export function pairsText(pairs: readonly (readonly [string, string])[]): string {
  return pairs.map(([key, value]) => `${key}=${encodeURIComponent(value)}`).join(';');
}

/** The same taken apart; undefined where one is no pair. */
export function readPairs(text: string): readonly (readonly [string, string])[] | undefined {
  const pairs = text.split(';').map((pair) => /^([a-z.]+)=([^=]*)$/.exec(pair));
  return pairs.includes(null) ? undefined : pairs.map((pair) => [pair?.[1] ?? '', decodeURIComponent(pair?.[2] ?? '')]);
}
