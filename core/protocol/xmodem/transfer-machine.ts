// What both halves of XMODEM and YMODEM share as machines: what can happen to them, and that nothing happens to one that is over. What bytes
// and silence mean is told by each half's own table.
import { assertNever } from '../../kernel/assert-never.ts';
import { type Step, stay } from '../../kernel/step-machine.ts';

/** What happens to either half of a transfer; the time is the transfer's own. */
export type TransferInput = { readonly nowMs: number } & (
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | { readonly kind: 'time' }
  | { readonly kind: 'cancel' }
  | { readonly kind: 'lost'; readonly detail: string }
);

/** Nothing reaches a half that is over. */
export interface TransferOver {
  readonly phase: 'over';
}

/** What an input means to a half that is not over yet. */
export interface TransferTable<Open, State, Effect> {
  bytes(state: Open, bytes: Uint8Array, nowMs: number): Step<State, Effect>;
  /** Its deadline has come. */
  runOut(state: Open, nowMs: number): Step<State, Effect>;
  cancel(state: Open): Step<State, Effect>;
  lost(state: Open, detail: string): Step<State, Effect>;
}

/** When a half wants to be told the time; null when it is over. */
export function transferWakeAtMs(state: TransferOver | { readonly deadlineMs: number }): number | null {
  return 'deadlineMs' in state ? state.deadlineMs : null;
}

export function stepTransfer<Open extends { readonly phase: string; readonly deadlineMs: number }, Effect>(
  table: TransferTable<Open, Open | TransferOver, Effect>,
  state: Open | TransferOver,
  input: TransferInput,
): Step<Open | TransferOver, Effect> {
  if (!('deadlineMs' in state)) {
    return stay(state);
  }
  switch (input.kind) {
    case 'bytes':
      return table.bytes(state, input.bytes, input.nowMs);
    case 'time':
      return input.nowMs >= state.deadlineMs ? table.runOut(state, input.nowMs) : stay(state);
    case 'cancel':
      return table.cancel(state);
    case 'lost':
      return table.lost(state, input.detail);
    default:
      return assertNever(input);
  }
}
