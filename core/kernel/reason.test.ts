import { describe, expect, it } from 'vitest';
import { isReason, longestReason } from './reason.ts';

describe('REP-1 a reason', () => {
  it.each([
    [null, false],
    ['', false],
    [' ok ', false],
    ['wet', true],
    [` ${'w'.repeat(longestReason)} `, true],
    ['w'.repeat(longestReason + 1), false],
  ])('%j is one: %s', (words, is) => {
    expect(isReason(words)).toBe(is);
  });
});
