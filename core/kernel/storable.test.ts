import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findUnstorableText, isStorableText } from './storable.ts';

describe('text that can be stored', () => {
  it.each([
    ['KL 99', true],
    ['Straße 😀', true],
    ['', true],
    ['\u0001\u001f\u007f', true],
    ['a\0b', false],
    ['\ud800', false],
    ['x\udc00y', false],
  ])('%j: %s', (text, expected) => {
    expect(isStorableText(text)).toBe(expected);
  });

  it.each<[unknown, string | null]>([
    [{ wish: { plate: 'a\0' } }, 'wish.plate'],
    [{ list: ['a', ['\ud800']] }, 'list.1.0'],
    [{ a: { '\0': 1 } }, 'a'],
    ['\0', ''],
    [{ a: [1, null, true, { b: 'c' }] }, null],
    [undefined, null],
  ])('is looked for in %j', (value, expected) => {
    expect(findUnstorableText(value)).toBe(expected);
  });

  it('finds nothing in what consists of whole characters, however deep', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'grapheme' }), (value) => {
        const text = JSON.stringify(value);
        expect(findUnstorableText(value) === null).toBe(!text.includes('\\u0000'));
      }),
    );
    let deep: unknown = '\0';
    for (let level = 0; level < 20_000; level += 1) {
      deep = [deep];
    }
    expect(findUnstorableText(deep)).not.toBeNull();
  });
});
