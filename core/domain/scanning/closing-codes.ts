import type { ControlCommand } from './control-command.ts';

/**
 * The sequence of two different codes that gives up a sheet without touching anything (ux rule 8): the first only arms, the second must
 * follow at once and on the same sheet. Whatever else is scanned in between disarms. Run by the page's sheet.
 */
export type ClosingState =
  | { readonly kind: 'unarmed' }
  | { readonly kind: 'armed'; readonly sessionId: string; readonly untilMs: number };

export const UNARMED: ClosingState = { kind: 'unarmed' };

/** Long enough to find the second code on the paper, too short to forget that the first was scanned. */
export const ARMED_FOR_MS = 15_000;

export type ClosingStep =
  /** Say that the second code is awaited. */
  | { readonly kind: 'armed'; readonly state: ClosingState }
  /** Give up the sheet now. */
  | { readonly kind: 'close'; readonly state: ClosingState }
  /** The second code came without the first, or too late, or for another sheet: say so, do nothing. */
  | { readonly kind: 'not-armed'; readonly state: ClosingState }
  /** Not about closing; an armed sheet is no longer. */
  | { readonly kind: 'nothing'; readonly state: ClosingState };

export interface ScannedOnSheet {
  /** Null for a scan that is no control code. */
  readonly command: ControlCommand | null;
  readonly sessionId: string;
  /** Of a clock that does not run backwards. */
  readonly atMs: number;
}

/** What one scan on a sheet means for giving it up. */
export function stepClosing(state: ClosingState, { command, sessionId, atMs }: ScannedOnSheet): ClosingStep {
  if (command === 'close') {
    return { kind: 'armed', state: { kind: 'armed', sessionId, untilMs: atMs + ARMED_FOR_MS } };
  }
  if (command !== 'close-confirm') {
    return { kind: 'nothing', state: UNARMED };
  }
  const isArmed = state.kind === 'armed' && state.sessionId === sessionId && atMs < state.untilMs;
  return { kind: isArmed ? 'close' : 'not-armed', state: UNARMED };
}
