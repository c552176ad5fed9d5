import { describe, expect, it } from 'vitest';
import { epochMs, type IsoTime, toIsoTime } from '../../kernel/iso-time.ts';
import type { TryOutcome } from './event-subscription.ts';
import { afterFailure, closedCircuit, failuresUntilOpen, type HostCircuit, judgeHost } from './host-circuit.ts';

const start: IsoTime = '2026-11-20T08:00:00.000Z';
const later = (from: IsoTime, minutes: number): IsoTime => toIsoTime(epochMs(from) + minutes * 60_000);

function failed(times: number, now = start, from: HostCircuit = closedCircuit): HostCircuit {
  return Array.from({ length: times }).reduce<HostCircuit>((circuit) => afterFailure(circuit, now), from);
}

describe('PAIR-4 the circuit of a host', () => {
  it('opens with the fifth failure in a row and not before', () => {
    expect(failed(failuresUntilOpen - 1)).toEqual({ ...closedCircuit, failures: 4 });
    expect(failed(failuresUntilOpen)).toEqual({ failures: 5, openings: 1, openedAt: start, tryAt: later(start, 1) });
  });

  it('is not opened again by what was under way when it opened', () => {
    const open = failed(failuresUntilOpen);
    expect(failed(4, later(start, 0.5), open)).toEqual({ ...open, failures: 9 });
  });

  it('waits twice as long after each try that fails, up to a quarter of an hour, and knows since when', () => {
    let circuit = failed(failuresUntilOpen);
    const pauses: number[] = [];
    for (let round = 0; round < 6; round += 1) {
      const now = circuit.tryAt ?? start;
      circuit = afterFailure(circuit, now);
      pauses.push((epochMs(circuit.tryAt ?? now) - epochMs(now)) / 60_000);
    }
    expect(pauses).toEqual([2, 4, 8, 15, 15, 15]);
    expect(circuit.openedAt).toBe(start);
  });

  it.each<[TryOutcome, number, string]>([
    ['accepted', 14_000, 'answers'],
    ['refused', 20, 'answers'],
    ['redirected', 20, 'answers'],
    ['gone', 20, 'answers'],
    ['refused', 14_000, 'held-us'],
    ['too-slow', 15_000, 'held-us'],
    ['not-reached', 3, 'held-us'],
    ['not-found', 3, 'held-us'],
    ['not-secure', 3, 'held-us'],
    ['broken-off', 3, 'held-us'],
    ['not-public', 0, 'unknown'],
  ])('takes %s after %i ms for: %s', (outcome, durationMs, finding) => {
    expect(judgeHost(outcome, durationMs)).toBe(finding);
  });
});
