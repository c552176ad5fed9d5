import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromBase64, toBase64 } from './base64.ts';

describe('base64 as RFC 4648 §10 has it', () => {
  it.each([
    ['', ''],
    ['f', 'Zg=='],
    ['fo', 'Zm8='],
    ['foo', 'Zm9v'],
    ['foobar', 'Zm9vYmFy'],
  ])('%j becomes %j', (text, wanted) => {
    expect(toBase64(new TextEncoder().encode(text))).toBe(wanted);
  });

  it('agrees with the platform for any bytes', () => {
    fc.assert(fc.property(fc.uint8Array(), (bytes) => toBase64(bytes) === Buffer.from(bytes).toString('base64')));
  });

  it('comes back as it was', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(fromBase64(toBase64(bytes))).toEqual(bytes);
      }),
    );
  });

  it.each(['Zg', 'Zg=', 'Z===', 'Zm9v!', 'Zm 9', '=', 'Zg==Zg=='])('%j is none', (text) => {
    expect(fromBase64(text)).toBeNull();
  });
});
