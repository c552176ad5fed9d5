import { describe, expect, it } from 'vitest';
import { judgePin } from './pin-rules.ts';
import { rightsNow, supervisorRights } from './rights-now.ts';
import { rightsOf, role } from './roles.ts';
import { rosterStanding } from './roster.ts';

const hourMs = 3_600_000;

describe('STA-1 how long a roster is good without contact', () => {
  it.each([
    [0, 'fresh'],
    [24 * hourMs - 1, 'fresh'],
    [24 * hourMs, 'aged'],
    [72 * hourMs - 1, 'aged'],
    [72 * hourMs, 'expired'],
    [10_000 * hourMs, 'expired'],
  ] as const)('%i ms: %s', (ageMs, expected) => {
    expect(rosterStanding(ageMs)).toBe(expected);
  });

  it.each(role.options)('%s loses what rests and nothing else', (one) => {
    const all = rightsOf([one]);
    const without = (...resting: string[]) => [...all].filter((right) => !resting.includes(right)).sort();
    const now = (standing: 'fresh' | 'aged' | 'expired', supervising = true) =>
      [...rightsNow({ roles: [one], standing, supervising })].sort();
    expect(now('fresh')).toEqual([...all].sort());
    expect(now('fresh', false)).toEqual(without(...supervisorRights));
    expect(now('aged')).toEqual(without(...supervisorRights));
    expect(now('expired')).toEqual(without(...supervisorRights, 'transfer'));
  });

  it('only what a technician may not is a supervisor’s', () => {
    expect(supervisorRights.has('resolve')).toBe(true);
    expect([...supervisorRights].filter((right) => rightsOf(['technician']).has(right))).toEqual([]);
  });
});

describe('STA-1 PINs that may be chosen', () => {
  it.each(['471902', '830516', '4719026', '905172839'])('%s is good', (pin) => {
    expect(judgePin(pin)).toEqual({ kind: 'good' });
  });

  it.each([
    ['47190', 'too-short'],
    ['', 'too-short'],
    ['4719024719024', 'too-long'],
    ['47190a', 'not-digits'],
    ['４７１９０２', 'not-digits'],
    ['000000', 'common'],
    ['111111', 'common'],
    ['123456', 'common'],
    ['654321', 'common'],
    ['890123', 'common'],
    ['246802', 'common'],
    ['121212', 'common'],
    ['123123', 'common'],
    ['123321', 'common'],
    ['112233', 'common'],
    ['159753', 'common'],
    ['12345678', 'common'],
  ] as const)('%s is %s', (pin, why) => {
    expect(judgePin(pin)).toEqual({ kind: 'weak', why });
  });
});
