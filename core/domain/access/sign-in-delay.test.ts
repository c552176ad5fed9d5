import { describe, expect, it } from 'vitest';
import { delayAfter, lockAtFailures } from './sign-in-delay.ts';

describe('STA-1 wrong PINs cost time', () => {
  it.each([
    [0, 0],
    [1, 0],
    [2, 0],
    [3, 0],
    [4, 2_000],
    [5, 10_000],
    [6, 30_000],
    [7, 60_000],
    [8, 300_000],
    [9, 600_000],
  ])('after %i failures waits %i ms', (failures, waitMs) => {
    expect(delayAfter(failures)).toEqual({ kind: 'wait', waitMs });
  });

  it('locks at ten and stays locked', () => {
    expect(delayAfter(lockAtFailures)).toEqual({ kind: 'locked-out' });
    expect(delayAfter(lockAtFailures + 90)).toEqual({ kind: 'locked-out' });
  });
});
