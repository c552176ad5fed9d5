import { describe, expect, it } from 'vitest';
import { clockDoubts, clockOffsetMs, offsetAfterMove } from './clock-offset.ts';

describe('REP-1 clock evidence', () => {
  it.each([
    { tookMs: 200, received: '12:00:00.200', server: '12:00:00.100', expected: 0 },
    { tookMs: 200, received: '12:00:00.200', server: '12:01:00.100', expected: 60_000 },
    { tookMs: 1_000, received: '12:00:01.000', server: '11:59:58.500', expected: -2_000 },
  ])('received $received after $tookMs ms, server $server: $expected ms', ({ tookMs, received, server, expected }) => {
    const at = (time: string) => `2026-11-20T${time}Z`;
    expect(clockOffsetMs({ tookMs, receivedAt: at(received), serverTime: at(server) })).toBe(expected);
  });

  const dayMs = 86_400_000;
  it.each([
    ['has not moved', 0, 500],
    ['drifts as clocks do', -1_900, 500],
    ['was set back by an hour', -3_600_000, 3_600_500],
    ['was set ten years ahead', 3_650 * dayMs, 500 - 3_650 * dayMs],
    ['was set eight days ahead', 8 * dayMs, 500 - 8 * dayMs],
    ['slept over a long weekend', 4 * dayMs, 500],
  ])('P19 knows the time of the cloud although its clock %s', (_what, movedMs, expected) => {
    expect(offsetAfterMove(500, movedMs)).toBe(expected);
  });

  const honest = {
    now: '2026-11-20T12:00:01.000Z',
    previousAt: '2026-11-20T12:00:00.000Z',
    driftMs: 0,
    offsetMs: 500,
  };

  it('trusts a clock that moves on and agrees', () => {
    expect(clockDoubts(honest)).toEqual([]);
    expect(clockDoubts({ ...honest, previousAt: null, offsetMs: null })).toEqual([]);
    expect(clockDoubts({ ...honest, driftMs: -2_000, offsetMs: 60_000 })).toEqual([]);
  });

  it.each([
    ['runs backwards', 'backwards', { now: '2026-11-20T11:59:59.999Z' }],
    ['jumped forwards against the monotonic clock', 'moved', { driftMs: 2_001 }],
    ['jumped backwards against the monotonic clock', 'moved', { driftMs: -2_001 }],
    ['is more than a minute behind the cloud', 'far-from-centre', { offsetMs: 60_001 }],
    ['is more than a minute ahead of the cloud', 'far-from-centre', { offsetMs: -60_001 }],
  ])('flags a clock that %s: %s', (_why, doubt, change) => {
    expect(clockDoubts({ ...honest, ...change })).toEqual([doubt]);
  });
});
