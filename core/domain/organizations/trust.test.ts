import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toIsoTime } from '../../kernel/iso-time.ts';
import { standingOf, type TrustRelationship, trustRelationship } from './trust.ts';

const relationship: TrustRelationship = trustRelationship.parse({
  id: 'trust-1',
  customerId: 'customer',
  partnerId: 'partner',
  partnerCode: 'T1E2S',
  state: 'active',
  validFrom: '2026-01-01T00:00:00.000Z',
  validTo: '2026-12-01T00:00:00.000Z',
  overrideAllowed: false,
});
const now = '2026-11-20T12:00:00.000Z';

describe('ORG-3 how a trust relationship stands', () => {
  it.each([
    ['there is none', null, { kind: 'none' }],
    ['invited', { ...relationship, state: 'pending' }, { kind: 'pending' }],
    ['declined', { ...relationship, state: 'declined' }, { kind: 'declined' }],
    ['revoked', { ...relationship, state: 'revoked' }, { kind: 'revoked' }],
    ['begins tomorrow', { ...relationship, validFrom: '2026-11-21T00:00:00.000Z' }, { kind: 'pending' }],
    ['open end', { ...relationship, validTo: null }, { kind: 'active', until: null, daysLeft: null }],
    ['ends in 10 days and a half', relationship, { kind: 'active', until: relationship.validTo, daysLeft: 10 }],
    ['ended this moment', { ...relationship, validTo: now }, { kind: 'expired', since: now }],
  ] as const)('%s', (_name, trust, standing) => {
    expect(standingOf(trust, now)).toEqual(standing);
  });

  it('goes from pending to active to expired as time goes on, and never back', () => {
    const moment = fc.integer({ min: Date.UTC(2025, 0), max: Date.UTC(2028, 0) });
    const order = ['pending', 'active', 'expired'];
    fc.assert(
      fc.property(moment, moment, (one, other) => {
        const [earlier, later] = [Math.min(one, other), Math.max(one, other)].map((at) =>
          order.indexOf(standingOf(relationship, toIsoTime(at)).kind),
        );
        expect(earlier).toBeLessThanOrEqual(later ?? 0);
      }),
    );
  });
});
