import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keys, playKeys, startingAt, type Timers } from './testing/played-page.ts';

const LABEL = 'ABC-123456789123456';

describe('SCAN-4 a reader is told from typing by timing', () => {
  for (const pace of [4, 7, 12, 20, 35]) {
    for (const end of ['Enter', 'Tab', undefined] as const) {
      it(`${pace} ms per key, ended by ${end ?? 'silence'}, is one scan and nothing else`, () => {
        for (const timers of ['in-time', 'late'] as const) {
          const page = playKeys(keys(LABEL, pace, end), {
            field: 'note',
            timers: end === undefined ? 'in-time' : timers,
          });
          expect(page).toEqual({ field: 'note', presses: 0, tabs: 0, shortcuts: 0, scans: [LABEL], broken: [] });
        }
      });
    }
  }

  it('measured unsteadiness does not matter: 7 ms with gaps of 16 and one of 80', () => {
    const pace = [7, 8, 7, 16, 7, 8, 7, 7, 80, 7, 8, 7, 16, 7, 7, 8, 7, 7, 7];
    expect(playKeys(keys(LABEL, pace, 'Enter'))).toMatchObject({ scans: [LABEL], presses: 0, field: '' });
  });

  it('80 to 140 ms per key is never a scan, and every key arrives', () => {
    const gaps = fc.array(fc.integer({ min: 80, max: 140 }), { minLength: 40, maxLength: 40 });
    const words = fc.stringMatching(/^[ -~]{1,40}$/);
    fc.assert(
      fc.property(words, gaps, fc.constantFrom<Timers>('in-time', 'late'), (text, pace, timers) => {
        const page = playKeys(keys(text, pace, 'Enter'), { timers });
        expect(page).toEqual({ field: text, presses: 1, tabs: 0, shortcuts: 0, scans: [], broken: [] });
      }),
    );
  });

  it('a steady pace of 41 ms and more is typing, too: readers are quicker', () => {
    for (const pace of [41, 50, 60, 79]) {
      expect(playKeys(keys(LABEL, pace, 'Enter'))).toMatchObject({ field: LABEL, presses: 1, scans: [], broken: [] });
    }
  });

  it('any steady pace below 40 ms with any jitter up to 4 ms is a scan', () => {
    const jitter = fc.array(fc.integer({ min: -4, max: 4 }), { minLength: 60, maxLength: 60 });
    const codes = fc.stringMatching(/^[!-~]{6,60}$/);
    fc.assert(
      fc.property(codes, fc.integer({ min: 4, max: 35 }), jitter, (code, pace, uneven) => {
        const page = playKeys(
          keys(
            code,
            uneven.map((by) => pace + by),
            'Enter',
          ),
          { field: 'x' },
        );
        expect(page).toEqual({ field: 'x', presses: 0, tabs: 0, shortcuts: 0, scans: [code], broken: [] });
      }),
    );
  });
});

describe('SCAN-5 nothing typed is lost', () => {
  it('whatever the rhythm: a text is in the field, or it came as a scan, or it was reported as broken', () => {
    const stroke = fc.record({ key: fc.constantFrom(...'abc 12-'), gapMs: fc.integer({ min: 1, max: 200 }) });
    fc.assert(
      fc.property(fc.array(stroke, { maxLength: 60 }), fc.constantFrom<Timers>('in-time', 'late'), (list, timers) => {
        const text = list.map(({ key }) => key).join('');
        const gaps = list.slice(1).map(({ gapMs }) => gapMs);
        const page = playKeys(keys(text, gaps), { timers });
        const taken = [...page.scans, ...page.broken].reduce((sum, scan) => sum + scan.length, 0);
        expect(page.field.length + taken).toBe(text.length);
        if (taken === 0) {
          expect(page.field).toBe(text);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('a quick roll of three keys is typed back when the hand goes on', () => {
    expect(playKeys(keys('the end', [20, 20, 120, 110, 130, 100])).field).toBe('the end');
  });

  it('a quick roll is typed back when nothing follows', () => {
    expect(playKeys(keys('the', 20))).toMatchObject({ field: 'the', scans: [] });
  });

  it('a quick word and Enter press the button after the word is complete', () => {
    expect(playKeys(keys('1234', 25, 'Enter'))).toMatchObject({ field: '1234', presses: 1, scans: [] });
  });

  it('a quick roll and a correction', () => {
    const strokes = [...keys('thr', 20), { key: 'Backspace', atMs: 1060 }, { key: 'e', atMs: 1180 }];
    expect(playKeys(strokes).field).toBe('the');
  });

  it('a held key is no scan, however fast it repeats', () => {
    const held = Array.from({ length: 30 }, (_, index) => ({ key: 'x', atMs: 1500 + index * 30, repeat: true }));
    expect(playKeys([{ key: 'x', atMs: 1000 }, ...held])).toMatchObject({
      field: 'x'.repeat(31),
      scans: [],
      broken: [],
    });
  });
});

describe('SCAN-4 a scan touches nothing', () => {
  it('an Enter by hand a moment later presses the button as ever', () => {
    const page = playKeys([...keys(LABEL, 7, 'Enter'), { key: 'Enter', atMs: 2000 }]);
    expect(page).toMatchObject({ scans: [LABEL], presses: 1 });
  });

  it('CR LF does not press the button with its second half', () => {
    const page = playKeys([...keys(LABEL, 7, 'Enter'), { key: 'Enter', atMs: 1000 + 20 * 7 }]);
    expect(page).toMatchObject({ scans: [LABEL], presses: 0 });
  });

  it('a modifier between the two halves does not let the second through', () => {
    const endMs = 1000 + LABEL.length * 7;
    const second = [
      { key: 'Shift', atMs: endMs + 3 },
      { key: 'Enter', atMs: endMs + 7 },
    ];
    expect(playKeys([...keys(LABEL, 7, 'Enter'), ...second])).toMatchObject({ scans: [LABEL], presses: 0 });
  });

  it('an end key that comes after the silence is swallowed, one after a pause is not', () => {
    const lastMs = 1000 + (LABEL.length - 1) * 7;
    expect(playKeys([...keys(LABEL, 7), { key: 'Enter', atMs: lastMs + 200 }])).toMatchObject({
      scans: [LABEL],
      presses: 0,
    });
    for (const timers of ['in-time', 'late'] as const) {
      const page = playKeys([...keys(LABEL, 7), { key: 'Enter', atMs: lastMs + 2000 }], { timers });
      expect(page).toMatchObject({ scans: [LABEL], presses: 1 });
    }
  });

  it('two scans in a row are two, and typing in between stays', () => {
    const strokes = [
      ...keys('tp:890123847562332', 7, 'Enter'),
      ...startingAt(2000, keys('ok', 110)),
      ...startingAt(3000, keys('krone:890123847562332', 20, 'Enter')),
    ];
    expect(playKeys(strokes)).toMatchObject({
      scans: ['tp:890123847562332', 'krone:890123847562332'],
      field: 'ok',
      presses: 0,
    });
  });

  it('a scan right behind a typed word takes back only its own characters', () => {
    const strokes = [...keys('note ', 110), ...startingAt(1600, keys(LABEL, 7, 'Enter'))];
    expect(playKeys(strokes)).toMatchObject({ scans: [LABEL], field: 'note ' });
  });

  it('a slow start does not hide a scan', () => {
    const pace = [60, 60, ...Array.from({ length: 30 }, () => 8)];
    expect(playKeys(keys(LABEL, pace, 'Enter'), { field: 'note' })).toMatchObject({
      scans: [LABEL],
      field: 'note',
      presses: 0,
    });
  });
});
