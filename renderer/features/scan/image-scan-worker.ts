import wasmAddress from 'zxing-wasm/reader/zxing_reader.wasm?url';
import type { CodeEngine } from '#core/barcode/code-engine.ts';
import { createBarcodeDecoder } from '#core/barcode/create-barcode-decoder.ts';
import { createWasmEngine } from '#core/barcode/wasm-engine.ts';
import type { Decoded, Pixels } from '#core/domain/scanning/image-code.ts';
import { type ImageScanRequest, type OpenedPicture, readImageFile, type ScanPicture } from './image-scan-reading.ts';

// Reads codes out of images and of a camera's frames beside the page, so that it goes on answering (SCAN-1). Loads the engine from the page's own files; the
// library in reserve only when the engine leaves it something to do.

const reserve: CodeEngine = {
  name: 'zxing-library',
  async read(image, look) {
    const loaded = await import('#core/barcode/library-engine.ts').catch((error: unknown) => String(error));
    return typeof loaded === 'string'
      ? { kind: 'cannot-start', detail: loaded }
      : loaded.createLibraryEngine().read(image, look);
  },
};

const decoder = createBarcodeDecoder({
  engine: createWasmEngine(loadWasm),
  reserve,
  monotonicMs: () => performance.now(),
});

addEventListener('message', ({ data }: MessageEvent<ImageScanRequest>) => {
  void read(data.picture).then((decoded) => postMessage({ turn: data.turn, decoded }));
});

function read(picture: ScanPicture): Promise<Decoded> {
  return picture.kind === 'file'
    ? readImageFile(picture.file, { open, decoder })
    : decoder.decode(pixelsOf(picture.frame), { effort: 'quick', frame: picture.count, codes: 'all' });
}

async function loadWasm(): Promise<ArrayBuffer> {
  const answer = await fetch(wasmAddress);
  if (!answer.ok) {
    throw new Error(`the engine's file was answered with ${answer.status}`);
  }
  return answer.arrayBuffer();
}

async function open(file: Uint8Array<ArrayBuffer>): Promise<OpenedPicture> {
  const bitmap = await createImageBitmap(new Blob([file])).catch(() => null);
  return bitmap === null ? { kind: 'broken' } : { kind: 'opened', pixels: pixelsOf(bitmap) };
}

/** Takes the bitmap's pixels out and closes it. */
function pixelsOf(bitmap: ImageBitmap): Pixels {
  const { width, height } = bitmap;
  const canvas = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  if (canvas === null) {
    throw new Error('a worker has a canvas');
  }
  // Transparent labels are meant for white paper.
  canvas.fillStyle = '#fff';
  canvas.fillRect(0, 0, width, height);
  canvas.drawImage(bitmap, 0, 0);
  bitmap.close();
  return { width, height, rgba: canvas.getImageData(0, 0, width, height).data };
}
