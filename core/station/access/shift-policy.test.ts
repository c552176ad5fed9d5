import { describe, expect, it } from 'vitest';
import { readShiftPolicy } from './shift-policy.ts';

const reading = (settings: Readonly<Record<string, string>>) =>
  readShiftPolicy({ setting: (key) => settings[key] ?? null });

describe('STA-1 what a station may set about people at the bench', () => {
  it('locks after five minutes and lets one PIN cover two minutes of transfers unless told otherwise', () => {
    expect(reading({})).toEqual({ idleLockMinutes: 5, stepUpGraceSeconds: 120 });
  });

  it.each([
    ['0', 1],
    ['-3', 1],
    ['1', 1],
    ['15', 15],
    ['600', 15],
    ['soon', 1],
  ])('idle lock %s: %i minutes', (text, expected) => {
    expect(reading({ 'policy.idle-lock-minutes': text }).idleLockMinutes).toBe(expected);
  });

  it.each([
    ['0', 0],
    ['30', 30],
    ['3600', 120],
    ['-1', 0],
    ['never', 0],
  ])('grace %s: %i seconds', (text, expected) => {
    expect(reading({ 'policy.step-up-grace-seconds': text }).stepUpGraceSeconds).toBe(expected);
  });
});
