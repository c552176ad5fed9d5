// The lines of the bench unit, a family that exists as a simulation only (sim/README.md): `>07 GET net.apn*1A2B` and `<07 OK net.apn=…*3C4D`.
// The number correlates, the checksum guards: an answer is the one to this question and undamaged, or it is none.
import type { AnswerLine, ExchangeRequest, LineMeaning } from '../command-exchange.ts';
import { crc16Arc } from '../crc16.ts';
import { isPlainAscii, latin1Bytes } from '../latin1.ts';

/** What stands behind number and `OK` or `NO`. */
export type BenchAnswer =
  | { readonly kind: 'yes'; readonly words: string }
  | { readonly kind: 'no'; readonly words: string };

/** One question with its number, 0 to 255. The words must be plain ASCII without a star. */
export function benchRequest(number: number, words: string, capMs: number): ExchangeRequest {
  const tag = number.toString(16).toUpperCase().padStart(2, '0');
  const text = `${tag} ${words}`;
  return {
    command: `>${text}*${sumOf(text)}`,
    lineEnding: '\r\n',
    capMs,
    quietMs: quietMs,
    judge: (line): LineMeaning => (isAnswerTo(tag, line) ? 'whole' : 'noise'),
  };
}

/** How long a unit might take to say an answer twice. */
const quietMs = 200;

function isAnswerTo(tag: string, line: AnswerLine): boolean {
  return readLine(line.text)?.tag === tag;
}

/** The answer in a line that was judged to be one; null for any other. */
export function readBenchAnswer(line: string): BenchAnswer | null {
  const words = readLine(line)?.words ?? '';
  const match = /^(OK|NO)(?: (.*))?$/.exec(words);
  return match === null ? null : { kind: match[1] === 'OK' ? 'yes' : 'no', words: match[2] ?? '' };
}

/** What a unit says by itself, with number 00: `TAKEN` or `BAD` with why, after a firmware; null for any other line. */
export function readFirmwareVerdict(
  line: string,
): { readonly kind: 'taken' } | { readonly kind: 'bad'; readonly why: string } | null {
  const read = readLine(line);
  const match = read?.tag === '00' ? /^(TAKEN|BAD)(?: (.*))?$/.exec(read.words) : null;
  if (match === null) {
    return null;
  }
  return match[1] === 'TAKEN' ? { kind: 'taken' } : { kind: 'bad', why: match[2] ?? '' };
}

function readLine(line: string): { readonly tag: string; readonly words: string } | null {
  const match = /^<(([0-9A-F]{2}) (.*))\*([0-9A-F]{4})$/.exec(line);
  const [, text = '', tag = '', words = '', sum] = match ?? [];
  return match !== null && sumOf(text) === sum ? { tag, words } : null;
}

function sumOf(text: string): string {
  return crc16Arc(latin1Bytes(text)).toString(16).toUpperCase().padStart(4, '0');
}

/** `key=value` pairs by semicolons, values percent-encoded; a piece that is no pair is left out. */
export function readPairs(words: string): ReadonlyMap<string, string> {
  const pairs = words.split(';').flatMap((piece) => {
    const at = piece.indexOf('=');
    const value = at === -1 ? null : decoded(piece.slice(at + 1));
    return value === null ? [] : [[piece.slice(0, at), value] as const];
  });
  return new Map(pairs);
}

/** One pair as it is written to the unit; null for a value that it could not hold unharmed. */
export function writePair(name: string, value: string): string | null {
  return isPlainAscii(value) ? `${name}=${encodeURIComponent(value).replaceAll('*', '%2A')}` : null;
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch (error: unknown) {
    if (error instanceof URIError) {
      return null;
    }
    throw error;
  }
}
