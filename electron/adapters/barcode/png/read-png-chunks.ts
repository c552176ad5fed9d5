/** The parts of a PNG file (ISO/IEC 15948) that its pixels are made of. Checksums are not looked at: a code in the picture has its own. */
export interface PngParts {
  readonly header: PngHeader;
  /** PLTE: three bytes an entry. */
  readonly palette: Uint8Array;
  /** tRNS: one opacity a palette entry, or the one colour that is transparent. */
  readonly transparency: Uint8Array;
  /** All IDAT together, still compressed. */
  readonly compressed: Uint8Array;
}

export interface PngHeader {
  readonly width: number;
  readonly height: number;
  readonly bitDepth: number;
  readonly colour: PngColour;
  readonly isInterlaced: boolean;
}

export type PngColour = 'grey' | 'rgb' | 'indexed' | 'grey-alpha' | 'rgb-alpha';

export type PngReading = { readonly kind: 'png'; readonly parts: PngParts } | { readonly kind: 'broken' };

const BROKEN = { kind: 'broken' } as const;
const NO_BYTES = new Uint8Array(0);

/** Samples a pixel has in each kind of colour. */
export const samplesOf: Readonly<Record<PngColour, number>> = {
  grey: 1,
  rgb: 3,
  indexed: 1,
  'grey-alpha': 2,
  'rgb-alpha': 4,
};

/** Table 11.1: which depths each kind of colour may have. */
const COLOURS: ReadonlyMap<number, { readonly colour: PngColour; readonly depths: readonly number[] }> = new Map([
  [0, { colour: 'grey', depths: [1, 2, 4, 8, 16] }],
  [2, { colour: 'rgb', depths: [8, 16] }],
  [3, { colour: 'indexed', depths: [1, 2, 4, 8] }],
  [4, { colour: 'grey-alpha', depths: [8, 16] }],
  [6, { colour: 'rgb-alpha', depths: [8, 16] }],
]);

/** Takes a file apart as far as it goes: one that breaks off has what came before the break. */
export function readPngChunks(file: Uint8Array): PngReading {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const chunks = new Map<string, Uint8Array>();
  const data: Uint8Array[] = [];
  for (let at = 8; at + 8 <= file.length; ) {
    const length = view.getUint32(at);
    const name = String.fromCharCode(...file.subarray(at + 4, at + 8));
    const body = file.subarray(at + 8, at + 8 + length);
    if (name === 'IDAT') {
      data.push(body);
    } else if (!chunks.has(name)) {
      chunks.set(name, body);
    }
    at += 12 + length;
  }
  const header = readHeader(chunks.get('IHDR') ?? NO_BYTES);
  if (header === 'broken' || data.length === 0) {
    return BROKEN;
  }
  const palette = chunks.get('PLTE') ?? NO_BYTES;
  const transparency = chunks.get('tRNS') ?? NO_BYTES;
  return { kind: 'png', parts: { header, palette, transparency, compressed: Buffer.concat(data) } };
}

function readHeader(body: Uint8Array): PngHeader | 'broken' {
  if (body.length < 13) {
    return 'broken';
  }
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength);
  const [bitDepth = 0, colourType = 0, compression, filter, interlace] = body.subarray(8, 13);
  const known = COLOURS.get(colourType);
  if (known?.depths.includes(bitDepth) !== true || compression !== 0 || filter !== 0) {
    return 'broken';
  }
  const { colour } = known;
  return { width: view.getUint32(0), height: view.getUint32(4), bitDepth, colour, isInterlaced: interlace === 1 };
}
