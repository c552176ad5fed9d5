import { describe, expect, it } from 'vitest';
import { keys, playKeys, startingAt } from './testing/played-page.ts';
import { createWedgeMachine, type WedgeEffect } from './wedge-burst.ts';
import { DEFAULT_WEDGE_PROFILE, type WedgeProfile } from './wedge-profile.ts';

const LABEL = 'ABC-123456789123456';

describe('SCAN-3 half a code is no code', () => {
  it('a hole in a scan makes it broken, and its end key is swallowed, too', () => {
    const pace = [7, 7, 7, 7, 7, 7, 7, 100, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7];
    expect(playKeys(keys(LABEL, pace, 'Enter'), { field: 'note' })).toEqual({
      field: 'note',
      presses: 0,
      tabs: 0,
      shortcuts: 0,
      scans: [],
      broken: [LABEL],
    });
  });

  it('a foreign key within a scan is swallowed and makes it broken: a reader may send a lost separator as F8', () => {
    const strokes = [
      ...keys('2112345678', 7),
      { key: 'F8', atMs: 1070 },
      ...startingAt(1077, keys('10AB', 7, 'Enter')),
    ];
    expect(playKeys(strokes)).toMatchObject({ scans: [], broken: ['211234567810AB'], presses: 0 });
  });

  it('a scan that the window lost half-way is broken', () => {
    const machine = createWedgeMachine(DEFAULT_WEDGE_PROFILE);
    let state = machine.start().state;
    const modifiers = { ctrl: false, alt: false, meta: false, altGraph: false };
    for (const { key, atMs } of keys('12345678', 7)) {
      state = machine.step(state, { kind: 'key', key, timeStampMs: atMs, modifiers }).state;
    }
    expect(machine.step(state, { kind: 'interrupted' })).toEqual({
      state: { kind: 'idle' },
      effects: [{ kind: 'scan-broken', text: '12345678' }],
    });
  });
});

describe('SCAN-4 modifiers', () => {
  it('capitals come with Shift going down, which changes nothing', () => {
    const strokes = keys('ABC-12', 10, 'Enter').flatMap((stroke) =>
      /[A-Z]$/.test(stroke.key) && stroke.key.length === 1
        ? [{ key: 'Shift', atMs: stroke.atMs - 2 }, { ...stroke }]
        : [stroke],
    );
    expect(playKeys(strokes)).toMatchObject({ scans: ['ABC-12'], field: '' });
  });

  it('Ctrl+] within a scan is the GS1 separator', () => {
    const strokes = [
      ...keys('0109504000059101211234', 7),
      { key: ']', atMs: 1160, ctrl: true },
      ...startingAt(1167, keys('10AB', 7, 'Enter')),
    ];
    expect(playKeys(strokes)).toMatchObject({ scans: ['0109504000059101211234\u001d10AB'], field: '' });
  });

  it('AltGr makes the bracket of an AIM identifier on a German keyboard', () => {
    const strokes = [{ key: ']', atMs: 993, ctrl: true, alt: true }, ...keys('C1123456', 7, 'Enter')];
    expect(playKeys(strokes)).toMatchObject({ scans: [']C1123456'], field: '' });
  });

  it('shortcuts are never touched, not even within a scan', () => {
    const strokes = [
      ...keys('12345678', 7),
      { key: 'l', atMs: 1052, ctrl: true },
      ...startingAt(1060, keys('9', 7, 'Enter')),
    ];
    expect(playKeys(strokes)).toMatchObject({ shortcuts: 1, scans: ['123456789'] });
    expect(playKeys([{ key: 'k', atMs: 1000, ctrl: true }])).toMatchObject({ shortcuts: 1, field: '' });
  });

  it('a shortcut ends a quick roll', () => {
    expect(playKeys([...keys('abc', 15), { key: 'z', atMs: 1050, ctrl: true }])).toMatchObject({
      field: 'abc',
      shortcuts: 1,
    });
  });

  it('Shift+Tab behind a quick roll is a person', () => {
    expect(playKeys([...keys('12345', 10), { key: 'Tab', atMs: 1050 }])).toMatchObject({
      field: '12345',
      tabs: 1,
    });
  });
});

describe('SCAN-4 a prefix key replaces guessing', () => {
  const { meanGapMs, maxGapMs, silenceMs } = DEFAULT_WEDGE_PROFILE;
  const announcing = (key: string): WedgeProfile => ({
    ...DEFAULT_WEDGE_PROFILE,
    prefixes: [{ key, meanGapMs, maxGapMs, silenceMs }],
  });
  const profile = announcing('~');

  it('makes short codes scans, and is not part of them', () => {
    expect(playKeys(keys('~42', 7, 'Enter'), { profile, field: 'note' })).toEqual({
      field: 'note',
      presses: 0,
      tabs: 0,
      shortcuts: 0,
      scans: ['42'],
      broken: [],
    });
    expect(playKeys(keys('~4242', 7), { profile })).toMatchObject({ scans: ['4242'], field: '' });
  });

  it('typed by hand it arrives like any other key', () => {
    expect(playKeys(keys('a~b', 110, 'Enter'), { profile })).toMatchObject({ field: 'a~b', presses: 1, scans: [] });
    expect(playKeys(keys('~', 110), { profile }).field).toBe('~');
  });

  it('rolled into the next key by hand it is no scan', () => {
    expect(playKeys(keys('~4', 70, 'Enter'), { profile })).toMatchObject({ field: '~4', presses: 1, scans: [] });
  });

  it('may be a key without a character', () => {
    const strokes = [{ key: 'F13', atMs: 993 }, ...keys('4242', 7, 'Tab')];
    expect(playKeys(strokes, { profile: announcing('F13') })).toMatchObject({
      scans: ['4242'],
      field: '',
      tabs: 0,
    });
  });

  it('a reader without it is still recognized by its pace', () => {
    expect(playKeys(keys(LABEL, 7, 'Enter'), { profile })).toMatchObject({ scans: [LABEL], field: '' });
  });
});

describe('SCAN-4 time', () => {
  it('a stale wake-up does no harm and asks for the right time', () => {
    const machine = createWedgeMachine(DEFAULT_WEDGE_PROFILE);
    const modifiers = { ctrl: false, alt: false, meta: false, altGraph: false };
    const { state } = machine.step(machine.start().state, { kind: 'key', key: '1', timeStampMs: 1000, modifiers });
    expect(machine.step(state, { kind: 'silence', timeStampMs: 1050 })).toEqual({
      state,
      effects: [{ kind: 'wake-at', timeStampMs: 1120 }],
    });
    expect(machine.step(state, { kind: 'silence', timeStampMs: 1120 }).state).toEqual({ kind: 'idle' });
  });

  it('tells when the scan began and ended, by the keys’ own times', () => {
    const machine = createWedgeMachine(DEFAULT_WEDGE_PROFILE);
    const modifiers = { ctrl: false, alt: false, meta: false, altGraph: false };
    let state = machine.start().state;
    let effects: readonly WedgeEffect[] = [];
    for (const { key, atMs } of keys('123456', 10, 'Tab')) {
      ({ state, effects } = machine.step(state, { kind: 'key', key, timeStampMs: atMs, modifiers }));
    }
    expect(effects).toContainEqual({
      kind: 'scanned',
      text: '123456',
      startedAtMs: 1000,
      endedAtMs: 1050,
      endedBy: 'tab',
    });
  });
});
