import { describe, expect, it } from 'vitest';
import { maskSecrets } from './mask-secrets.ts';

const mask = { ids: [2003], values: ['letmein', 'p\xe4ss\\w;rd'], hidesFragments: false };

describe('INST-7 secrets in the capture', () => {
  it.each([
    ['setparam 2001:wap;2003:hunter2;2004:host', 'setparam 2001:wap;2003:***;2004:host'],
    ['setparam 2003:hunter2\\x0d', 'setparam 2003:***'],
    ['New value 2001:wap;2003:hunter2', 'New value 2001:wap;2003:***'],
    ['Param ID:2003 Value:hun;ter:2', 'Param ID:2003 Value:***'],
    ['Param ID:2003 Value:', 'Param ID:2003 Value:'],
    ['Param ID:2001 Value:wap;2003:hunter2', 'Param ID:2001 Value:wap;2003:***'],
    ['[debug] trying letmein now', '[debug] trying *** now'],
    ['setparam 2001:p\\xe4ss\\x5cw;rd;2003:p\\xe4ss\\x5cw;rd\\x0d', 'setparam 2001:***;2003:***'],
    ['Param ID:12003 Value:wap', 'Param ID:12003 Value:wap'],
    ['setparam 2001:wap', 'setparam 2001:wap'],
  ])('%s', (text, masked) => {
    expect(maskSecrets(text, mask, false)).toBe(masked);
  });

  it('P25: hides every value of a whole configuration: a damaged id would uncover the secret behind it', () => {
    const asked = { ...mask, hidesFragments: true };
    expect(maskSecrets('2403:hunter2', asked, false)).toBe('2403:***');
    expect(maskSecrets('2001:wap', asked, false)).toBe('2001:***');
    expect(maskSecrets('2001:wap', mask, false)).toBe('2001:wap');
  });

  it('hides a piece of a line whole while a secret is expected', () => {
    expect(maskSecrets('ue:hunter2', { ...mask, hidesFragments: true }, true)).toBe('*** (10 characters hidden)');
    expect(maskSecrets('ue:visible', mask, true)).toBe('ue:visible');
  });
});
