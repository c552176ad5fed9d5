import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import evoguard from '#resources/checklists/evoguard.json' with { type: 'json' };
import evopulse from '#resources/checklists/evopulse.json' with { type: 'json' };
import { catalogues } from '#resources/texts/catalogues.ts';
import { type AutomaticCheck, checklist } from './checklist.ts';
import { checkReasons, judgeCheck } from './judge-check.ts';

const lists = [checklist.parse(evopulse), checklist.parse(evoguard)];
const check = (id: string): AutomaticCheck => {
  const found = lists[0]?.checks.find((one) => one.id === id);
  if (found?.kind !== 'automatic') throw new Error(`no automatic check ${id}`);
  return found;
};
const judge = (id: string, value: number | string | boolean) => judgeCheck(check(id), { kind: 'value', value });

describe('INSP-2 values against the limits that are shipped', () => {
  it.each([
    ['supply', 24_600, 'pass', null],
    ['supply', 22_500, 'warn', 'below-warn'],
    ['supply', 29_900, 'warn', 'above-warn'],
    ['supply', 30_001, 'fail', 'above-fail'],
    ['supply', 21_000, 'fail', 'below-fail'],
    ['supply', 18_000, 'fail', 'below-fail'],
    ['supply', 13_800, 'pass', null],
    ['supply', 10_000, 'warn', 'below-warn'],
    ['supply', 9_000, 'warn', 'below-warn'],
    ['supply', 8_999, 'fail', 'below-fail'],
    ['supply', 0, 'fail', 'below-fail'],
    ['battery', 4_080, 'pass', null],
    ['battery', 3_500, 'warn', 'below-warn'],
    ['battery', 3_300, 'fail', 'below-fail'],
    ['satellites', 6, 'pass', null],
    ['satellites', 5, 'warn', 'below-warn'],
    ['satellites', 4, 'warn', 'below-warn'],
    ['satellites', 3, 'fail', 'below-fail'],
    ['gnss-fix', 'fix', 'pass', null],
    ['gnss-fix', 'no-fix', 'fail', 'value-fails'],
    ['signal', 5, 'pass', null],
    ['signal', 1, 'warn', 'below-warn'],
    ['signal', 0, 'fail', 'below-fail'],
    ['registration', 'home', 'pass', null],
    ['registration', 'roaming', 'pass', null],
    ['registration', 'searching', 'warn', 'value-warns'],
    ['registration', 'denied', 'fail', 'value-fails'],
    ['sim', 'ready', 'pass', null],
    ['sim', 'puk', 'fail', 'value-fails'],
    ['data-link', false, 'warn', 'value-warns'],
    ['last-transmission', 90, 'pass', null],
    ['last-transmission', 7_200, 'warn', 'above-warn'],
    ['last-transmission', 200_000, 'fail', 'above-fail'],
    ['last-transmission', -60, 'fail', 'below-fail'],
    ['can-link', true, 'pass', null],
    ['can-link', false, 'fail', 'value-fails'],
    ['ebs-vin', 'F3A000001', 'pass', null],
    ['firmware', true, 'pass', null],
    ['firmware', false, 'fail', 'value-fails'],
    ['configuration', false, 'fail', 'value-fails'],
  ] as const)('%s of %s: %s', (id, value, result, why) => {
    expect(judge(id, value)).toEqual({ result, why });
  });

  it('says not possible, and why, for what could not be measured', () => {
    const judged = judgeCheck(check('ebs-vin'), { kind: 'unknown', why: 'a bare modem does not tell it' });
    expect(judged).toEqual({ result: 'not-possible', why: 'a bare modem does not tell it' });
  });

  it.each(['24.6 V', true, Number.NaN])('does not guess a number from %s', (value) => {
    expect(judge('supply', value)).toEqual({ result: 'fail', why: 'not-a-number' });
  });

  it('takes a limit itself for inside, in every range', () => {
    fc.assert(
      fc.property(fc.integer(), fc.nat(), fc.nat(), (start, low, high) => {
        const limits = {
          failBelow: start,
          warnBelow: start + low,
          warnAbove: start + low + high,
          failAbove: start + low + high,
        };
        const judged = (value: number) => judgeCheck({ ...check('battery'), limits }, { kind: 'value', value }).result;
        expect(judged(start)).not.toBe('fail');
        expect(judged(start + low)).toBe('pass');
        expect(judged(start + low + high)).toBe('pass');
        expect(judged(start - 1)).toBe('fail');
        expect(judged(start + low + high + 1)).toBe('fail');
      }),
    );
  });
});

describe('INSP-1 the checklists that are shipped', () => {
  const fields = [
    ...[
      'supplyMillivolts',
      'batteryMillivolts',
      'gnssFix',
      'satellites',
      'signalLevel',
      'networkRegistration',
      'sim',
      'dataLink',
    ],
    ...['ignition', 'canLink', 'ebsVin', 'odometerMetres', 'lastTransmissionAgeSeconds', 'recordsStored'],
    ...['firmwareAtLeast', 'configurationMatches'],
  ];

  it.each(lists)('$id: measures fields that drivers know, asks each thing once, and can be answered', (list) => {
    const ids = list.checks.map((one) => one.id);
    expect(new Set(ids).size).toBe(ids.length);
    const measured = list.checks.flatMap((one) => (one.kind === 'automatic' ? [one.field] : []));
    expect(measured.filter((field) => !fields.includes(field))).toEqual([]);
    for (const topic of [
      'supply',
      'battery',
      'gnss-fix',
      'satellites',
      'signal',
      'registration',
      'sim',
      'last-transmission',
    ]) {
      expect(ids).toContain(topic);
    }
    for (const topic of [
      'can-link',
      'ebs-vin',
      'odometer',
      'firmware',
      'configuration',
      'mounting',
      'seal',
      'wiring',
      'antenna',
    ]) {
      expect(ids).toContain(topic);
    }
  });

  it('STA-6 has words in every language for each check, its next step, and each reason', () => {
    for (const [language, texts] of Object.entries(catalogues)) {
      const ids = lists.flatMap((list) => list.checks.map((one) => one.id));
      const keys = [...ids.flatMap((id) => [`${id}.title`, `${id}.next`]), ...checkReasons.map((why) => `why.${why}`)];
      expect(
        keys.filter((key) => !Object.hasOwn(texts, `checks.${key}`)),
        language,
      ).toEqual([]);
    }
  });
});
