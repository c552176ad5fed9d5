import { decode } from 'jpeg-js';
import type { OpenedImage } from './opened-image.ts';

/** What the decoder may take for one picture: enough for some twenty megapixels in full colour. */
const MEMORY_LIMIT_MEGABYTES = 768;

/** Turns a JPEG file into pixels, slowly (some seconds for a phone's photo). Only for a file whose header was admitted. */
export function openJpeg(file: Uint8Array): OpenedImage {
  try {
    const { width, height, data } = decode(file, { useTArray: true, maxMemoryUsageInMB: MEMORY_LIMIT_MEGABYTES });
    return { kind: 'opened', pixels: { width, height, rgba: new Uint8ClampedArray(data.buffer) } };
  } catch {
    // The package throws plain errors, strings and, on broken tables, type errors; the file is all that they depend on.
    return { kind: 'broken' };
  }
}
