import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { epochMs, toIsoTime } from '../../kernel/iso-time.ts';
import { isRenewalDue, judgeFence, leaseEnd, type UnitReservation } from './reservation.ts';

const now = '2026-11-20T12:00:00.000Z';
const later = leaseEnd(now);
const ours: UnitReservation = { fence: 7, ownerEpoch: 2, stationId: 'north', expiresAt: later, ended: null };
const by = (stationId: string, fence: number | null = null, at = now) => ({ stationId, fence, ownerEpoch: 2, now: at });

describe('OWN-10 a reservation in front of a transfer', () => {
  it.each([
    ['nobody reserved it', null, by('south'), 'passes'],
    ['its own fence', ours, by('north', 7), 'passes'],
    ['its own fence, run out with nobody after it', ours, by('north', 7, later), 'passes'],
    ['the same bench without a fence', ours, by('north'), 'passes'],
    ['another bench', ours, by('south'), 'held'],
    ['another bench with a newer number than there is', ours, by('south', 9), 'held'],
    ['another bench, at the moment it ends', ours, by('south', null, later), 'passes'],
    ['another bench, given back', { ...ours, ended: 'released' as const }, by('south'), 'passes'],
    ['an older fence', ours, by('north', 6), 'overtaken'],
    ['an older fence, and the newest has run out', ours, by('south', 6, later), 'overtaken'],
    ['an older fence, and the newest was ended', { ...ours, ended: 'broken' as const }, by('south', 6), 'overtaken'],
    ['of an owner before', { ...ours, ownerEpoch: 1 }, by('south'), 'passes'],
  ])('%s: %#', (_name, newest, transfer, expected) => {
    expect(judgeFence(newest, transfer)).toBe(expected);
  });

  it('lets a fence pass only while none is newer, whatever the clock says', () => {
    const sometime = fc.integer({ min: -3_600_000, max: 3_600_000 }).map((ms) => toIsoTime(epochMs(now) + ms));
    const newest = fc.record({
      fence: fc.integer({ min: 1, max: 20 }),
      ownerEpoch: fc.constantFrom(1, 2),
      stationId: fc.constantFrom('north', 'south'),
      expiresAt: sometime,
      ended: fc.constantFrom(null, 'released' as const, 'broken' as const),
    });
    fc.assert(
      fc.property(newest, fc.integer({ min: 1, max: 20 }), sometime, (reservation, fence, at) => {
        const judged = judgeFence(reservation, by('north', fence, at));
        return judged !== 'passes' || fence >= reservation.fence;
      }),
    );
  });

  it('is renewed when ten of its fifteen minutes are left, so that a missed answer or two do no harm', () => {
    expect(epochMs(later) - epochMs(now)).toBe(900_000);
    expect(isRenewalDue(later, now)).toBe(false);
    expect(isRenewalDue(later, toIsoTime(epochMs(now) + 300_000))).toBe(true);
  });
});
