import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Catalogue, catalogues, type TextKey } from '#resources/texts/catalogues.ts';
import { createTexts } from './create-texts.ts';

// Test keys are not in the shipped catalogue, so they are named through this one place.
const key = (name: string): TextKey => name as TextKey;

function named(texts: Readonly<Record<string, string>>): Catalogue {
  return Object.fromEntries(Object.entries(texts).map(([name, text]) => [key(name), text]));
}

const sample: Readonly<Record<string, Catalogue>> = {
  en: named({
    'x.plain': 'Pass',
    'x.value': 'For {name}',
    'x.count': '{count, plural, one {# value} other {# values}}',
    'x.only': 'English',
  }),
  de: named({
    'x.plain': 'Bestanden',
    'x.value': 'Für {name}',
    'x.count': '{count, plural, one {# Wert} other {# Werte}}',
  }),
};
const noon = '2026-11-20T11:41:09.120Z';

describe('STA-6 texts of one language', () => {
  it.each([
    ['en', 'Pass', '1 value', '1,200 values'],
    ['de', 'Bestanden', '1 Wert', '1.200 Werte'],
    ['de-AT', 'Bestanden', '1 Wert', '1\u00a0200 Werte'],
    ['fr', 'Pass', '1 value', '1\u202f200 values'],
  ])('%s has words, plurals and digits of its own, or English words', (locale, plain, one, many) => {
    const texts = createTexts({ locale, catalogues: sample });
    expect(texts.t(key('x.plain'))).toBe(plain);
    expect(texts.t(key('x.count'), { count: 1 })).toBe(one);
    expect(texts.t(key('x.count'), { count: 1200 })).toBe(many);
  });

  it('takes English for what a language lacks', () => {
    expect(createTexts({ locale: 'de', catalogues: sample }).t(key('x.only'))).toBe('English');
  });

  it('shows values letter for letter, braces, quotes and backslashes too', () => {
    const texts = createTexts({ locale: 'en', catalogues: sample });
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('\\x41', '\\u0041', '{name}', "'{'")),
        (name) => {
          expect(texts.t(key('x.value'), { name })).toBe(`For ${name}`);
        },
      ),
    );
  });

  it('treats a missing key as a bug, or shows it in a shipped program', () => {
    expect(() => createTexts({ locale: 'en', catalogues: sample }).t(key('x.gone'))).toThrow(
      'no text for x.gone in en',
    );
    expect(createTexts({ locale: 'en', catalogues: sample, onMissing: 'show-key' }).t(key('x.gone'))).toBe('x.gone');
  });

  it.each(['toString', '__proto__', 'constructor'])('knows %s for no text', (name) => {
    expect(createTexts({ locale: 'en', catalogues: sample }).has(name)).toBe(false);
  });

  it('knows the shipped keys', () => {
    expect(createTexts({ locale: 'en', catalogues }).has('report.title')).toBe(true);
  });
});

describe('STA-6 dates, numbers and lists by locale', () => {
  it.each([
    ['en', 'Europe/Berlin', '20 Nov 2026', '20 November 2026', '12:41', '12:41:09 CET'],
    ['de', 'Europe/Berlin', '20. Nov. 2026', '20. November 2026', '12:41', '12:41:09 MEZ'],
    ['en-US', 'America/Chicago', 'Nov 20, 2026', 'November 20, 2026', '05:41 AM', '05:41:09 AM CST'],
  ])('%s in %s', (locale, timeZone, date, long, time, zoned) => {
    const texts = createTexts({ locale, catalogues, timeZone });
    expect(texts.date(noon, 'date')).toBe(date);
    expect(texts.date(noon, 'date-long')).toBe(long);
    expect(texts.date(noon, 'time').replace('\u202f', ' ')).toBe(time);
    expect(texts.date(noon, 'date-time-zone').replace('\u202f', ' ')).toContain(zoned);
  });

  it('writes decimals and lists the way the reader does', () => {
    const german = createTexts({ locale: 'de', catalogues });
    expect(german.number(24.6, { minimumFractionDigits: 2 })).toBe('24,60');
    expect(german.list(['Kennzeichen', 'EBS', 'Fahrzeug'])).toBe('Kennzeichen, EBS und Fahrzeug');
    expect(createTexts({ locale: 'en', catalogues }).list(['plate', 'EBS', 'asset'])).toBe('plate, EBS and asset');
  });

  it('writes in UTC unless told otherwise', () => {
    expect(createTexts({ locale: 'en', catalogues }).date(noon, 'time')).toBe('11:41');
  });
});
