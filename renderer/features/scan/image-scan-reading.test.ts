import { describe, expect, it, vi } from 'vitest';
import type { Decoded, Pixels } from '#core/domain/scanning/image-code.ts';
import { readImageFile } from './image-scan-reading.ts';

const decoded: Decoded = {
  kind: 'decoded',
  symbology: 'DataMatrix',
  text: 'EVP-359315075384726',
  identifier: ']d1',
  engine: 'zxing-wasm',
  others: [],
};
const pixels: Pixels = { width: 1, height: 1, rgba: new Uint8ClampedArray(4) };

/** Signature and header of a PNG file; its data are the browser's matter. */
function pngOf(width: number, height: number): ArrayBuffer {
  const file = new Uint8Array(64);
  file.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]);
  const view = new DataView(file.buffer);
  view.setUint32(16, width);
  view.setUint32(20, height);
  return file.buffer;
}

function parts(opened: { readonly kind: 'opened'; readonly pixels: Pixels } | { readonly kind: 'broken' }) {
  return { open: vi.fn(async () => opened), decoder: { decode: vi.fn(async () => decoded) } };
}

describe('SCAN-1 an image file in the worker', () => {
  it('is opened and searched for every code on the label', async () => {
    const { open, decoder } = parts({ kind: 'opened', pixels });
    expect(await readImageFile(pngOf(640, 480), { open, decoder })).toEqual(decoded);
    expect(decoder.decode).toHaveBeenCalledWith(pixels, { codes: 'all' });
  });

  it.each([
    ['its header asks for too much', pngOf(1_000_000, 480), 'too-large'],
    ['it is no image', new TextEncoder().encode('EVP-359315075384726').buffer, 'not-an-image'],
    ['its header breaks off', pngOf(640, 480).slice(0, 20), 'broken-image'],
  ])('is not even opened when %s', async (_, file, reason) => {
    const { open, decoder } = parts({ kind: 'opened', pixels });
    expect(await readImageFile(file, { open, decoder })).toEqual({ kind: 'nothing', reason });
    expect(open).not.toHaveBeenCalled();
  });

  it('is called broken when the browser cannot open it', async () => {
    const { open, decoder } = parts({ kind: 'broken' });
    expect(await readImageFile(pngOf(640, 480), { open, decoder })).toEqual({
      kind: 'nothing',
      reason: 'broken-image',
    });
    expect(decoder.decode).not.toHaveBeenCalled();
  });
});
