import {
  BarcodeFormat,
  BinaryBitmap,
  BitArray,
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
    const result = reader.decode(bitmap, hints);
    const isChance = reader instanceof MultiFormatOneDReader && !isReadBeside(result, { reader, bitmap, hints });
    return isChance ? null : foundCode(result);
  } catch {
    // "No code here" is an exception of theirs, and so is every slip inside a picture they cannot make sense of: on noise the library
    // runs into index and type errors of its own. All mean the same to us, and the picture is all that they depend on.
    return null;
  }
}

interface BarReading {
  readonly reader: MultiFormatOneDReader;
  readonly bitmap: BinaryBitmap;
  readonly hints: Map<DecodeHintType, unknown>;
}

/** The library is content with one line of a picture. At the edge of bars that lie askew one line can read as a few characters of theirs. */
function isReadBeside(result: Result, { reader, bitmap, hints }: BarReading): boolean {
  const line = Math.round(result.getResultPoints()[0]?.getY() ?? 0);
  return [line - 1, line + 1, line - 2, line + 2]
    .filter((beside) => beside >= 0 && beside < bitmap.getHeight())
    .some((beside) => readLine(beside, { reader, bitmap, hints }).includes(result.getText()));
}

/** What one line gives, read from the left and from the right. */
function readLine(line: number, { reader, bitmap, hints }: BarReading): readonly string[] {
  const bars = bitmap.getBlackRow(line, new BitArray(bitmap.getWidth()));
  const texts: string[] = [];
  for (let way = 0; way < 2; way += 1) {
    try {
      texts.push(reader.decodeRow(line, bars, hints).getText());
    } catch {
      // No code in this line, as above.
    }
    bars.reverse();
  }
  return texts;
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
