import type { createBarcodeDecoder } from '#core/barcode/create-barcode-decoder.ts';
import { admitImage } from '#core/barcode/read-image-header.ts';
import type { Decoded, Pixels } from '#core/domain/scanning/image-code.ts';

/** What the page sends its worker, and what comes back. `turn` ties the two together. */
export interface ImageScanRequest {
  readonly turn: number;
  readonly picture: ScanPicture;
}
/** `count` is the frame's place in its film. */
export type ScanPicture =
  | { readonly kind: 'file'; readonly file: ArrayBuffer }
  | { readonly kind: 'frame'; readonly frame: ImageBitmap; readonly count: number };
export interface ImageScanResponse {
  readonly turn: number;
  readonly decoded: Decoded;
}

export type OpenedPicture = { readonly kind: 'opened'; readonly pixels: Pixels } | { readonly kind: 'broken' };

export interface ImageReadingParts {
  /** Turns an admitted PNG or JPEG into opaque pixels; the browser does it. */
  readonly open: (file: Uint8Array<ArrayBuffer>) => Promise<OpenedPicture>;
  readonly decoder: ReturnType<typeof createBarcodeDecoder>;
}

/** The work of the worker, without the worker: every code in an image file. Never opens a file whose header asks for too much. */
export async function readImageFile(buffer: ArrayBuffer, { open, decoder }: ImageReadingParts): Promise<Decoded> {
  const file = new Uint8Array(buffer);
  const admission = admitImage(file);
  if (admission.kind === 'refused') {
    return { kind: 'nothing', reason: admission.reason };
  }
  const opened = await open(file);
  return opened.kind === 'broken'
    ? { kind: 'nothing', reason: 'broken-image' }
    : decoder.decode(opened.pixels, { codes: 'all' });
}
