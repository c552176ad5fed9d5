import { createWedgeMachine, type WedgeEffect, type WedgeInput, type WedgeState } from '../wedge-burst.ts';
import { DEFAULT_WEDGE_PROFILE, type WedgeProfile } from '../wedge-profile.ts';

/**
 * A page with one focused field and one default button behind Enter, driven by a guard that performs the machine's effects. What a key
 * does when nobody swallows it is what a browser would do.
 */
export interface PlayedPage {
  field: string;
  presses: number;
  tabs: number;
  shortcuts: number;
  scans: string[];
  broken: string[];
}

export interface Stroke {
  readonly key: string;
  readonly atMs: number;
  readonly ctrl?: boolean;
  readonly alt?: boolean;
  readonly repeat?: boolean;
}

export type Timers = 'in-time' | 'late';

/** Plays the strokes on a fresh page. `late` timers stand for a page so busy that no timer fires between the keys. */
export function playKeys(
  strokes: readonly Stroke[],
  options: { profile?: WedgeProfile; timers?: Timers; field?: string } = {},
): PlayedPage {
  const { profile = DEFAULT_WEDGE_PROFILE, timers = 'in-time', field = '' } = options;
  const guard = createGuard(createWedgeMachine(profile), field);
  for (const stroke of strokes) {
    if (timers === 'in-time') {
      guard.wakeUntil(stroke.atMs);
    }
    const { key, atMs, ctrl = false, alt = false, repeat = false } = stroke;
    const modifiers = { ctrl, alt, meta: false, altGraph: false };
    if (!guard.send({ kind: 'key', key, timeStampMs: atMs, modifiers, repeat })) {
      pressKey(guard.page, stroke);
    }
  }
  guard.wakeUntil(Number.POSITIVE_INFINITY);
  return guard.page;
}

interface Guard {
  readonly page: PlayedPage;
  /** Feeds the machine and performs what it asks for; says whether the key was swallowed. */
  readonly send: (input: WedgeInput) => boolean;
  readonly wakeUntil: (nowMs: number) => void;
}

function createGuard(machine: ReturnType<typeof createWedgeMachine>, field: string): Guard {
  const page: PlayedPage = { field, presses: 0, tabs: 0, shortcuts: 0, scans: [], broken: [] };
  let state: WedgeState = machine.start().state;
  let remembered = field;
  let wakeAtMs = Number.POSITIVE_INFINITY;
  const perform = (effect: WedgeEffect): void => {
    switch (effect.kind) {
      case 'remember-field':
        remembered = page.field;
        return;
      case 'restore-field':
        page.field = remembered;
        return;
      case 'type-back':
        page.field += effect.text;
        return;
      case 'wake-at':
        wakeAtMs = effect.timeStampMs;
        return;
      case 'scanned':
        page.scans.push(effect.text);
        return;
      case 'scan-broken':
        page.broken.push(effect.text);
        return;
      case 'swallow-key':
        return;
    }
  };
  const send = (input: WedgeInput): boolean => {
    const next = machine.step(state, input);
    state = next.state;
    next.effects.forEach(perform);
    return next.effects.some((effect) => effect.kind === 'swallow-key');
  };
  const wakeUntil = (nowMs: number): void => {
    while (wakeAtMs < nowMs) {
      const dueMs = wakeAtMs;
      wakeAtMs = Number.POSITIVE_INFINITY;
      send({ kind: 'silence', timeStampMs: dueMs });
    }
  };
  return { page, send, wakeUntil };
}

function pressKey(page: PlayedPage, { key, ctrl = false, alt = false }: Stroke): void {
  if (ctrl !== alt) {
    page.shortcuts += 1;
  } else if (key === 'Enter') {
    page.presses += 1;
  } else if (key === 'Tab') {
    page.tabs += 1;
  } else if (key === 'Backspace') {
    page.field = page.field.slice(0, -1);
  } else if (key.length === 1) {
    page.field += key;
  }
}

/** Keys from 1000 ms on, at a steady or uneven pace: the gaps before each key but the first. */
export function keys(text: string, pace: number | readonly number[], end?: 'Enter' | 'Tab'): readonly Stroke[] {
  let atMs = 1000;
  return [...text, ...(end === undefined ? [] : [end])].map((key, index) => {
    atMs += index === 0 ? 0 : typeof pace === 'number' ? pace : (pace[index - 1] ?? 0);
    return { key, atMs };
  });
}

/** The same strokes, beginning at another time. */
export function startingAt(startMs: number, strokes: readonly Stroke[]): readonly Stroke[] {
  const shiftMs = startMs - (strokes[0]?.atMs ?? startMs);
  return strokes.map((stroke) => ({ ...stroke, atMs: stroke.atMs + shiftMs }));
}
