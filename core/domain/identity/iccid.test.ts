import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeIccid, looksLikeIccid, normalizeIccid } from './iccid.ts';

describe('SCAN-2 SIM card number', () => {
  it.each([
    ['vector 19', '89883070000007211665', '89883070000007211665'],
    ['vector 20, filling F', '8959301000648637556f', '8959301000648637556'],
    ['vector 21', '8938003990320469804', '8938003990320469804'],
    ['vector 22', '8965880812100011146', '8965880812100011146'],
    ['printed in groups', '8988 3070 0000 0721 1665', '89883070000007211665'],
  ])('%s: %s is ok', (_, text, value) => {
    expect(judgeIccid(text)).toEqual({ value, kind: 'ok', codes: [] });
  });

  it.each([
    ['vector 23, quoted and swapped', '"984402003576012594F9"', '8944200053671052499', 'ICCID_CHECKDIGIT'],
    ['vector 24, swapped', '98231420326409614067', '89324102234690160476', 'ICCID_CHECKDIGIT'],
    ['vector 25, hex letters', '"898602F9091830030220"', '898602F9091830030220', 'ICCID_HEX'],
    ['vector 26, a hex letter in the middle', '898600810906F8048812', '898600810906F8048812', 'ICCID_HEX'],
    ['vector 27', '8937002180500123456', '8937002180500123456', 'ICCID_CHECKDIGIT'],
  ])('%s: %s is a warning', (_, text, value, code) => {
    expect(judgeIccid(text)).toMatchObject({ value, kind: 'warn', codes: [code] });
  });

  it('names the digit that would fit, and none where letters make a check impossible', () => {
    expect(judgeIccid('8937002180500123456').expected).toMatch(/^[0-9]$/);
    expect(judgeIccid('898600810906F8048812')).not.toHaveProperty('expected');
  });

  it.each([
    ['vector 28', '982314203264096', 'too-short'],
    ['vector 29', '0044200053671052499', 'not-a-sim-card'],
    ['vector 30', '98231420326pl9614067', 'letter'],
    ['21 digits', '898830700000072116651', 'too-long'],
    ['another sign', '8988307000000721166_', 'sign'],
    ['nothing', '  ', 'empty'],
  ])('%s: %s is bad: %s', (_, text, detail) => {
    expect(judgeIccid(text)).toMatchObject({ kind: 'bad', codes: ['ICCID_FORMAT'], detail });
    expect(looksLikeIccid(text)).toBe(false);
  });

  it('has one spelling: normalizing twice changes nothing', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^(89|98|00)[0-9A-Fa-f]{14,19}$/), (text) => {
        expect(normalizeIccid(normalizeIccid(text))).toBe(normalizeIccid(text));
      }),
    );
  });
});
