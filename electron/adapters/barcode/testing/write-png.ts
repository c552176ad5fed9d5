import { crc32, deflateSync } from 'node:zlib';

/** A PNG as a test wants it. `samples(x, y)` gives the samples of a pixel, as many as the colour type has, at full depth. */
export interface PngToWrite {
  readonly width: number;
  readonly height: number;
  readonly bitDepth: number;
  readonly colourType: number;
  readonly isInterlaced?: boolean;
  readonly samples: (x: number, y: number) => readonly number[];
  /** Filter of the nth row written; none unless told. */
  readonly filterOf?: (row: number) => number;
  /** Further chunks between header and data, e.g. PLTE. */
  readonly chunks?: readonly (readonly [name: string, body: Uint8Array])[];
}

/** Where each pass of Adam7 has its pixels, written out as the standard's figure shows it. */
const ADAM7_FIGURE = ['16462646', '77777777', '56565656', '77777777', '36463646', '77777777', '56565656', '77777777'];

export function writePng(png: PngToWrite): Uint8Array {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(png.width, 0);
  header.writeUInt32BE(png.height, 4);
  header.set([png.bitDepth, png.colourType, 0, 0, png.isInterlaced === true ? 1 : 0], 8);
  return wrapChunks([
    ['IHDR', header],
    ...(png.chunks ?? []),
    ['IDAT', deflateSync(filteredRows(png))],
    ['IEND', Buffer.alloc(0)],
  ]);
}

/** A PNG file of the chunks as given, right or wrong. */
export function wrapChunks(chunks: readonly (readonly [name: string, body: Uint8Array])[]): Uint8Array {
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, ...chunks.map(([name, body]) => wrapChunk(name, body))]);
}

function wrapChunk(name: string, body: Uint8Array): Buffer {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), body]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}

function filteredRows(png: PngToWrite): Buffer {
  const passes = png.isInterlaced === true ? ['1', '2', '3', '4', '5', '6', '7'] : ['all'];
  const distance = Math.max(1, ((png.samples(0, 0).length * png.bitDepth) / 8) | 0);
  const written: Buffer[] = [];
  for (const pass of passes) {
    let above: Buffer | undefined;
    for (let y = 0; y < png.height; y += 1) {
      const columns = Array.from({ length: png.width }, (_, x) => x).filter(
        (x) => pass === 'all' || ADAM7_FIGURE[y % 8]?.[x % 8] === pass,
      );
      if (columns.length > 0) {
        const row = packBits(
          columns.flatMap((x) => png.samples(x, y)),
          png.bitDepth,
        );
        const filter = png.filterOf?.(written.length) ?? 0;
        written.push(
          Buffer.concat([
            Buffer.from([filter]),
            filterRow(row, above ?? Buffer.alloc(row.length), { filter, distance }),
          ]),
        );
        above = row;
      }
    }
  }
  return Buffer.concat(written);
}

function packBits(samples: readonly number[], bitDepth: number): Buffer {
  const bits = samples.map((sample) => sample.toString(2).padStart(bitDepth, '0')).join('');
  return Buffer.from((bits.match(/.{1,8}/g) ?? []).map((byte) => Number.parseInt(byte.padEnd(8, '0'), 2)));
}

function filterRow(
  row: Buffer,
  above: Buffer,
  { filter, distance }: { readonly filter: number; readonly distance: number },
): Buffer {
  return Buffer.from(
    row.map((value, at) => {
      const a = at < distance ? 0 : (row[at - distance] ?? 0);
      const b = above[at] ?? 0;
      const c = at < distance ? 0 : (above[at - distance] ?? 0);
      return value - ([0, a, b, Math.floor((a + b) / 2), paeth(a, b, c)][filter] ?? 0);
    }),
  );
}

/** The standard's predictor, word for word. */
function paeth(a: number, b: number, c: number): number {
  const p = a + b - c;
  const [best] = [a, b, c]
    .map((value) => ({ value, distance: Math.abs(p - value) }))
    .sort((one, other) => one.distance - other.distance);
  return best?.value ?? 0;
}
