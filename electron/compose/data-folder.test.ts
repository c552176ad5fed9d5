import { describe, expect, it } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { usualDataFolder } from './data-folder.ts';
import { fitbayVersion, oldestNode } from './fitbay-version.ts';

describe('STA-7 the usual data folder', () => {
  it.each([
    ['linux', {}, '/people/kaya/.config/fitbay/station'],
    ['linux', { XDG_CONFIG_HOME: '/srv/settings' }, '/srv/settings/fitbay/station'],
    ['linux', { XDG_CONFIG_HOME: '' }, '/people/kaya/.config/fitbay/station'],
    ['darwin', {}, '/people/kaya/Library/Application Support/fitbay/station'],
    ['win32', { APPDATA: '/people/kaya/Roaming' }, '/people/kaya/Roaming/fitbay/station'],
    ['win32', {}, '/people/kaya/AppData/Roaming/fitbay/station'],
  ] as const)('on %s with %o is the one of the desktop program', (platform, environment, folder) => {
    expect(usualDataFolder({ platform, home: '/people/kaya', environment })).toBe(folder);
  });
});

describe('what this program says of itself', () => {
  it('is what package.json says', () => {
    expect(fitbayVersion).toBe(packageJson.version);
    expect(packageJson.engines.node).toContain(`>=${oldestNode.join('.')}`);
  });
});
