import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from '@playwright/test';
import { type FilmedLabel, shootFilm } from './film.ts';
import { test as base, expect } from './test.ts';
import { watchTroubles } from './watch-troubles.ts';

/** A browser with a camera of its own. `granted` stands for a person who says yes, `unasked` for one who has not been asked. */
export interface CameraSetup {
  readonly film?: FilmedLabel;
  /** Cameras that there are. */
  readonly cameras?: number;
  readonly permission: 'granted' | 'unasked';
}

/** A page in such a browser, and what its cameras did. */
export interface CameraPage {
  readonly page: Page;
  /** For each camera that the page ever opened, whether it still runs. */
  runningCameras(): Promise<readonly boolean[]>;
  /** Frames that were taken so far. */
  framesTaken(): Promise<number>;
}

declare global {
  interface Window {
    openedStreams?: MediaStream[];
    framesTaken?: number;
  }
}

/** Playwright's `test` with browsers that have cameras; each must stay free of errors in its console. */
export const test = base.extend<{ readonly openCameraPage: (setup: CameraSetup) => Promise<CameraPage> }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures that are needed from this pattern
  async openCameraPage({}, use, testInfo) {
    const folder = mkdtempSync(join(tmpdir(), 'fitbay-film-'));
    const browsers: Browser[] = [];
    const listeners: (() => readonly string[])[] = [];
    await use(async ({ film, cameras = 1, permission }) => {
      const { launchOptions = {}, viewport = null } = testInfo.project.use;
      const args = [...(launchOptions.args ?? []), ...(await cameraArguments(folder, film, cameras))];
      const browser = await chromium.launch({ ...launchOptions, args });
      browsers.push(browser);
      const context = await browser.newContext({ viewport, permissions: permission === 'granted' ? ['camera'] : [] });
      const page = await context.newPage();
      listeners.push(await watchTroubles(page));
      await page.addInitScript(recordCameras);
      return {
        page,
        runningCameras: () =>
          page.evaluate(() =>
            (window.openedStreams ?? []).map((stream) =>
              stream.getTracks().some(({ readyState }) => readyState === 'live'),
            ),
          ),
        framesTaken: () => page.evaluate(() => window.framesTaken ?? 0),
      };
    });
    expect(
      listeners.flatMap((troubles) => troubles()),
      'errors in the console of the page',
    ).toEqual([]);
    for (const browser of browsers) {
      await browser.close();
    }
    rmSync(folder, { recursive: true, force: true });
  },
});

async function cameraArguments(folder: string, film: FilmedLabel | undefined, cameras: number) {
  if (cameras === 0) {
    return [];
  }
  const devices = `--use-fake-device-for-media-stream=device-count=${cameras}`;
  if (film === undefined) {
    return [devices];
  }
  const file = join(folder, `${film.bcid}.y4m`);
  await shootFilm(file, film);
  return [devices, `--use-file-for-fake-video-capture=${file}`];
}

/** Runs in the page before anything of it: remembers what it opens and counts the frames it takes. */
function recordCameras(): void {
  const streams: MediaStream[] = [];
  window.openedStreams = streams;
  window.framesTaken = 0;
  const devices = navigator.mediaDevices;
  const open = devices.getUserMedia.bind(devices);
  devices.getUserMedia = async (constraints) => {
    const stream = await open(constraints);
    streams.push(stream);
    return stream;
  };
  const take = window.createImageBitmap.bind(window);
  window.createImageBitmap = ((...parameters: Parameters<typeof take>) => {
    window.framesTaken = (window.framesTaken ?? 0) + 1;
    return take(...parameters);
  }) as typeof take;
}

export { expect };
