import { describe, expect, it } from 'vitest';
import { signalLevelOf } from './signal-level.ts';

describe('INSP-1 signal bars', () => {
  it.each([
    [0, 0],
    [1, 0],
    [2, 1],
    [9, 1],
    [10, 2],
    [15, 3],
    [20, 4],
    [26, 5],
    [31, 5],
    [99, null],
    [32, null],
    [-1, null],
    [Number.NaN, null],
  ])('an RSSI of %d is %s', (rssi, level) => {
    expect(signalLevelOf(rssi)).toBe(level);
  });
});
