import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createIds } from './create-ids.ts';
import { formatUuidV7 } from './format-uuid-v7.ts';

describe('STA-3 identifiers', () => {
  it('spells the example of RFC 9562 appendix A.6', () => {
    const random = Buffer.from('18c4dc0c0c07398f', 'hex');
    expect(formatUuidV7(0x017f22e279b0, 0xcc3, random)).toBe('017f22e2-79b0-7cc3-98c4-dc0c0c07398f');
  });

  it('rises strictly however the clock jumps', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 2 ** 41 }), { minLength: 2, maxLength: 200 }), (times) => {
        let call = 0;
        const ids = createIds({
          nowMs: () => times[call++ % times.length] ?? 0,
          randomBytes: (count) => new Uint8Array(count).fill(0xff),
        });
        const made = Array.from({ length: times.length }, () => ids.next());
        expect([...made].sort()).toEqual(made);
        expect(new Set(made).size).toBe(made.length);
      }),
    );
  });

  it('stays unique and in order through more ids in one millisecond than the counter holds', () => {
    const ids = createIds({ nowMs: () => 1_700_000_000_000, randomBytes: (count) => new Uint8Array(count) });
    const made = Array.from({ length: 10_000 }, () => ids.next());
    expect(new Set(made).size).toBe(10_000);
    expect([...made].sort()).toEqual(made);
    expect(made.every((id) => /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id))).toBe(
      true,
    );
  });
});
