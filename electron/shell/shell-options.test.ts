import { describe, expect, it } from 'vitest';
import { parseShellOptions, stationArguments } from './shell-options.ts';

describe('the command line of the desktop program', () => {
  it('is handed on to the station process', () => {
    const options = parseShellOptions([
      '--data',
      '/d',
      '--cloud',
      'http://127.0.0.1:1',
      '--lang',
      'de',
      '--demo',
      '--kiosk',
    ]);
    expect(options).toEqual({
      dataFolder: '/d',
      cloudUrl: 'http://127.0.0.1:1',
      language: 'de',
      kiosk: true,
      demo: true,
    });
    expect(stationArguments(options, '/default')).toEqual([
      '--data',
      '/d',
      '--cloud',
      'http://127.0.0.1:1',
      '--lang',
      'de',
      '--demo',
    ]);
  });

  it('leaves switches of Chromium and links alone', () => {
    const options = parseShellOptions(['--no-sandbox', '--ozone-platform=x11', 'fitbay://job/1', '--data']);
    expect(options).toEqual({ kiosk: false, demo: false });
    expect(stationArguments(options, '/default')).toEqual(['--data', '/default']);
  });
});
