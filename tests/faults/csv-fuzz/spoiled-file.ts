import type { SeededRandom } from '#sim/random/seeded-random.ts';
import { makeWholeFile, oneOf } from './made-file.ts';

/** A file of which nobody can say what it should come to; only the promises hold of it. */
export interface SpoiledFile {
  readonly recipe: string;
  readonly bytes: Uint8Array;
}

const spoilers: Readonly<Record<string, (random: SeededRandom, bytes: Buffer) => Buffer>> = {
  'cut off': (random, bytes) => bytes.subarray(0, random.between(0, bytes.length)),
  'flipped bits': (random, bytes) => {
    const spoiled = Buffer.from(bytes);
    for (let times = random.between(1, 20); times > 0 && spoiled.length > 0; times -= 1) {
      const at = random.between(0, spoiled.length - 1);
      spoiled[at] = (spoiled[at] ?? 0) ^ (1 << random.between(0, 7));
    }
    return spoiled;
  },
  'quotes strewn in': (random, bytes) => strewn(random, bytes, '"'),
  'NUL strewn in': (random, bytes) => strewn(random, bytes, '\0'),
  'line ends strewn in': (random, bytes) => strewn(random, bytes, oneOf(random, ['\n', '\r', '\r\n', '\u2028'])),
  'delimiters strewn in': (random, bytes) => strewn(random, bytes, oneOf(random, [',', ';', '\t'])),
  'marks strewn in': (random, bytes) =>
    strewn(random, bytes, oneOf(random, ['\ufeff', '\ud83d\ude00', '\u202e', '\u0000\ufffe'])),
  'two files in one': (random, bytes) => Buffer.concat([bytes, Buffer.from(makeWholeFile(random).bytes)]),
  'heading twice': (_random, bytes) => Buffer.concat([bytes, bytes]),
  noise: (random, bytes) => Buffer.from(Array.from({ length: bytes.length }, () => random.between(0, 255))),
  'a spreadsheet': (_random, bytes) => Buffer.concat([Buffer.from('PK\u0003\u0004\u0014\0\u0006\0', 'latin1'), bytes]),
  'no heading': (_random, bytes) => bytes.subarray(Math.max(0, bytes.indexOf('\n') + 1)),
  'rows without end': (random, bytes) =>
    Buffer.concat([bytes, Buffer.from(`\n${'A,B\n'.repeat(random.between(990, 1_100))}`)]),
  'columns without end': (random, bytes) =>
    Buffer.concat([Buffer.from(`x${','.repeat(random.between(150, 400))}`), bytes]),
};

export function makeSpoiledFile(random: SeededRandom): SpoiledFile {
  const whole = makeWholeFile(random);
  const recipe = oneOf(random, Object.keys(spoilers));
  return { recipe, bytes: spoilers[recipe]?.(random, Buffer.from(whole.bytes)) ?? whole.bytes };
}

/** A line of ten million characters or somewhat less than an import looks at; with quotation marks, delimiters or nothing in it. */
export function makeLongLine(random: SeededRandom): SpoiledFile {
  const signs = oneOf(random, ['x', ',', '"', '""', 'a"', ';\t', '=']);
  const length = oneOf(random, [10_000_000, 10_000_000, 7_000_000]);
  const head = oneOf(random, ['plate\n', '', 'plate,service_place\nKL 1,']);
  return {
    recipe: `a line of ${length} with ${signs}`,
    bytes: Buffer.from(head + signs.repeat(length / signs.length)),
  };
}

function strewn(random: SeededRandom, bytes: Buffer, text: string): Buffer {
  let spoiled = bytes;
  for (let times = random.between(1, 6); times > 0; times -= 1) {
    const at = random.between(0, spoiled.length);
    spoiled = Buffer.concat([spoiled.subarray(0, at), Buffer.from(text), spoiled.subarray(at)]);
  }
  return spoiled;
}
