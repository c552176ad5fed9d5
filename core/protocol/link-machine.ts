import type { Step } from '../kernel/step-machine.ts';

/**
 * What every pure exchange machine of a cable is fed with and asks for, whatever its family frames and correlates. The unit session of the
 * station runs them; each family has its own requests and outcomes.
 */
export type LinkInput<Request> = { readonly nowMs: number } & (
  | { readonly kind: 'ask'; readonly request: Request }
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | { readonly kind: 'time' }
  | { readonly kind: 'cancel' }
  | { readonly kind: 'lost'; readonly detail: string }
);

export type LinkEffect<Outcome> =
  | { readonly kind: 'write'; readonly text: string }
  | { readonly kind: 'answer'; readonly outcome: Outcome }
  | { readonly kind: 'log'; readonly role: LineRole; readonly text: string };

/** How a received line was used, for the capture. */
export type LineRole = 'answer' | 'echo' | 'noise' | 'late' | 'oversize' | 'cut';

/** One family's machine as the runner needs it. */
export interface LinkMachine<State, Request, Outcome> {
  readonly start: State;
  readonly step: (state: State, input: LinkInput<Request>) => Step<State, LinkEffect<Outcome>>;
  /** When it wants to be told the time, in the scale of `nowMs`; null when it waits for nothing. */
  readonly wakeAtMs: (state: State) => number | null;
  /** True once the cable is gone. */
  readonly isLost: (state: State) => boolean;
}
