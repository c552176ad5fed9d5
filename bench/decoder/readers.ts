import {
  BarcodeFormat,
  BinaryBitmap,
  DecodeHintType,
  HybridBinarizer,
  MultiFormatReader,
  RGBLuminanceSource,
} from '@zxing/library';
import { prepareZXingModule, type ReaderOptions, readBarcodes } from 'zxing-wasm/reader';
import { createBarcodeDecoder } from '#core/barcode/create-barcode-decoder.ts';
import { greyOf } from '#core/barcode/grey-image.ts';
import { createLibraryEngine } from '#core/barcode/library-engine.ts';
import { createWasmEngine } from '#core/barcode/wasm-engine.ts';
import type { Decoded, Pixels } from '#core/domain/scanning/image-code.ts';
import { createImageFileDecoder } from '#electron/adapters/barcode/create-image-file-decoder.ts';
import { loadEngineWasm } from '#electron/adapters/barcode/load-engine-wasm.ts';
import { openPng } from '#electron/adapters/barcode/png/open-png.ts';

/** Something that reads one code, from a file and from pixels. Answers its text, or nothing. */
export interface CodeReader {
  readonly name: string;
  readFile(file: Uint8Array): Promise<string | undefined>;
  readPixels(pixels: Pixels): Promise<string | undefined>;
}

/** Their names: the product, and each library alone with the options that serve it best. */
export const product = 'fitbay';
export const peers = ['zxing-wasm', '@zxing/library'] as const;

/** The product, what it does with one frame of a camera, and both peers. */
export async function createReaders(): Promise<readonly CodeReader[]> {
  return [...createFitbayReaders(), await createWasmReader(), createLibraryReader()];
}

function createFitbayReaders(): readonly CodeReader[] {
  const files = createImageFileDecoder();
  const decoder = createBarcodeDecoder({
    engine: createWasmEngine(loadEngineWasm),
    reserve: createLibraryEngine(),
    monotonicMs: () => performance.now(),
  });
  const textOf = (decoded: Decoded) => (decoded.kind === 'decoded' ? decoded.text : undefined);
  const readFrame = async (pixels: Pixels) => textOf(await decoder.decode(pixels, { effort: 'quick', frame: 0 }));
  return [
    {
      name: product,
      readFile: async (file) => textOf(await files.decodeFile(file)),
      readPixels: async (pixels) => textOf(await decoder.decode(pixels)),
    },
    {
      name: `${product}, one frame`,
      readFile: async (file) => {
        const opened = openPng(file);
        return opened.kind === 'opened' ? readFrame(opened.pixels) : undefined;
      },
      readPixels: readFrame,
    },
  ];
}

async function createWasmReader(): Promise<CodeReader> {
  const overrides = { wasmBinary: await loadEngineWasm() };
  const options: ReaderOptions = {
    formats: ['QRCode', 'DataMatrix', 'Code128', 'Code39'],
    tryHarder: true,
    tryRotate: true,
    tryInvert: true,
    tryDownscale: true,
    tryDenoise: true,
    maxNumberOfSymbols: 1,
    textMode: 'Plain',
  };
  const read = async (input: Parameters<typeof readBarcodes>[0]) => {
    // The library keeps one module for all its users, so each says before reading which is meant; it costs nothing measurable.
    await prepareZXingModule({ overrides, fireImmediately: true });
    const [result] = await readBarcodes(input, options);
    return result?.text;
  };
  return {
    name: peers[0],
    readFile: read,
    readPixels: ({ width, height, rgba }) =>
      read({ width, height, data: new Uint8ClampedArray(rgba), colorSpace: 'srgb' }),
  };
}

function createLibraryReader(): CodeReader {
  const formats = [BarcodeFormat.QR_CODE, BarcodeFormat.DATA_MATRIX, BarcodeFormat.CODE_128, BarcodeFormat.CODE_39];
  const hints = new Map<DecodeHintType, unknown>([
    [DecodeHintType.TRY_HARDER, true],
    [DecodeHintType.POSSIBLE_FORMATS, formats],
  ]);
  const reader = new MultiFormatReader();
  reader.setHints(hints);
  const readPixels = async (pixels: Pixels) => {
    const { brightness, width, height } = greyOf(pixels);
    const warn = console.warn;
    console.warn = () => {}; // it writes every picture without a code there
    try {
      const source = new RGBLuminanceSource(brightness, width, height);
      return reader.decodeWithState(new BinaryBitmap(new HybridBinarizer(source))).getText();
    } catch {
      return undefined; // "no code" is an exception of theirs
    } finally {
      console.warn = warn;
    }
  };
  return {
    name: peers[1],
    readFile: async (file) => {
      const opened = openPng(file); // it opens no files by itself
      return opened.kind === 'opened' ? readPixels(opened.pixels) : undefined;
    },
    readPixels,
  };
}
