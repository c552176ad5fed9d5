import { describe, expect, it } from 'vitest';
import { maskCalampSecrets } from './mask-secrets.ts';

const secrets = {
  places: ['2315,0'],
  openPlaces: ['2306,0'],
  values: ['hunter2', 'back\\slash'],
  hidesFragments: false,
};
const masked = (text: string) => maskCalampSecrets(text, secrets, false);

describe('INST-7 secrets of a CalAmp unit never reach the capture', () => {
  it.each([
    ['AT$PW "open sesame"\\x0d\\x0a', 'AT$PW "***"\\x0d\\x0a'],
    ['at$pw open', 'at$pw ***'],
    ['AT$APP PARAM 2315,0,letmein', 'AT$APP PARAM 2315,0,***'],
    ['2315,0,letmein', '2315,0,***'],
    ['noise 2315,0,let,mein', 'noise 2315,0,***'],
    ['what hunter2 did', 'what *** did'],
    ['a back\\x5cslash', 'a ***'],
  ])('%s', (text, shown) => {
    expect(masked(text)).toBe(shown);
  });

  it.each(['2306,0,internet', '12315,0,internet', 'AT$APP PARAM? 2306,0'])('%s is shown', (text) => {
    expect(masked(text)).toBe(text);
  });

  it('hides a fragment whole while a secret is on its way', () => {
    const hiding = { ...secrets, hidesFragments: true };
    expect(maskCalampSecrets('15,0,letme', hiding, true)).toBe('*** (10 characters hidden)');
    expect(maskCalampSecrets('15,0,letme', secrets, true)).toBe('15,0,letme');
    // The unit's own output moved the value to a line of its own, which is taken for part of the answer.
    expect(maskCalampSecrets('letmein', hiding, false)).toBe('*** (7 characters hidden)');
    expect(maskCalampSecrets('letmein 2315,0,x', hiding, false)).toBe('*** (16 characters hidden)');
    expect(maskCalampSecrets('15,0,letmein', hiding, false)).toBe('*** (12 characters hidden)');
    for (const line of [
      'OK',
      'ERROR',
      'Password Required',
      '2315,0,',
      '2306,0,internet',
      'AT$APP PARAM? 2315,0\\x0d\\x0a',
    ]) {
      expect(maskCalampSecrets(line, hiding, false)).toBe(line);
    }
  });
});
