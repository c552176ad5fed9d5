import { prepareZXingModule, type ReaderOptions, readBarcodes } from 'zxing-wasm/reader';
import type { FoundCode, Symbology } from '../domain/scanning/image-code.ts';
import type { CodeEngine, EngineReading, Look } from './code-engine.ts';
import type { GreyImage } from './grey-image.ts';

/**
 * The engine that reads by default: zxing-wasm. Its WebAssembly is handed in by the caller, out of the package the product ships; left to
 * itself the library would fetch it from a public address.
 */

/** Code 39 by its two members: the family's name also stands for pharmacy codes, which turn the letters of a serial into other ones. */
const FORMATS: NonNullable<ReaderOptions['formats']> = ['QRCode', 'DataMatrix', 'Code128', 'Code39Std', 'Code39Ext'];

const SYMBOLOGIES: ReadonlySet<string> = new Set<Symbology>(['QRCode', 'DataMatrix', 'Code128', 'Code39']);

/** `loadWasm` is called once, at the first picture, and gives the bytes of `zxing_reader.wasm`. */
export function createWasmEngine(loadWasm: () => Promise<ArrayBuffer>): WasmEngine {
  let loading: Promise<Loading> | undefined;
  let overrides: Overrides | undefined;
  const read = async (input: Uint8Array | ColouredImage, look: Look): Promise<EngineReading> => {
    loading ??= load(loadWasm);
    const loaded = await loading;
    if (loaded.kind === 'cannot-start') {
      return loaded;
    }
    overrides ??= { wasmBinary: loaded.wasmBinary, print: ignore, printErr: ignore };
    const started = await start(overrides);
    if (started.kind === 'cannot-start') {
      loading = Promise.resolve(started);
      return started;
    }
    const reading = await readOnce(input, look);
    if (reading.kind === 'failed') {
      // An aborted module stays broken: other overrides mean a new one for the next picture.
      overrides = undefined;
    }
    return reading;
  };
  return {
    name: 'zxing-wasm',
    read: (image, look) => read(colouredImageOf(image), look),
    readFile: read,
  };
}

export interface WasmEngine extends CodeEngine {
  /**
   * Reads a PNG or JPEG file that the engine opens by itself, several times faster than JavaScript would. Only for a file whose header
   * was admitted, and a PNG only if it is too small to unpack to more than the machine has: the engine asks for what it needs. A file it
   * cannot open has no codes, and what is transparent is as dark as its colour.
   */
  readFile(file: Uint8Array, look: Look): Promise<EngineReading>;
}

type CannotStart = Extract<EngineReading, { kind: 'cannot-start' }>;
type Loading = { readonly kind: 'loaded'; readonly wasmBinary: ArrayBuffer } | CannotStart;

/** What the module is made with. What it prints on its way down also comes back as an error. */
interface Overrides {
  readonly wasmBinary: ArrayBuffer;
  readonly print: () => void;
  readonly printErr: () => void;
}

async function load(loadWasm: () => Promise<ArrayBuffer>): Promise<Loading> {
  try {
    return { kind: 'loaded', wasmBinary: await loadWasm() };
  } catch (error: unknown) {
    return { kind: 'cannot-start', detail: messageOf(error) };
  }
}

/**
 * Done before every picture, because the library keeps one module for all its users and makes one of its own (fetched) where it has none.
 * With the overrides of the time before it costs nothing.
 */
async function start(overrides: Overrides): Promise<{ readonly kind: 'started' } | CannotStart> {
  try {
    await prepareZXingModule({ overrides, equalityFn: Object.is, fireImmediately: true });
    return { kind: 'started' };
  } catch (error: unknown) {
    return { kind: 'cannot-start', detail: messageOf(error) };
  }
}

async function readOnce(input: Uint8Array | ColouredImage, look: Look): Promise<EngineReading> {
  try {
    const results = await readBarcodes(input, optionsOf(look));
    return { kind: 'read', codes: results.flatMap((result) => (result.isValid ? foundCode(result) : [])) };
  } catch (error: unknown) {
    return { kind: 'failed', detail: messageOf(error) };
  }
}

function optionsOf({ threshold, maxCodes }: Look): ReaderOptions {
  return {
    formats: FORMATS,
    tryHarder: true,
    tryRotate: true,
    tryInvert: true,
    tryDownscale: true,
    binarizer: threshold === 'local' ? 'LocalAverage' : 'GlobalHistogram',
    maxNumberOfSymbols: maxCodes,
    // The data as they are; the usual mode would put brackets into GS1 data and hide their separators.
    textMode: 'Plain',
  };
}

function foundCode(result: {
  readonly symbology: string;
  readonly text: string;
  readonly symbologyIdentifier: string;
}): readonly FoundCode[] {
  const { symbology, text, symbologyIdentifier: identifier } = result;
  return isSymbology(symbology) && text !== '' ? [{ symbology, text, identifier }] : [];
}

function isSymbology(name: string): name is Symbology {
  return SYMBOLOGIES.has(name);
}

/** What a page knows as `ImageData`. */
interface ColouredImage {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray<ArrayBuffer>;
  readonly colorSpace: 'srgb';
}

/** The library takes colours only and weighs them back into the same brightness. */
function colouredImageOf({ width, height, brightness }: GreyImage): ColouredImage {
  // One word a pixel: the same brightness in three bytes, whatever their order, and an opacity that is not looked at.
  const words = new Uint32Array(width * height);
  for (let at = 0; at < words.length; at += 1) {
    words[at] = (brightness[at] ?? 0) * 0x01_01_01_01;
  }
  return { width, height, data: new Uint8ClampedArray(words.buffer), colorSpace: 'srgb' };
}

function ignore(): void {}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
