import { createBarcodeDecoder } from '#core/barcode/create-barcode-decoder.ts';
import { createLibraryEngine } from '#core/barcode/library-engine.ts';
import { admitImage } from '#core/barcode/read-image-header.ts';
import { createWasmEngine } from '#core/barcode/wasm-engine.ts';
import type { Decoded } from '#core/domain/scanning/image-code.ts';
import { loadEngineWasm } from './load-engine-wasm.ts';
import { openJpeg } from './open-jpeg.ts';
import { openPng } from './png/open-png.ts';

/** Reads codes out of PNG and JPEG files under Node (SCAN-1). The page has a worker of its own for that. */
export interface ImageFileDecoder {
  /** Never rejects for what a file holds: `nothing` with its reason covers all of it, files that are no images included. */
  decodeFile(file: Uint8Array): Promise<Decoded>;
}

export interface ImageFileDecoderDeps {
  /** Gives the engine's WebAssembly; from the installed package unless told. */
  readonly loadWasm?: () => Promise<ArrayBuffer>;
}

const TIME_LIMIT_MS = 10_000;

/** Deflate makes no more than this of a byte, so the size of a small PNG file bounds what the engine may unpack from it. */
const MOST_UNPACKED_PER_BYTE = 1_032;
const MOST_UNPACKED_BYTES = 512_000_000;

export function createImageFileDecoder({ loadWasm = loadEngineWasm }: ImageFileDecoderDeps = {}): ImageFileDecoder {
  const engine = createWasmEngine(loadWasm);
  const monotonicMs = () => performance.now();
  const decoder = createBarcodeDecoder({ engine, reserve: createLibraryEngine(), monotonicMs });
  return {
    async decodeFile(file) {
      const admission = admitImage(file);
      if (admission.kind === 'refused') {
        return { kind: 'nothing', reason: admission.reason };
      }
      const endMs = monotonicMs() + TIME_LIMIT_MS;
      if (admission.format === 'jpeg' || file.length * MOST_UNPACKED_PER_BYTE <= MOST_UNPACKED_BYTES) {
        const reading = await engine.readFile(file, { threshold: 'local', maxCodes: 1 });
        const [code] = reading.kind === 'read' ? reading.codes : [];
        if (code !== undefined) {
          return { kind: 'decoded', ...code, engine: engine.name, others: [] };
        }
      }
      const opened = admission.format === 'png' ? openPng(file) : openJpeg(file);
      return opened.kind === 'broken'
        ? { kind: 'nothing', reason: 'broken-image' }
        : decoder.decode(opened.pixels, { timeLimitMs: endMs - monotonicMs() });
    },
  };
}
