import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isPlainName, plainNameOf, takenName, toldName } from './plain-name.ts';

const nothing = '?';

describe('ORG-1 REP-1 a name that can be seen', () => {
  it.each([
    ['M. Kaya'],
    ['Łukasz Żółć-Nowak (2)'],
    ['山田 太郎'],
    ['محمد'],
    ['می\u200cخواهم'],
    ['क्\u200dष'],
    ['O’Neill & Söhne GmbH'],
    ['Zoe\u0308'],
    ['7'],
  ])('%j stays as it is', (name) => {
    expect(isPlainName(name)).toBe(true);
    expect(plainNameOf(name)).toBe(name);
    expect(takenName(40).parse(name)).toBe(name);
  });

  it.each([
    ['only marks of direction', '\u202e\u2066\u2069', nothing],
    ['only blanks of no width', '\u200b\ufeff\u2060', nothing],
    ['only fillers', '\u3164\u115f\uffa0\u2800', nothing],
    ['only joiners', '\u200d\u200c', nothing],
    ['only an accent', '\u0301', nothing],
    ['only blanks', ' \u00a0\u3000', nothing],
    ['nothing', '', nothing],
    ['a name that turns what follows', 'M. Kaya\u202e', 'M. Kaya'],
    ['a mark inside', 'M.\u200e Ka\u00adya', 'M. Kaya'],
    ['a joiner at the end', 'Kaya\u200d', 'Kaya'],
    ['a joiner beside a mark', 'Ka\u200d\u202eya', 'Ka\u200dya'],
    ['two joiners', 'Ka\u200d\u200dya', 'Kaya'],
    ['a line of its own', 'M. Kaya\u2028approved', 'M. Kayaapproved'],
    ['a control', 'M.\u0007Kaya', 'M.Kaya'],
    ['a tag', 'Kaya\u{e0041}', 'Kaya'],
    ['a private sign', '\ue000Kaya', 'Kaya'],
  ])('%s is refused at the door, and cleaned where it was told', (_what, name, cleaned) => {
    expect(isPlainName(name)).toBe(false);
    expect(takenName(40).safeParse(name).success).toBe(false);
    expect(toldName().parse(name)).toBe(cleaned);
  });

  it('comes out of any text, and is one then', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const name = plainNameOf(text);
        expect(isPlainName(name)).toBe(true);
        expect(plainNameOf(name)).toBe(name);
      }),
      { numRuns: 300 },
    );
  });
});
