import { describe, expect, it } from 'vitest';
import { maskKnownValues } from './mask-known-values.ts';

describe('INST-7 secrets that are known', () => {
  it.each([
    ['an echo', 'setparam 2003:letmein', ['letmein'], 'setparam 2003:***'],
    ['twice in a line', 'letmein,letmein', ['letmein'], '***,***'],
    ['one that begins another', 'log: secret2', ['secret', 'secret2'], 'log: ***'],
    ['the same, named the other way round', 'log: secret2', ['secret2', 'secret'], 'log: ***'],
    ['bytes beyond ASCII, as they are shown', 'caf\\xe9s', ['caf\u00e9s'], '***'],
    ['a text that holds signs of patterns', 'a.*b a12b', ['a.*b'], '*** a12b'],
    ['too short to be told from others', 'ab cab', ['ab'], 'ab cab'],
    ['none', 'getver', [], 'getver'],
  ])('%s', (_name, text, values, masked) => {
    expect(maskKnownValues(text, values)).toBe(masked);
  });
});
