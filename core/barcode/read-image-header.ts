import type { NothingReason } from '../domain/scanning/image-code.ts';
import { assertNever } from '../kernel/assert-never.ts';

/**
 * What an image file says about itself, read before anything opens it: a header of a few bytes can ask for gigabytes of memory. Used in
 * front of every decoder of PNG and JPEG, in the page and on the machine.
 */
export type ImageHeader =
  | { readonly kind: 'image'; readonly format: 'png' | 'jpeg'; readonly width: number; readonly height: number }
  /** The beginning of a PNG or JPEG file that never comes to its size. */
  | { readonly kind: 'broken' }
  | { readonly kind: 'other' };

/** A phone's photo has 12 to 50 megapixels and rarely more than 20 MB. */
export const imageLimits = { fileBytes: 32_000_000, pixels: 50_000_000, side: 20_000 } as const;

/** Whether a file may be opened; if not, what to answer instead. */
export type ImageAdmission =
  | { readonly kind: 'admitted'; readonly format: 'png' | 'jpeg'; readonly width: number; readonly height: number }
  | {
      readonly kind: 'refused';
      readonly reason: Extract<NothingReason, 'too-large' | 'not-an-image' | 'broken-image'>;
    };

export function admitImage(file: Uint8Array): ImageAdmission {
  if (file.length > imageLimits.fileBytes) {
    return { kind: 'refused', reason: 'too-large' };
  }
  const header = readImageHeader(file);
  switch (header.kind) {
    case 'other':
      return { kind: 'refused', reason: 'not-an-image' };
    case 'broken':
      return { kind: 'refused', reason: 'broken-image' };
    case 'image':
      return judgeSize(header);
    default:
      return assertNever(header);
  }
}

function judgeSize({ format, width, height }: Extract<ImageHeader, { kind: 'image' }>): ImageAdmission {
  if (width === 0 || height === 0) {
    return { kind: 'refused', reason: 'broken-image' };
  }
  const isTooLarge = Math.max(width, height) > imageLimits.side || width * height > imageLimits.pixels;
  return isTooLarge ? { kind: 'refused', reason: 'too-large' } : { kind: 'admitted', format, width, height };
}

const PNG_SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

export function readImageHeader(file: Uint8Array): ImageHeader {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  if (PNG_SIGNATURE.every((byte, at) => file[at] === byte)) {
    return readPngSize(view);
  }
  return file[0] === 0xff && file[1] === 0xd8 && file[2] === 0xff ? readJpegSize(view) : { kind: 'other' };
}

/** PNG (ISO/IEC 15948) 11.2.2: the header chunk comes first, width and height first in it. */
function readPngSize(view: DataView): ImageHeader {
  const isHeaderFirst = view.byteLength >= 33 && view.getUint32(12) === 0x49_48_44_52;
  return isHeaderFirst
    ? { kind: 'image', format: 'png', width: view.getUint32(16), height: view.getUint32(20) }
    : { kind: 'broken' };
}

/** JPEG (ITU-T T.81) B.2.2: the size stands in the frame header, behind tables and application data of any length. */
function readJpegSize(view: DataView): ImageHeader {
  let at = 2;
  while (at + 9 <= view.byteLength && view.getUint8(at) === 0xff) {
    const marker = view.getUint8(at + 1);
    if (marker === 0xff) {
      at += 1;
    } else if (isFrameHeader(marker)) {
      return { kind: 'image', format: 'jpeg', width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
    } else {
      at += 2 + (standsAlone(marker) ? 0 : view.getUint16(at + 2));
    }
  }
  return { kind: 'broken' };
}

/** SOF0 to SOF15; DHT, JPG and DAC lie between them. */
function isFrameHeader(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}

/** Markers without a length: RST0 to RST7, SOI, TEM. */
function standsAlone(marker: number): boolean {
  return (marker >= 0xd0 && marker <= 0xd8) || marker === 0x01;
}
