import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { feedUtf8 } from './feed-utf8.ts';
import { sha256Bytes } from './sha256.ts';

const encoded = (text: string) => {
  const chunks: Buffer[] = [];
  feedUtf8(text, (bytes) => chunks.push(Buffer.from(bytes)));
  return Buffer.concat(chunks);
};

describe('REP-1 text as bytes', () => {
  it('is UTF-8 as the platform writes it, for every text, half pairs too', () => {
    const any = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.string({ unit: 'grapheme', maxLength: 300 }),
      fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 200 }).map((codes) => String.fromCharCode(...codes)),
    );
    fc.assert(
      fc.property(any, (text) => {
        expect(encoded(text).equals(Buffer.from(new TextEncoder().encode(text)))).toBe(true);
      }),
    );
  });

  it('is hashed as one text, whatever its length', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (text) => {
        const expected = createHash('sha256').update(Uint8Array.of(0)).update(text).digest();
        expect(Buffer.from(sha256Bytes(Uint8Array.of(0), text)).equals(expected)).toBe(true);
      }),
    );
  });
});
