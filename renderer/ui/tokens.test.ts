import { describe, expect, it } from 'vitest';
import source from './tokens.css?raw';

type ThemeName = 'light' | 'dark' | 'contrast';

/** The colours of one theme; the dark one and the one of high contrast replace what they name. */
function theme(name: ThemeName): ReadonlyMap<string, string> {
  const [light = '', dark = '', contrasting = ''] = source.split(/\[data-theme="(?:dark|contrast)"\]/);
  const own = { light: '', dark, contrast: contrasting }[name];
  const colours = (css: string) =>
    [...css.matchAll(/--([a-z0-9-]+): (#[0-9a-f]{6});/g)].map((found) => [found[1] ?? '', found[2] ?? ''] as const);
  return new Map([...colours(light), ...colours(own)]);
}

/** WCAG 2.2 relative luminance of sRGB. */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [low, high] = [luminance(one), luminance(other)].sort((left, right) => left - right);
  return ((high ?? 0) + 0.05) / ((low ?? 0) + 0.05);
}

/** Every text of the page on every ground it stands on. */
const texts: readonly (readonly [ink: string, ground: string])[] = [
  ...['paper', 'card', 'sunk', 'act-soft', 'ok-soft', 'warn-soft', 'stop-soft', 'work-soft'].flatMap((ground) => [
    ['ink', ground] as const,
    ['ink-2', ground] as const,
  ]),
  ['ink-3', 'paper'],
  ['ink-3', 'card'],
  ['act-ink', 'act'],
  ['ok-ink', 'ok'],
  ['warn-ink', 'warn'],
  ['stop-ink', 'stop'],
  ['work-ink', 'work'],
  ['ok', 'ok-soft'],
  ['stop', 'stop-soft'],
  ['stop', 'card'],
  ['work', 'work-soft'],
  ['ok', 'card'],
  ['bar-ink', 'bar'],
  ['bar-ink', 'bar-2'],
  ['bar-ink-2', 'bar'],
  ['bar-ink-2', 'bar-2'],
  ['bar-needs-ink', 'bar-needs'],
  ['bar-ok-ink', 'bar-ok'],
];

/** Lines, marks and rings that must be seen to use a control or to read a state. */
const shapes: readonly (readonly [shape: string, ground: string])[] = [
  ...['paper', 'card'].flatMap((ground) =>
    ['control-line', 'idle', 'ok', 'stop', 'work', 'warn-line', 'act', 'focus'].map(
      (shape) => [shape, ground] as const,
    ),
  ),
  ['focus', 'act-soft'],
  ['bar-ok', 'bar'],
  ['bar-wait', 'bar'],
  ['bar-focus', 'bar'],
];

/** WCAG 1.4.3 and 1.4.11; high contrast promises what 1.4.6 asks of text. */
const limits = {
  light: { text: 4.5, shape: 3 },
  dark: { text: 4.5, shape: 3 },
  contrast: { text: 7, shape: 4.5 },
} as const;

describe.each(['light', 'dark', 'contrast'] as const)('contrast of the %s theme (WCAG 1.4.3, 1.4.11)', (name) => {
  const colours = theme(name);
  const of = (token: string) => {
    const colour = colours.get(token);
    if (colour === undefined) {
      throw new Error(`no token ${token}`);
    }
    return colour;
  };

  it.each(texts)('%s can be read on %s', (ink, ground) => {
    expect(contrast(of(ink), of(ground))).toBeGreaterThanOrEqual(limits[name].text);
  });

  it.each(shapes)('%s can be seen on %s', (shape, ground) => {
    expect(contrast(of(shape), of(ground))).toBeGreaterThanOrEqual(limits[name].shape);
  });
});

describe('the one token file', () => {
  it('gives the dark theme every colour that is not the same in both', () => {
    const light = theme('light');
    const dark = theme('dark');
    expect([...light.keys()].sort()).toEqual([...dark.keys()].sort());
  });

  it('knows what it is compared with: black on white is 21', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
  });
});
