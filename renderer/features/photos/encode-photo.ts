import { admitImage, imageLimits } from '#core/barcode/read-image-header.ts';
import { photoLimits } from '#core/domain/photos/photo.ts';
import type { NothingReason } from '#core/domain/scanning/image-code.ts';

/**
 * Makes of a picture the photo that leaves the page: drawn anew and written as JPEG, so that it holds pixels and nothing that the camera or a
 * program wrote beside them: no position, no moment, no name (docs/decisions/0027).
 */
export type EncodedPhoto =
  | { readonly kind: 'photo'; readonly jpeg: Uint8Array }
  | { readonly kind: 'refused'; readonly reason: EncodingTrouble };
export type EncodingTrouble = Extract<NothingReason, 'too-large' | 'not-an-image' | 'broken-image'>;

/** A PNG or JPEG file. One whose header asks for too much is never opened. */
export async function encodeFile(file: Blob): Promise<EncodedPhoto> {
  if (file.size > imageLimits.fileBytes) {
    return refused('too-large');
  }
  const bytes = await file.arrayBuffer();
  const admission = admitImage(new Uint8Array(bytes));
  if (admission.kind === 'refused') {
    return refused(admission.reason);
  }
  return encode(new Blob([bytes], { type: `image/${admission.format}` }));
}

/** What a camera shows at this moment. */
export function encodeFrame(video: HTMLVideoElement): Promise<EncodedPhoto> {
  return encode(video);
}

/** The best that fits; a plain photo of this size fits with the first. */
const qualities = [0.85, 0.7, 0.5, 0.3] as const;

async function encode(source: ImageBitmapSource): Promise<EncodedPhoto> {
  // Turned as the camera says that it was held.
  const picture = await createImageBitmap(source).catch(() => null);
  if (picture === null) {
    return refused('broken-image');
  }
  const canvas = drawn(picture);
  picture.close();
  for (const quality of qualities) {
    const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality });
    if (blob.size <= photoLimits.bytes) {
      return { kind: 'photo', jpeg: new Uint8Array(await blob.arrayBuffer()) };
    }
  }
  return refused('too-large');
}

function drawn(picture: ImageBitmap): OffscreenCanvas {
  const scale = Math.min(1, photoLimits.side / Math.max(picture.width, picture.height));
  const [width, height] = [picture.width, picture.height].map((side) => Math.max(1, Math.round(side * scale)));
  const canvas = new OffscreenCanvas(width ?? 1, height ?? 1);
  const context = canvas.getContext('2d', { alpha: false });
  if (context === null) {
    throw new Error('the page has no canvas to draw on');
  }
  // What a PNG leaves open is paper.
  context.fillStyle = '#ffffff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.imageSmoothingQuality = 'high';
  context.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return canvas;
}

function refused(reason: EncodingTrouble): EncodedPhoto {
  return { kind: 'refused', reason };
}
