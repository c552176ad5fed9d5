import { describe, expect, it } from 'vitest';
import type { AssetId } from '../../kernel/entity-ids.ts';
import { type ReversalFacts, reversalDeadline, reversalObstacles } from './reversal-obstacles.ts';
import { customer, now, otherFleet, unit } from './testing/sample-question.ts';

const pairedWith = { assetId: 'asset-1' as AssetId, label: 'FL HT 12', vin: null };
const moved = unit({ ownerId: customer.id, ownerEpoch: 5, configuration: 'needs-configuration' });
const policy = { reversalWindowHours: 72, verdictValidHours: 24 };

function obstacles(changes: Partial<ReversalFacts>) {
  return reversalObstacles({
    transfer: { toId: customer.id, epoch: 5 },
    unit: moved,
    trust: { kind: 'active', until: null, daysLeft: null },
    deadline: now,
    now,
    ...changes,
  });
}

describe('OWN-10 OWN-13 d12 what stands against undoing a transfer', () => {
  it('nothing, while the unit lies as it was handed over', () => {
    expect(obstacles({})).toEqual([]);
  });

  it.each<[string, Partial<ReversalFacts>, readonly string[]]>([
    ['it has another owner', { unit: { ...moved, ownerId: otherFleet.id } }, ['REVERSAL_UNIT_MOVED']],
    ['it went away and came back', { unit: { ...moved, ownerEpoch: 7 } }, ['REVERSAL_UNIT_MOVED']],
    ['nobody knows it any more', { unit: null }, ['REVERSAL_UNIT_MOVED']],
    ['it is paired', { unit: { ...moved, pairedWith } }, ['REVERSAL_UNIT_PAIRED']],
    ['it was configured', { unit: { ...moved, configuration: 'configured' } }, ['REVERSAL_UNIT_CONFIGURED']],
    ['a millisecond too late', { now: '2026-11-20T12:00:00.001Z' }, ['REVERSAL_TOO_LATE']],
    ['trust has ended', { trust: { kind: 'expired', since: now } }, ['TRUST_EXPIRED']],
    ['trust was taken back', { trust: { kind: 'revoked' } }, ['TRUST_MISSING']],
  ])('%s', (_name, changes, expected) => {
    expect(obstacles(changes)).toEqual(expected);
  });

  it('tells all of it at once', () => {
    expect(
      obstacles({
        unit: { ...moved, pairedWith, configuration: 'configured' },
        trust: { kind: 'none' },
        now: '2026-12-01T00:00:00.000Z',
      }),
    ).toEqual(['TRUST_MISSING', 'REVERSAL_UNIT_PAIRED', 'REVERSAL_UNIT_CONFIGURED', 'REVERSAL_TOO_LATE']);
  });

  it('counts the hours of the policy', () => {
    expect(reversalDeadline('2026-11-20T12:00:00.000Z', policy)).toBe('2026-11-23T12:00:00.000Z');
    expect(reversalDeadline('2026-11-20T12:00:00.000Z', { ...policy, reversalWindowHours: 1 })).toBe(
      '2026-11-20T13:00:00.000Z',
    );
  });
});
