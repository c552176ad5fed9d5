import { describe, expect, it } from 'vitest';
import { pairingIssue } from './pairing-issue.ts';
import { type PairingStatus, pairingStatus } from './pairing-state.ts';

const firstAt = '2026-11-19T08:00:00.000Z';
const endsAt = '2026-11-21T08:00:00.000Z';
const status = (extra: Partial<PairingStatus> = {}): PairingStatus =>
  pairingStatus.parse({
    unit: 'evopulse:359315075384726',
    organizationId: 'nordfracht',
    state: 'failed',
    reason: 'NotFound',
    assetId: null,
    assetVin: null,
    sensorVin: 'WSM00000003119999',
    candidateAssetIds: [],
    count: 27,
    registeredAt: '2026-11-20T08:30:00.000Z',
    firstAt,
    triedAt: '2026-11-20T10:00:00.000Z',
    repeats: { nextAt: '2026-11-20T11:00:00.000Z', endsAt },
    ...extra,
  });
const now = '2026-11-20T10:20:00.000Z';

describe('PAIR-3 PAIR-5 B6 many reports of one failure', () => {
  it('are one issue with how often, since when, when again and until when', () => {
    expect(pairingIssue(status(), now)).toEqual({
      trouble: 'NotFound',
      count: 27,
      firstAt,
      lastAt: '2026-11-20T10:00:00.000Z',
      outlook: { kind: 'by-the-hour', nextAt: '2026-11-20T11:00:00.000Z', endsAt },
    });
  });

  it.each([
    ['the cloud said so', status({ repeats: { nextAt: null, endsAt } }), now],
    ['the end has passed and the cloud was not heard since', status(), '2026-11-21T08:00:00.001Z'],
  ])('are over when %s', (_name, of, at) => {
    expect(pairingIssue(of, at)?.outlook).toEqual({ kind: 'over', endedAt: endsAt });
  });

  it.each([
    ['InvalidData', 'InvalidData'],
    ['MultipleMatchFound', 'MultipleMatchFound'],
    ['Unknown', 'Unknown'],
    [null, 'occupied'],
  ] as const)('of %s are not tried by the hour', (reason, trouble) => {
    const issue = pairingIssue(status({ reason, repeats: null }), now);
    expect(issue).toMatchObject({ trouble, outlook: { kind: 'with-next-message' } });
  });

  it.each(['paired', 'unpaired'] as const)('are settled once the unit is %s', (state) => {
    expect(pairingIssue(status({ state, repeats: null }), now)).toBeNull();
  });

  it('that an older centre told of begin with its only time', () => {
    const { firstAt: _, triedAt: __, repeats: ___, ...older } = status();
    expect(pairingIssue(pairingStatus.parse(older), now)).toMatchObject({
      firstAt: older.registeredAt,
      lastAt: older.registeredAt,
      outlook: { kind: 'with-next-message' },
    });
  });
});
