import { describe, expect, it } from 'vitest';
import { foldHistory, type UnitHistoryLine } from './unit-history.ts';

const line = (at: string, action: string): UnitHistoryLine => ({
  at,
  action,
  outcome: 'done',
  code: null,
  actor: 'M. Kaya, Hansen Trailer Service',
  transferId: null,
});

describe('UNIT-1 history of a unit', () => {
  it('tells once what stands in the logs of both organizations, newest first', () => {
    const transfer = line('2026-11-20T08:00:00.000Z', 'transfer.applied');
    const paired = line('2026-11-20T09:00:00.000Z', 'unit.paired');
    expect(foldHistory([transfer, paired, { ...transfer }])).toEqual([paired, transfer]);
  });

  it('keeps two things of one moment apart', () => {
    const unpaired = line('2026-11-20T08:00:00.000Z', 'unit.unpaired');
    const moved = line('2026-11-20T08:00:00.000Z', 'transfer.applied');
    expect(foldHistory([unpaired, moved])).toEqual([unpaired, moved]);
  });
});
