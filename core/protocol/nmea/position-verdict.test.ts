import { describe, expect, it } from 'vitest';
import { emptyPicture, hearLine } from './position-picture.ts';
import { positionVerdict } from './position-verdict.ts';
import { sealed } from './testing/sealed.ts';

const nowMs = 50_000;
const epochMs = Date.UTC(2026, 10, 21, 12, 0, 0);

const rmc = (time = '120000.00', date = '211126', status = 'A') =>
  sealed(`GNRMC,${time},${status},5221.5000,N,00738.1000,E,0.1,,${date},,,A`);
const gsa = (dimension = 3) => sealed(`GNGSA,A,${dimension},01,11,31,14,,,,,,,,,1.56,0.91,1.27`);
const gga = (quality = 1, used = '07') =>
  sealed(`GNGGA,120000.00,5221.5000,N,00738.1000,E,${quality},${used},0.9,61.0,M,,M,,`);

function verdictOf(lines: readonly string[], heardMs = nowMs) {
  const picture = lines.reduce((before, line) => hearLine(before, line, heardMs), emptyPicture);
  return positionVerdict(picture, { nowMs, epochMs });
}

describe('INSP-1 the word on a receiver', () => {
  it('is a fix where RMC, GSA and the clock say so', () => {
    expect(verdictOf([rmc(), gsa(), gga()])).toEqual({
      kind: 'fix',
      dimension: 3,
      position: { latitude: 52 + 21.5 / 60, longitude: 7 + 38.1 / 60 },
      momentMs: epochMs,
      satellitesUsed: 7,
      satellitesInView: null,
      hdop: 0.91,
    });
    expect(verdictOf([rmc(), gsa(2)])).toMatchObject({ kind: 'fix', dimension: 2, satellitesUsed: null });
  });

  it.each([
    ['nothing was heard', [], 'incomplete', 'RMC'],
    ['GSA never came', [rmc(), gga()], 'incomplete', 'GSA'],
    ['RMC never came', [gsa(), gga()], 'incomplete', 'RMC'],
    ['GSA contradicts', [rmc(), gsa(1)], 'doubtful', 'GSA says none'],
    ['GGA contradicts', [rmc(), gsa(), gga(0)], 'doubtful', 'GGA says none'],
    ['two satellites', [rmc(), gsa(), gga(1, '02')], 'doubtful', 'too few satellites'],
    ['the place is 0, 0', [sealed('GNRMC,120000,A,0000.0000,N,00000.0000,E,,,211126,,,A'), gsa()], 'doubtful', '0, 0'],
    ['there is no place', [sealed('GNRMC,120000,A,,,,,,,211126,,,A'), gsa()], 'doubtful', 'no place'],
    ['there is no date', [sealed('GNRMC,120000,A,5221.5000,N,00738.1000,E,,,,,,A'), gsa()], 'doubtful', 'no time'],
  ])('is none: %s', (_what, lines, kind, why) => {
    expect(verdictOf(lines)).toMatchObject({ kind, why: expect.stringContaining(why) });
  });

  it('is no fix where the receiver says so, and never a place', () => {
    const verdict = verdictOf([rmc('120000', '211126', 'V'), gsa(1), gga(0, '00')]);
    expect(verdict).toMatchObject({ kind: 'no-fix', satellitesUsed: 0 });
    expect(verdict).not.toHaveProperty('position');
  });

  it.each([
    ['week rollover', '120000', '070407', '1024 weeks'],
    ['two rollovers', '120000', '220887', '2048 weeks'],
    ['1980', '000012', '060180', 'says 1980'],
    ['2004', '000500', '010104', 'says 2004'],
    ['a replayed hour', '110000', '211126', '60 min behind'],
    ['eleven seconds late', '115949', '211126', '11 s behind'],
    ['the future', '120000', '211127', '365 days ahead'],
  ])('a clock of %s is doubted in words', (_what, time, date, words) => {
    expect(verdictOf([rmc(time, date), gsa(), gga()])).toMatchObject({
      kind: 'doubtful',
      why: expect.stringContaining(words),
    });
  });

  it('does not outlive the sentences, nor a clock that stands', () => {
    expect(verdictOf([rmc(), gsa(), gga()], nowMs - 10_000).kind).toBe('fix');
    expect(verdictOf([rmc(), gsa(), gga()], nowMs - 10_001)).toMatchObject({
      kind: 'incomplete',
      satellitesUsed: null,
    });
    const begun = hearLine(emptyPicture, rmc(), nowMs - 10_001);
    const repeated = [rmc(), gsa(), gga()].reduce((before, line) => hearLine(before, line, nowMs), begun);
    expect(positionVerdict(repeated, { nowMs, epochMs })).toMatchObject({
      kind: 'doubtful',
      why: expect.stringContaining('stands still'),
    });
  });

  it('counts satellites in view once each, over talkers and signals, from whole rounds only', () => {
    const view = (lines: readonly string[]) => verdictOf(lines.map(sealed)).satellitesInView;
    expect(view(['GPGSV,2,1,05,01,,,,02,,,,03,,,,04,,,,1', 'GPGSV,2,2,05,05,,,,1'])).toBe(5);
    expect(view(['GPGSV,1,1,02,01,,,,02,,,,1', 'GPGSV,1,1,02,01,,,,02,,,,8', 'GLGSV,1,1,01,01,,,,1'])).toBe(3);
    expect(view(['GPGSV,2,1,05,01,,,,02,,,,03,,,,04,,,,1'])).toBeNull();
    expect(view(['GPGSV,3,1,09,01,,,,02,,,,03,,,,04,,,', 'GPGSV,3,3,09,09,,,'])).toBeNull();
    expect(view(['GPGSV,1,1,00'])).toBe(0);
  });

  it('counts damaged sentences and believes nothing in them', () => {
    const cut = rmc().slice(0, -1);
    const picture = hearLine(hearLine(emptyPicture, cut, nowMs), 'OK', nowMs);
    expect(picture).toEqual({ ...emptyPicture, damagedSentences: 1 });
  });
});
