import { describe, expect, it } from 'vitest';
import { decideRestart } from './restart-policy.ts';

describe('STA-4 a station process that died', () => {
  it('comes back at once, then waits twice as long each time', () => {
    expect(decideRestart([1_000])).toEqual({ kind: 'restart', afterMs: 250 });
    expect(decideRestart([1_000, 2_000])).toEqual({ kind: 'restart', afterMs: 500 });
    expect(decideRestart([1_000, 2_000, 3_000, 4_000])).toEqual({ kind: 'restart', afterMs: 2_000 });
  });

  it('is given up after five deaths in a minute', () => {
    expect(decideRestart([1_000, 2_000, 3_000, 4_000, 5_000])).toEqual({ kind: 'give-up', crashes: 5 });
  });

  it('is forgiven what lies a minute back', () => {
    expect(decideRestart([0, 1_000, 2_000, 3_000, 70_000])).toEqual({ kind: 'restart', afterMs: 250 });
  });
});
