import type { SeededRandom } from '#sim/random/seeded-random.ts';

/* XMODEM and YMODEM to the letter (link.md §4), for the other end of a transfer and for its judge. Shares nothing with the product. */

const START = '\x01';
const LARGE_START = '\x02';
export const END = '\x04';
export const YES = '\x06';
export const AGAIN = '\x15';
export const CALL = 'C';

/** One block as Latin-1 text: start, number, its complement, data filled up, CRC. */
export function blockOf(
  number: number,
  data: string,
  { size, fill }: { readonly size: 128 | 1024; readonly fill: string },
): string {
  const content = data.padEnd(size, fill);
  const sum = sumOf(content);
  const head = String.fromCharCode(number & 0xff, 0xff - (number & 0xff));
  return `${size === 128 ? START : LARGE_START}${head}${content}${String.fromCharCode(sum >> 8, sum & 0xff)}`;
}

export interface HeardBlock {
  readonly number: number;
  readonly data: string;
}

/** Every whole block in a stream, wherever it begins; overlapping ones too, because damage may make one inside another. */
export function blocksIn(stream: string): readonly HeardBlock[] {
  const found: HeardBlock[] = [];
  for (let at = 0; at < stream.length; at += 1) {
    const size = stream[at] === START ? 128 : stream[at] === LARGE_START ? 1024 : 0;
    const number = stream.charCodeAt(at + 1);
    const end = at + 3 + size;
    if (size === 0 || end + 2 > stream.length || number + stream.charCodeAt(at + 2) !== 0xff) {
      continue;
    }
    const data = stream.slice(at + 3, end);
    if (sumOf(data) === stream.charCodeAt(end) * 256 + stream.charCodeAt(end + 1)) {
      found.push({ number, data });
    }
  }
  return found;
}

/** Some bytes of a file, none of which looks like filling. */
export function someContent(random: SeededRandom, length: number): string {
  return Array.from({ length }, () => String.fromCharCode(random.between(0x20, 0xff))).join('');
}

/** CRC-16 with polynomial 1021, the message divided a bit at a time as in the definition; the product has it another way. */
function sumOf(text: string): number {
  let sum = 0;
  for (const character of `${text}\0\0`) {
    for (let place = 7; place >= 0; place -= 1) {
      sum = (sum << 1) | ((character.charCodeAt(0) >> place) & 1);
      sum = sum > 0xffff ? (sum & 0xffff) ^ 0x1021 : sum;
    }
  }
  return sum;
}
