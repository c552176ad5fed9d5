import {
  BarcodeFormat,
  BinaryBitmap,
  DataMatrixReader,
  DecodeHintType,
  GlobalHistogramBinarizer,
  HybridBinarizer,
  MultiFormatOneDReader,
  QRCodeReader,
  type Reader,
  type Result,
  RGBLuminanceSource,
} from '@zxing/library';
import type { FoundCode, Symbology } from '../domain/scanning/image-code.ts';
import { GROUP_SEPARATOR } from '../domain/scanning/scan-text.ts';
import type { CodeEngine, Look } from './code-engine.ts';
import { type GreyImage, invert, turnQuarter } from './grey-image.ts';

/**
 * The engine in plain JavaScript, for places where WebAssembly does not start, and a last look of another make for the rest:
 * `@zxing/library`. Its readers are called one by one and not through its MultiFormatReader, which forgets the hints it was given
 * between two calls and writes every picture without a code to the console.
 */
export function createLibraryEngine(): CodeEngine {
  const hints = new Map<DecodeHintType, unknown>([
    [DecodeHintType.TRY_HARDER, true],
    [DecodeHintType.ASSUME_GS1, true],
    [DecodeHintType.POSSIBLE_FORMATS, [BarcodeFormat.CODE_128, BarcodeFormat.CODE_39]],
  ]);
  const readers: readonly Reader[] = [new QRCodeReader(), new DataMatrixReader(), new MultiFormatOneDReader(hints)];
  return {
    name: 'zxing-library',
    async read(image, look) {
      for (const view of viewsOf(image)) {
        const code = readView(view, { readers, hints, look });
        if (code !== null) {
          return { kind: 'read', codes: [code] };
        }
      }
      return { kind: 'read', codes: [] };
    },
  };
}

/** The library neither turns a picture nor swaps light and dark: bars that stand on end and codes printed white on black need it. */
function* viewsOf(image: GreyImage): Generator<GreyImage> {
  yield image;
  yield turnQuarter(image);
  yield invert(image);
}

interface Reading {
  readonly readers: readonly Reader[];
  readonly hints: Map<DecodeHintType, unknown>;
  readonly look: Look;
}

function readView({ width, height, brightness }: GreyImage, { readers, hints, look }: Reading): FoundCode | null {
  const source = new RGBLuminanceSource(brightness, width, height);
  const Binarizer = look.threshold === 'local' ? HybridBinarizer : GlobalHistogramBinarizer;
  const bitmap = new BinaryBitmap(new Binarizer(source));
  for (const reader of readers) {
    const code = tryReader(reader, bitmap, hints);
    if (code !== null) {
      return code;
    }
  }
  return null;
}

function tryReader(reader: Reader, bitmap: BinaryBitmap, hints: Map<DecodeHintType, unknown>): FoundCode | null {
  try {
    return foundCode(reader.decode(bitmap, hints));
  } catch {
    // "No code here" is an exception of theirs, and so is every slip inside a picture they cannot make sense of: on noise the library
    // runs into index and type errors of its own. All mean the same to us, and the picture is all that they depend on.
    return null;
  }
}

const SYMBOLOGIES: ReadonlyMap<BarcodeFormat, Symbology> = new Map([
  [BarcodeFormat.QR_CODE, 'QRCode'],
  [BarcodeFormat.DATA_MATRIX, 'DataMatrix'],
  [BarcodeFormat.CODE_128, 'Code128'],
  [BarcodeFormat.CODE_39, 'Code39'],
]);

/** The library does not tell identifiers: the plain member of each family, unless the data show that it is the GS1 one. */
const PLAIN_IDENTIFIERS: Readonly<Record<Symbology, string>> = {
  QRCode: ']Q1',
  DataMatrix: ']d1',
  Code128: ']C0',
  Code39: ']A0',
};

function foundCode(result: Result): FoundCode | null {
  const symbology = SYMBOLOGIES.get(result.getBarcodeFormat());
  const text = result.getText();
  if (symbology === undefined || text === '') {
    return null;
  }
  const mark = gs1Mark(symbology, text);
  return mark === null
    ? { symbology, text, identifier: PLAIN_IDENTIFIERS[symbology] }
    : { symbology, text: text.slice(mark.length), identifier: mark.identifier };
}

/** A function code 1 in front says "GS1": the library writes it as identifier for Code 128, as separator for Data Matrix, not at all for QR. */
function gs1Mark(symbology: Symbology, text: string): { readonly identifier: string; readonly length: number } | null {
  if (symbology === 'Code128' && text.startsWith(']C1')) {
    return { identifier: ']C1', length: 3 };
  }
  return symbology === 'DataMatrix' && text.startsWith(GROUP_SEPARATOR) ? { identifier: ']d2', length: 1 } : null;
}
