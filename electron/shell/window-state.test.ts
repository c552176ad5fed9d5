import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadWindowState, placeWindow, saveWindowState, type WindowState } from './window-state.ts';

const screen = { x: 0, y: 0, width: 1920, height: 1040 };
const remembered: WindowState = { x: 100, y: 50, width: 1400, height: 800, maximized: false };
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fitbay-window-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('the place of the window', () => {
  it('is what it was', () => {
    expect(placeWindow(remembered, [screen])).toEqual({ x: 100, y: 50, width: 1400, height: 800 });
  });

  it('is kept on a second screen to the left', () => {
    const left = { x: -1920, y: 0, width: 1920, height: 1040 };
    expect(placeWindow({ ...remembered, x: -1500 }, [screen, left])).toMatchObject({ x: -1500 });
  });

  it.each<[string, Partial<WindowState>]>([
    ['the screen is gone', { x: 2500 }],
    ['only an edge would show', { x: 1900 }],
    ['the title bar would be above the screen', { y: -400 }],
    ['it would hang below the screen', { y: 1030 }],
  ])('comes back to the middle when %s', (_why, change) => {
    expect(placeWindow({ ...remembered, ...change }, [screen])).toEqual({ width: 1400, height: 800 });
  });

  it('never becomes too small to work in', () => {
    expect(placeWindow({ ...remembered, width: 300, height: 200 }, [screen])).toMatchObject({
      width: 1024,
      height: 640,
    });
  });

  it('has a default on the first start', () => {
    expect(placeWindow(undefined, [screen])).toEqual({ width: 1440, height: 900 });
  });
});

describe('the remembered place', () => {
  it('is read back as it was written', () => {
    const file = join(folder, 'state.json');
    saveWindowState(file, remembered, silent);
    expect(loadWindowState(file)).toEqual(remembered);
  });

  it.each([
    ['nothing', ''],
    ['half a file', '{"x":1'],
    ['other things', '{"x":"1"}'],
    ['a list', '[]'],
  ])('is forgotten when the file holds %s', (_what, text) => {
    const file = join(folder, 'state.json');
    writeFileSync(file, text);
    expect(loadWindowState(file)).toBeUndefined();
  });

  it('that cannot be written is logged, not thrown', () => {
    const warnings: string[] = [];
    const file = join(folder, 'gone', 'state.json');
    saveWindowState(file, remembered, { ...silent, warn: (event) => warnings.push(event) });
    expect(warnings).toEqual(['shell.window-state-not-saved']);
  });
});
