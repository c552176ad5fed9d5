import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressOf } from './can-frame.ts';
import { requestFrame } from './j1939-transport.ts';
import { readSlcan, writeSlcanFrame } from './slcan.ts';

describe('INST-2 SLCAN words', () => {
  it('link.md §3: the request for PGN 65260 by the off-board tool', () => {
    expect(writeSlcanFrame(requestFrame({ wantedGroup: 65_260, ownAddress: 0xf9 }))).toBe('T18EAFFF93ECFE00\r');
  });

  it.each([
    ['\r', [{ kind: 'yes' }]],
    ['z\rZ\r', [{ kind: 'yes' }, { kind: 'yes' }]],
    ['\x07', [{ kind: 'no' }]],
    ['V1013\r', [{ kind: 'version', text: 'V1013' }]],
    // HMS Anybus Bolt CAN manual p. 29: a frame with a short identifier.
    ['t1234aabbccdd\r', [{ kind: 'other' }]],
    [
      'T1CECFF0B820120003FFECFE00\r',
      [{ kind: 'frame', frame: { id: 0x1cecff0b, data: [0x20, 0x12, 0, 3, 0xff, 0xec, 0xfe, 0] } }],
    ],
    ['T18FEEC0B212AB01F4\r', [{ kind: 'frame', frame: { id: 0x18feec0b, data: [0x12, 0xab] } }]],
    ['T1CECFF0B8201200\r', [{ kind: 'other' }]],
    ['T3CECFF0B0\r', [{ kind: 'other' }]],
    ['T1CECFF0B9202020202020202020\r', [{ kind: 'other' }]],
  ])('%j', (text, words) => {
    expect(readSlcan(text)).toEqual({ words, rest: '' });
  });

  it('keeps a word that has not ended, and no more of noise than a word can be long', () => {
    expect(readSlcan('\rT1CECFF')).toEqual({ words: [{ kind: 'yes' }], rest: 'T1CECFF' });
    expect(readSlcan('x'.repeat(10_000)).rest.length).toBeLessThanOrEqual(64);
  });

  it('reads every frame that it writes, however it is cut', () => {
    const frame = fc.record({
      id: fc.integer({ min: 0, max: 0x1fffffff }),
      data: fc.array(fc.integer({ min: 0, max: 255 }), { maxLength: 8 }),
    });
    fc.assert(
      fc.property(frame, fc.nat(30), (wanted, place) => {
        const text = writeSlcanFrame(wanted);
        const first = readSlcan(text.slice(0, place));
        const second = readSlcan(first.rest + text.slice(place));
        expect([...first.words, ...second.words]).toEqual([{ kind: 'frame', frame: wanted }]);
      }),
    );
  });

  it('masks the priority: 1CECFF0B and 18ECFF0B are one address', () => {
    expect(addressOf({ id: 0x1cecff0b, data: [] })).toEqual(addressOf({ id: 0x18ecff0b, data: [] }));
  });
});
