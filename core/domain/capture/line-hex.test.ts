import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { latin1Text, printable } from '../../protocol/latin1.ts';
import type { CaptureLine } from './capture-line.ts';
import { lineHex } from './line-hex.ts';

const at = '2026-11-20T08:00:00.000Z';
const line = (text: string, rest: Partial<CaptureLine> = {}): CaptureLine => ({
  at,
  direction: 'from-unit',
  text,
  ...rest,
});

describe('INST-7 bytes of a captured line', () => {
  it.each([
    ['get\\x0d', '67 65 74 0d'],
    ['2003:***;1', '32 30 30 33 3a ** 3b 31'],
    ['***', '**'],
    ['*** (10 characters hidden)', '**'],
    ['\\x5cx41', '5c 78 34 31'],
    ['pass=•', '70 61 73 73 3d **'],
    ['', ''],
  ])('%s', (text, hex) => {
    expect(lineHex(line(text))).toBe(hex);
  });

  it('has none for what is no bytes', () => {
    expect(lineHex(line('the port was opened', { direction: 'note' }))).toBe('');
    expect(lineHex(line('70000 bytes without a line end', { use: 'oversize' }))).toBe('');
  });

  it('says every byte that stood there, and where stars were sent says that they may hide something', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        const hex = lineHex(line(printable(latin1Text(bytes))));
        const sent = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(' ');
        expect(hex).toBe(sent.replaceAll('2a 2a 2a', '**'));
      }),
    );
  });
});
