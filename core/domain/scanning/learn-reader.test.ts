import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { learnReader } from './learn-reader.ts';
import { type WedgeHabits, wedgeHabits, wedgeProfileFor } from './reader.ts';
import { keys, playKeys, type Stroke } from './testing/played-page.ts';
import type { WedgeKey } from './wedge-key.ts';
import { DEFAULT_WEDGE_PROFILE } from './wedge-profile.ts';

const CODES = ['EVP-359315075384726', 'WSM00000003111444', 'FB:NEXT'] as const;

function typed(strokes: readonly Stroke[]): readonly WedgeKey[] {
  return strokes.map(({ key, atMs, ctrl = false, alt = false, repeat = false }) => ({
    key,
    timeStampMs: atMs,
    modifiers: { ctrl, alt, meta: false, altGraph: false },
    repeat,
  }));
}

type Pace = Parameters<typeof keys>[1];

function scansAt(pace: Pace, end?: 'Enter' | 'Tab', before: readonly Stroke[] = []): (readonly WedgeKey[])[] {
  return CODES.map((code) => typed([...before, ...keys(code, pace, end)]));
}

function learned(scans: (readonly WedgeKey[])[]): WedgeHabits {
  const outcome = learnReader(scans);
  if (outcome.kind !== 'learned') {
    throw new Error(outcome.reason);
  }
  return outcome.habits;
}

function refusal(scans: (readonly WedgeKey[])[]): string {
  const outcome = learnReader(scans);
  return outcome.kind === 'refused' ? outcome.reason : outcome.kind;
}

describe('SCAN-1 a keyboard reader is learned from three scans', () => {
  it.each([
    ['Enter', 'enter'],
    ['Tab', 'tab'],
    [undefined, 'none'],
  ] as const)('gap, end key %s and shortest code', (end, suffix) => {
    expect(learned(scansAt(8, end))).toEqual({ keyGapMs: 8, suffix, prefixKey: null, minCharacters: 6 });
  });

  it('a reader that sends CR LF ends with Enter', () => {
    const scans = scansAt(8, 'Enter').map((scan) => {
      const last = scan.at(-1);
      return last === undefined ? scan : [...scan, { ...last, timeStampMs: last.timeStampMs + 3 }];
    });
    expect(learned(scans).suffix).toBe('enter');
  });

  it('learns a sign, a key without a character or a chord as prefix, and none from what codes begin with', () => {
    const at = 992;
    expect(learned(scansAt(8, 'Enter', [{ key: '~', atMs: at }])).prefixKey).toBe('~');
    expect(learned(scansAt(8, 'Enter', [{ key: 'F13', atMs: at }])).prefixKey).toBe('F13');
    expect(learned(scansAt(8, 'Enter', [{ key: 'b', atMs: at, ctrl: true }])).prefixKey).toBe('Ctrl+b');
    for (const key of [']', '(', '+', 'E', '3']) {
      expect(learned(scansAt(8, 'Enter', [{ key, atMs: at }])).prefixKey).toBeNull();
    }
  });

  it('Shift going down for a capital belongs to no rhythm', () => {
    const scans = CODES.map((code) =>
      typed(keys(code, 10, 'Enter').flatMap((stroke) => [{ key: 'Shift', atMs: stroke.atMs - 1 }, stroke])),
    );
    expect(learned(scans).keyGapMs).toBe(10);
  });

  it('short codes make short codes scans', () => {
    const scans = ['4711', '4712', '4713'].map((code) => typed(keys(code, 8, 'Enter')));
    expect(learned(scans).minCharacters).toBe(4);
  });
});

describe('SCAN-1 scans that do not agree teach nothing and say why', () => {
  const [first, second, third] = scansAt(8, 'Enter');
  const with3 = (...scans: (readonly WedgeKey[] | undefined)[]) => scans.flatMap((scan) => (scan ? [scan] : []));

  it.each<readonly [string, (readonly WedgeKey[])[]]>([
    ['too-few-scans', with3(first, second)],
    ['suffixes-differ', with3(first, second, scansAt(8, 'Tab')[2])],
    ['suffixes-differ', with3(first, second, scansAt(8)[2])],
    ['prefixes-differ', with3(first, second, scansAt(8, 'Enter', [{ key: '~', atMs: 992 }])[2])],
    ['prefix-in-use', scansAt(8, 'Enter', [{ key: 'F12', atMs: 992 }])],
    ['prefix-in-use', scansAt(8, 'Enter', [{ key: 'l', atMs: 992, ctrl: true }])],
    ['rhythms-differ', with3(first, second, scansAt(45, 'Enter')[2])],
    ['too-slow', scansAt(75, 'Enter')],
    ['too-slow', scansAt(160, 'Enter', [{ key: '~', atMs: 850 }])],
    ['too-short', with3(first, second, typed(keys('42', 8, 'Enter')))],
    ['too-short', with3(first, second, [])],
    ['hole', with3(first, second, typed(keys('EVP-359315', [8, 8, 500, 8, 8, 8, 8, 8, 8], 'Enter')))],
    ['hole', with3(first, second, typed(keys('EVP-359315075384726', [8, 8, 95, ...Array(16).fill(8)], 'Enter')))],
    ['held-key', with3(first, second, typed([...keys('1111', 8), { key: '1', atMs: 1040, repeat: true }]))],
    [
      'no-characters',
      with3(first, second, typed(['Insert', 'Clear', 'Home'].map((key, at) => ({ key, atMs: at * 9 })))),
    ],
  ])('%s', (reason, scans) => {
    expect(refusal(scans)).toBe(reason);
  });
  it('three good ones agree', () => expect(refusal(with3(first, second, third))).toBe('learned'));
});

describe('SCAN-4 what was learned changes what is a scan', () => {
  const label = CODES[0];
  const play = (habits: readonly WedgeHabits[], strokes: readonly Stroke[]) =>
    playKeys(strokes, { profile: wedgeProfileFor(habits) });

  it('a slow reader types into the page until it is learned', () => {
    const strokes = keys(label, 48, 'Enter');
    expect(play([], strokes)).toMatchObject({ scans: [], field: label, presses: 1 });
    expect(play([learned(scansAt(48, 'Enter'))], strokes)).toMatchObject({ scans: [label], field: '', presses: 0 });
  });

  it('a prefix lets a reader be as slow as a hand, and nothing else', () => {
    const habits = learned(scansAt(110, 'Enter', [{ key: '~', atMs: 890 }]));
    expect(play([habits], [{ key: '~', atMs: 890 }, ...keys(label, 110, 'Enter')])).toMatchObject({
      scans: [label],
      field: '',
    });
    expect(play([habits], keys(label, 110, 'Enter'))).toMatchObject({ scans: [], field: label, presses: 1 });
  });

  it('short codes are scans once learned', () => {
    const habits = learned(['4711', '4712', '4713'].map((code) => typed(keys(code, 8, 'Enter'))));
    expect(play([], keys('4711', 8, 'Enter'))).toMatchObject({ scans: [], field: '4711', presses: 1 });
    expect(play([habits], keys('4711', 8, 'Enter'))).toMatchObject({ scans: ['4711'], field: '', presses: 0 });
  });

  it('a tab within a code of a reader that ends with Enter is part of the code', () => {
    const fields = [...keys('IMEI:356938035643809', 8), { key: 'Tab', atMs: 1160 }];
    const strokes = [...fields, ...keys('SN:42', 8, 'Enter').map((stroke) => ({ ...stroke, atMs: stroke.atMs + 168 }))];
    expect(play([learned(scansAt(8, 'Enter'))], strokes).scans).toEqual(['IMEI:356938035643809\tSN:42']);
    expect(play([], strokes).scans).toEqual(['IMEI:356938035643809']);
  });

  it('SCAN-3 a code without the end key that every reader here sends was cut off', () => {
    const strokes = keys('WSM000000', 8);
    expect(play([], strokes)).toMatchObject({ scans: ['WSM000000'] });
    expect(play([learned(scansAt(8, 'Enter'))], strokes)).toMatchObject({
      scans: [],
      broken: ['WSM000000'],
      field: '',
    });
    expect(play([learned(scansAt(8, 'Enter')), learned(scansAt(8))], strokes)).toMatchObject({ scans: ['WSM000000'] });
  });

  it('a reader that nobody made known still types nothing into the page', () => {
    const known = [learned(scansAt(8, 'Tab')), learned(scansAt(20, 'Tab', [{ key: '~', atMs: 980 }]))];
    expect(play(known, keys(label, 12, 'Tab'))).toMatchObject({ scans: [label], field: '' });
    expect(play(known, keys(label, 12, 'Enter'))).toMatchObject({ field: '', presses: 0 });
  });

  const habit = fc.record({
    keyGapMs: fc.integer({ min: 1, max: 150 }),
    suffix: fc.constantFrom('enter', 'tab', 'none'),
    prefixKey: fc.option(fc.constantFrom('~', 'F13', 'Ctrl+b'), { nil: null }),
    minCharacters: fc.integer({ min: 3, max: 6 }),
  });

  it('P: no set of readers ever asks more of a scan than the default does', () => {
    fc.assert(
      fc.property(fc.array(habit, { maxLength: 4 }), (habits) => {
        const valid = habits.filter((one) => wedgeHabits.safeParse(one).success) as WedgeHabits[];
        const profile = wedgeProfileFor(valid);
        expect(profile.meanGapMs).toBeGreaterThanOrEqual(DEFAULT_WEDGE_PROFILE.meanGapMs);
        expect(profile.meanGapMs).toBeLessThan(80);
        expect(profile.minCharacters).toBeLessThanOrEqual(DEFAULT_WEDGE_PROFILE.minCharacters);
        expect(profile.silenceMs).toBeGreaterThan(profile.maxGapMs);
        expect(playKeys(keys(label, 12, 'Enter'), { profile })).toMatchObject({ field: '', presses: 0 });
      }),
    );
  });

  it('P: what three steady scans teach recognizes the fourth', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 50 }),
        fc.constantFrom('Enter' as const, 'Tab' as const, undefined),
        fc.constantFrom('~', null),
        (gapMs, end, sign) => {
          const before = sign === null ? [] : [{ key: sign, atMs: 1000 - gapMs }];
          const habits = learned(scansAt(gapMs, end, before));
          expect(wedgeHabits.parse(habits)).toEqual(habits);
          const code = 'ABC-123456789123456';
          expect(play([habits], [...before, ...keys(code, gapMs, end)])).toEqual({
            field: '',
            presses: 0,
            tabs: 0,
            shortcuts: 0,
            broken: [],
            scans: [code],
          });
        },
      ),
    );
  });
});
