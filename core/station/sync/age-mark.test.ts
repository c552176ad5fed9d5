import { describe, expect, it } from 'vitest';
import { toIsoTime } from '../../kernel/iso-time.ts';
import type { BootTime, Clock } from '../../ports/clock.ts';
import { ageNow, markAge } from './age-mark.ts';

const hourMs = 3_600_000;
const startMs = Date.parse('2026-11-20T08:00:00.000Z');

function clockAt(wallHours: number, boot: BootTime | null): Clock {
  return {
    now: () => toIsoTime(startMs + wallHours * hourMs),
    monotonicMs: () => 0,
    sleep: async () => {},
    ...(boot === null ? {} : { sinceBoot: () => boot }),
  };
}

const run = (bootId: string | null, upHours: number): BootTime => ({ bootId, upMs: upHours * hourMs });

describe('JOB-6 P19 age by time that passed', () => {
  it.each<[string, [number, BootTime | null], [number, BootTime | null], number]>([
    ['the same run, the clock untouched', [0, run('a', 1)], [5, run('a', 6)], 5],
    ['the same run, the clock set a year ahead', [0, run('a', 1)], [8_760, run('a', 6)], 5],
    ['the same run, the clock set back', [0, run('a', 1)], [-300, run('a', 6)], 5],
    ['another run', [0, run('a', 100)], [48, run('b', 1)], 48],
    ['another run, the clock set back', [0, run('a', 100)], [-300, run('b', 7)], 7],
    ['runs without names, the clock set back', [0, run(null, 10)], [-300, run(null, 16)], 6],
    ['runs without names, surely another', [0, run(null, 10)], [-300, run(null, 3)], 3],
    ['no uptime at all', [0, null], [9, null], 9],
    ['no uptime at all, the clock set back', [0, null], [-9, null], 0],
  ])('%s', (_name, before, after, expected) => {
    const mark = markAge(clockAt(...before), hourMs);
    expect(ageNow(mark, clockAt(...after)) / hourMs).toBe(expected + 1);
  });
});
