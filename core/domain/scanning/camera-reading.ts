import { chooseCode } from './choose-code.ts';
import { countScan, DUPLICATE_WINDOW_MS, NO_SCANS, type RecentScans } from './duplicate-scan.ts';
import { type FoundCode, scanTextOfCode } from './image-code.ts';
import type { ScanContext } from './scan-context.ts';

/**
 * What a camera's frames amount to: a film shows the same code nine times a second, and a picture taken in motion may show bars that
 * read as something else. Used by the camera view; where the scan goes then is the scan router's business.
 */
export interface CameraMemory {
  readonly recent: RecentScans;
  /** Bars that one frame has shown and no second one yet. */
  readonly unconfirmed: { readonly text: string; readonly atMs: number } | null;
  /** For how long frames have been looked at, and when the last one was taken. */
  readonly watchedMs: number;
  readonly lastFrameAtMs: number | null;
}

export const NOTHING_SEEN: CameraMemory = {
  recent: NO_SCANS,
  unconfirmed: null,
  watchedMs: 0,
  lastFrameAtMs: null,
};

/** `scan`: hand it over. `unsure`: bars must be read from a second frame. `repeat`: the code that is still in view. `nothing`: no code. */
export type FrameOutcome =
  | { readonly kind: 'scan'; readonly text: string; readonly memory: CameraMemory }
  | { readonly kind: 'unsure' | 'repeat' | 'nothing'; readonly memory: CameraMemory };

export interface CameraFrame {
  readonly codes: readonly FoundCode[];
  /** What the screen behind waits for: decides between several codes of one label. */
  readonly awaiting: ScanContext['awaiting'];
  /** Must not run backwards. */
  readonly atMs: number;
}

/** A frame between two sightings may be blurred; after this the first one no longer counts. */
const CONFIRMATION_MS = 1_000;
/** On a busy machine frames come seconds apart. What nobody looked at proves nothing: a code is not away because no frame was read. */
const LONGEST_LOOK_MS = 300;

/** Takes one frame's codes. Bars carry a weak check (Code 39 none at all), so two frames must agree; square codes correct themselves. */
export function takeFrame(before: CameraMemory, { codes, awaiting, atMs: lastFrameAtMs }: CameraFrame): FrameOutcome {
  const lookedMs = Math.min(lastFrameAtMs - (before.lastFrameAtMs ?? lastFrameAtMs), LONGEST_LOOK_MS);
  const atMs = before.watchedMs + lookedMs;
  const memory: CameraMemory = { ...before, watchedMs: atMs, lastFrameAtMs };
  const [first, ...others] = codes;
  if (first === undefined) {
    return { kind: 'nothing', memory };
  }
  const code = chooseCode([first, ...others], awaiting);
  const text = scanTextOfCode(code);
  const isInView = memory.recent.some((scan) => scan.text === text && atMs - scan.atMs < DUPLICATE_WINDOW_MS);
  if (isBars(code) && !isInView && !isConfirmed(memory, { text, atMs })) {
    return { kind: 'unsure', memory: { ...memory, unconfirmed: { text, atMs } } };
  }
  const { kind, recent } = countScan(memory.recent, { source: 'camera', text, atMs });
  const remembered: CameraMemory = { ...memory, recent, unconfirmed: null };
  return kind === 'new' ? { kind: 'scan', text, memory: remembered } : { kind: 'repeat', memory: remembered };
}

function isBars({ symbology }: FoundCode): boolean {
  return symbology === 'Code128' || symbology === 'Code39';
}

function isConfirmed({ unconfirmed }: CameraMemory, now: { readonly text: string; readonly atMs: number }): boolean {
  return unconfirmed?.text === now.text && now.atMs - unconfirmed.atMs <= CONFIRMATION_MS;
}
