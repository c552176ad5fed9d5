import { readFileSync, writeFileSync } from 'node:fs';
import type { Rectangle } from 'electron';
import { z } from 'zod';
import type { Log } from '#core/ports/log.ts';

/** Where the window was when it was last closed. A convenience: an unreadable file means the default place, never an error. */
const windowState = z.strictObject({
  x: z.int(),
  y: z.int(),
  width: z.int().min(200).max(20_000),
  height: z.int().min(200).max(20_000),
  maximized: z.boolean(),
});
export type WindowState = z.infer<typeof windowState>;

/** Smallest size at which every screen still works: the floor of the design, 1366 × 768 less the frame. */
export const smallestWindow = { width: 1024, height: 640 } as const;
const defaultSize = { width: 1440, height: 900 } as const;
/** So much of the title bar must lie on a screen for a hand to grab it. */
const graspablePixels = 80;

/** Reads the file; absent or damaged gives `undefined`. */
export function loadWindowState(file: string): WindowState | undefined {
  try {
    const parsed = windowState.safeParse(JSON.parse(readFileSync(file, 'utf8')));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined; // first start, or cut off while writing: the default place serves
  }
}

export function saveWindowState(file: string, state: WindowState, log: Log): void {
  try {
    writeFileSync(file, JSON.stringify(state));
  } catch (error: unknown) {
    log.warn('shell.window-state-not-saved', { reason: String(error) });
  }
}

/** The bounds to open with: the remembered ones if they can still be seen on one of the screens, else the default, centred. */
export function placeWindow(
  remembered: WindowState | undefined,
  screens: readonly Rectangle[],
): { readonly x?: number; readonly y?: number; readonly width: number; readonly height: number } {
  if (remembered === undefined) {
    return defaultSize;
  }
  const width = Math.max(remembered.width, smallestWindow.width);
  const height = Math.max(remembered.height, smallestWindow.height);
  const isVisible = screens.some((screen) => canGrasp({ x: remembered.x, y: remembered.y, width, height }, screen));
  return isVisible ? { x: remembered.x, y: remembered.y, width, height } : { width, height };
}

function canGrasp(window: Rectangle, screen: Rectangle): boolean {
  const visibleWidth = Math.min(window.x + window.width, screen.x + screen.width) - Math.max(window.x, screen.x);
  const titleBarOnScreen = window.y >= screen.y && window.y <= screen.y + screen.height - graspablePixels;
  return visibleWidth >= graspablePixels && titleBarOnScreen;
}
