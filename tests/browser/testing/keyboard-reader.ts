import type { CDPSession, Page } from '@playwright/test';

/**
 * A barcode reader that is a keyboard, and a hand that types: keys go through the browser's own input pipeline, each with the time at
 * which it was pressed, so that the page sees the rhythm that the test wants even on a busy machine.
 */
export interface KeyboardReader {
  /** Types the code and the end key at one key per `gapMs`. Resolves when the page has seen every key. */
  scan(text: string, options?: { readonly gapMs?: number; readonly end?: EndKey }): Promise<void>;
  /** Types like a person: the gaps are taken in turn. No end key. */
  type(text: string, gapsMs: readonly number[]): Promise<void>;
  /** Gaps between the characters of what was typed last, in milliseconds, as `event.timeStamp` told the page. */
  seenGaps(): Promise<readonly number[]>;
}

/** `none`: the reader sends no end key and just falls silent. */
export type EndKey = 'Enter' | 'Tab' | 'none';

interface Pressed {
  readonly key: string;
  readonly at: number;
}

/**
 * A reader's keys are handed over at once, stamped with the times at which it pressed them: a test on a busy machine must not stretch a
 * rhythm that hardware keeps exactly. A hand's keys are sent when they are pressed.
 */
type Pace = 'at-once' | 'as-pressed';

/** How long before its stamp a reader's first key is handed over: the page must have every key before it can believe in silence. */
const headStartMs = 400;

declare global {
  interface Window {
    pressedKeys?: Pressed[];
  }
}

/** Call it before the page is opened: the page's own record of keys must come first. */
export async function plugInReader(page: Page): Promise<KeyboardReader> {
  await page.addInitScript(() => {
    window.pressedKeys = [];
    window.addEventListener('keydown', (event) => window.pressedKeys?.push({ key: event.key, at: event.timeStamp }), {
      capture: true,
    });
  });
  const session = await page.context().newCDPSession(page);

  async function press(keys: readonly string[], gapOf: (index: number) => number, pace: Pace): Promise<void> {
    await page.evaluate(() => {
      window.pressedKeys = [];
    });
    let atMs = Date.now() + (pace === 'at-once' ? headStartMs : 0);
    const sent: Promise<unknown>[] = [];
    for (const [index, key] of keys.entries()) {
      if (pace === 'as-pressed') {
        await until(atMs);
      }
      sent.push(...pressOne(session, key, atMs / 1000));
      atMs += gapOf(index);
    }
    await Promise.all(sent);
    await until(atMs);
    // Two turns: handlers of the last key, then what they queued.
    await page.evaluate(() => new Promise((resolve) => setTimeout(() => setTimeout(resolve, 0), 0)));
  }

  return {
    scan: (text, { gapMs = 8, end = 'Enter' } = {}) =>
      press(end === 'none' ? [...text] : [...text, end], () => gapMs, 'at-once'),
    type: (text, gapsMs) => press([...text], (index) => gapsMs[index % gapsMs.length] ?? 0, 'as-pressed'),
    async seenGaps() {
      const pressed = await page.evaluate(() => window.pressedKeys ?? []);
      const times = pressed.filter(({ key }) => key !== 'Shift').map(({ at }) => at);
      return times.slice(1).map((at, index) => at - (times[index] ?? 0));
    },
  };
}

function until(atMs: number): Promise<void> {
  const leftMs = atMs - Date.now();
  return leftMs <= 0 ? Promise.resolve() : new Promise((resolve) => setTimeout(resolve, leftMs));
}

/** Down and up, what needs Shift with Shift around them, as readers send them. `timestamp` in seconds since 1970. */
function pressOne(session: CDPSession, key: string, timestamp: number): readonly Promise<unknown>[] {
  const needsShift = /^[A-Z:]$/.test(key);
  const modifiers = needsShift ? 8 : 0;
  const shape = { key, modifiers, timestamp, ...keyCodes(key) };
  const shift = { key: 'Shift', code: 'ShiftLeft', windowsVirtualKeyCode: 16, timestamp };
  const send = (type: 'keyDown' | 'rawKeyDown' | 'keyUp', rest: object) =>
    session.send('Input.dispatchKeyEvent', { type, ...rest });
  const text = key === 'Enter' ? '\r' : key.length === 1 ? key : undefined;
  return [
    ...(needsShift ? [send('rawKeyDown', { ...shift, modifiers })] : []),
    text === undefined
      ? send('rawKeyDown', shape)
      : send('keyDown', { ...shape, text, unmodifiedText: text.toLowerCase() }),
    send('keyUp', shape),
    ...(needsShift ? [send('keyUp', shift)] : []),
  ];
}

function keyCodes(key: string): { readonly code: string; readonly windowsVirtualKeyCode: number } {
  switch (key) {
    case 'Enter':
      return { code: 'Enter', windowsVirtualKeyCode: 13 };
    case 'Tab':
      return { code: 'Tab', windowsVirtualKeyCode: 9 };
    case '-':
      return { code: 'Minus', windowsVirtualKeyCode: 189 };
    case ':':
      return { code: 'Semicolon', windowsVirtualKeyCode: 186 };
    case ' ':
      return { code: 'Space', windowsVirtualKeyCode: 32 };
    default: {
      const capital = key.toUpperCase();
      const isDigit = /^\d$/.test(key);
      return { code: isDigit ? `Digit${key}` : `Key${capital}`, windowsVirtualKeyCode: capital.charCodeAt(0) };
    }
  }
}
