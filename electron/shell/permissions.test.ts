import { describe, expect, it } from 'vitest';
import { type CameraRequest, mayUseCamera } from './permissions.ts';

const allowed: CameraRequest = {
  origin: 'app://fitbay',
  media: ['video'],
  isMainFrame: true,
  pageUrl: 'app://fitbay/index.html#/bench/scan?camera=on',
};

describe('SCAN-1 the camera', () => {
  it('is open to our page while the camera view is shown', () => {
    expect(mayUseCamera(allowed)).toBe(true);
    expect(mayUseCamera({ ...allowed, origin: 'app://fitbay/' })).toBe(true);
  });

  it('is where the page itself opens its view: on any screen, as the last of its query', () => {
    for (const pageUrl of [
      'app://fitbay/#/bench?camera=on',
      'app://fitbay/#/jobs/job/7?camera=photo',
      'app://fitbay/index.html#/audit?sessionId=1&camera=on',
    ]) {
      expect(mayUseCamera({ ...allowed, pageUrl })).toBe(true);
    }
  });

  it.each<[string, Partial<CameraRequest>]>([
    ['a view that was closed', { pageUrl: 'app://fitbay/index.html#/bench' }],
    ['another screen', { pageUrl: 'app://fitbay/index.html#/customers' }],
    ['a screen that merely mentions it', { pageUrl: 'app://fitbay/index.html?camera=on#/customers' }],
    ['another origin', { origin: 'https://evil.example' }],
    ['a foreign page', { pageUrl: 'https://evil.example/#/scan?camera=on' }],
    ['a frame inside', { isMainFrame: false }],
    ['the microphone too', { media: ['video', 'audio'] }],
    ['the microphone', { media: ['audio'] }],
    ['nothing named', { media: [] }],
  ])('stays shut for %s', (_what, change) => {
    expect(mayUseCamera({ ...allowed, ...change })).toBe(false);
  });
});
