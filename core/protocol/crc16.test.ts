import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { crc16Arc, crc16Xmodem } from './crc16.ts';

const ascii = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));
const hex = (text: string) => Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));

describe('INST-5 checksums of the published vectors', () => {
  it('vector 64: CRC-16/XMODEM of the nine digits, and of the captured block', () => {
    expect(crc16Xmodem(ascii('123456789'))).toBe(0x31c3);
    expect(crc16Xmodem(ascii('HELLO WORKSHOP'.padEnd(128, '\x1a')))).toBe(0x1886);
  });

  it('vector 65: CRC-16/ARC of the nine digits, and of the FMBX frame from its sequence number to its payload', () => {
    expect(crc16Arc(ascii('123456789'))).toBe(0xbb3d);
    expect(crc16Arc(hex('00000016002800050200070002'))).toBe(0xa1ab);
  });

  it('neither overlooks one wrong byte', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 1, maxLength: 64 }),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        (...given) => {
          const [bytes, place, change] = given;
          const damaged = Uint8Array.from(bytes);
          const index = place % bytes.length;
          damaged[index] = (bytes[index] ?? 0) ^ change;
          expect(crc16Xmodem(damaged)).not.toBe(crc16Xmodem(bytes));
          expect(crc16Arc(damaged)).not.toBe(crc16Arc(bytes));
        },
      ),
    );
  });
});
