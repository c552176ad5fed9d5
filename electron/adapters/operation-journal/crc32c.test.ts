import { describe, expect, it } from 'vitest';
import { crc32c } from './crc32c.ts';

describe('STA-4 CRC-32C', () => {
  it.each([
    ['123456789', 0xe3069283],
    ['', 0],
  ])('of %o is the published value', (text, expected) => {
    expect(crc32c(Buffer.from(text))).toBe(expected);
  });

  it.each([
    ['zeros', new Uint8Array(32), 0x8a9136aa],
    ['ones', new Uint8Array(32).fill(0xff), 0x62a8ab43],
    ['rising bytes', Uint8Array.from({ length: 32 }, (_, index) => index), 0x46dd794e],
  ])('of 32 %s is what RFC 3720 B.4 prints', (_name, bytes, expected) => {
    expect(crc32c(bytes)).toBe(expected);
  });
});
