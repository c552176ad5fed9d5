import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toIsoTime } from '../../kernel/iso-time.ts';
import { expiryNotice, expiryRadar, type RadarQuestion } from './expiry-radar.ts';

const now = '2026-11-20T12:00:00.000Z';

function ask(changes: Partial<RadarQuestion>) {
  return expiryRadar({ trustEndsAt: null, subscriptionEndsAt: null, now, serviceDate: null, ...changes });
}

describe('OWN-7 ORG-7 expiry radar: what will lapse', () => {
  it.each([
    ['has no end', null, []],
    ['ended this moment', now, []],
    ['ended long ago', '2026-01-01T00:00:00.000Z', []],
    ['ends in a millisecond', '2026-11-20T12:00:00.001Z', [{ why: 'soon', daysLeft: 0 }]],
    ['ends tomorrow at this time', '2026-11-21T12:00:00.000Z', [{ why: 'soon', daysLeft: 1 }]],
    ['ends in 30 days to the millisecond', '2026-12-20T12:00:00.000Z', [{ why: 'soon', daysLeft: 30 }]],
    ['ends a millisecond after 30 days', '2026-12-20T12:00:00.001Z', []],
  ] as const)('a relationship that %s', (_name, trustEndsAt, expected) => {
    expect(ask({ trustEndsAt })).toMatchObject(expected);
    expect(ask({ trustEndsAt })).toHaveLength(expected.length);
  });

  it.each([
    ['on the day before', '2027-02-28T23:59:59.999Z', 'before-service'],
    ['as the day begins', '2027-03-01T00:00:00.000Z', 'before-service'],
    ['in its last millisecond', '2027-03-01T23:59:59.999Z', 'before-service'],
    ['as it is over', '2027-03-02T00:00:00.000Z', undefined],
  ] as const)('a subscription that ends %s of planned work, months ahead', (_name, subscriptionEndsAt, why) => {
    expect(ask({ subscriptionEndsAt, serviceDate: '2027-03-01' })[0]?.why).toBe(why);
  });

  it('still says soon where the planned work comes first', () => {
    const notices = ask({ trustEndsAt: '2026-12-01T00:00:00.000Z', serviceDate: '2026-11-22' });
    expect(notices).toEqual([{ of: 'trust', why: 'soon', endsAt: '2026-12-01T00:00:00.000Z', daysLeft: 10 }]);
  });

  it('tells both, trust first', () => {
    const endsAt = '2026-12-01T00:00:00.000Z';
    expect(ask({ trustEndsAt: endsAt, subscriptionEndsAt: endsAt }).map(({ of }) => of)).toEqual([
      'trust',
      'subscription',
    ]);
  });

  it('warns of no end that has passed or is further than both 30 days and the planned day', () => {
    const day = 86_400_000;
    const start = Date.parse(now);
    fc.assert(
      fc.property(fc.integer({ min: -90, max: 400 }), fc.integer({ min: -10, max: 400 }), (endDay, serviceDay) => {
        const trustEndsAt = toIsoTime(start + endDay * day);
        const serviceDate = toIsoTime(start + serviceDay * day).slice(0, 10);
        const [notice] = ask({ trustEndsAt, serviceDate });
        expect(notice !== undefined).toBe(endDay > 0 && endDay <= Math.max(30, serviceDay));
        if (notice !== undefined) {
          expect(expiryNotice.parse(notice).daysLeft).toBe(endDay);
        }
      }),
    );
  });
});
