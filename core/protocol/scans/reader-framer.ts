import { type Step, type StepMachine, stay } from '../../kernel/step-machine.ts';

/**
 * Cuts the bytes of a reader on a serial port into codes (SCAN-1), wherever the chunks are cut. Bytes stay bytes: AIM identifiers and the
 * GS1 separator (0x1D) pass, and which letters they are is the adapter's business.
 *
 * A reader that sends CR, LF or a tab behind each code ends codes by that alone: what stops without it was cut off and is reported as
 * broken, as half a code could be another unit's. A reader that sends nothing ends a code by falling silent.
 */
export interface ReaderFramerState {
  readonly held: readonly number[];
  /** Bytes thrown away of a code that grew too long. */
  readonly dropped: number;
}

export type ReaderFramerInput =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array; readonly atMs: number }
  /** The time asked for with `wake-at` has come. */
  | { readonly kind: 'silence' }
  /** The port is gone: whatever is held will never be whole. */
  | { readonly kind: 'lost' };

export type ReaderFramerEffect =
  | { readonly kind: 'code'; readonly bytes: Uint8Array }
  | { readonly kind: 'broken'; readonly bytes: Uint8Array; readonly why: BrokenCodeReason }
  /** Send `silence` at this time unless bytes come before; replaces the time asked for earlier. */
  | { readonly kind: 'wake-at'; readonly atMs: number };

/** `no-end`: the reader stopped without its end sign. `too-long`: no code is that long, e.g. noise at a wrong speed. `lost`: unplugged within. */
export type BrokenCodeReason = 'no-end' | 'too-long' | 'lost';

export interface ReaderFraming {
  readonly suffix: 'enter' | 'tab' | 'none';
}

/** Longer than any code that the parser takes. */
export const LONGEST_CODE_BYTES = 4096;
/** Characters of one code follow each other within some milliseconds, over USB in packets. */
export const QUIET_END_MS = 80;
/** A reader that sends end signs is given this long to go on: Bluetooth cradles stall. */
export const GIVE_UP_MS = 1000;

const END_BYTES = { enter: [0x0d, 0x0a], tab: [0x09], none: [] } as const;

export function createReaderFramer({
  suffix,
}: ReaderFraming): StepMachine<ReaderFramerState, ReaderFramerInput, ReaderFramerEffect> {
  const ends: readonly number[] = END_BYTES[suffix];
  const endsBySilence = ends.length === 0;
  return {
    start: () => stay(EMPTY),
    step(state, input) {
      if (input.kind === 'bytes') {
        return takeBytes(state, input, ends);
      }
      const isWhole = endsBySilence && input.kind === 'silence';
      return {
        state: EMPTY,
        effects: isWhole ? whole(state) : broken(state, input.kind === 'lost' ? 'lost' : 'no-end'),
      };
    },
  };
}

const EMPTY: ReaderFramerState = { held: [], dropped: 0 };

function takeBytes(
  before: ReaderFramerState,
  { bytes, atMs }: Extract<ReaderFramerInput, { kind: 'bytes' }>,
  ends: readonly number[],
): Step<ReaderFramerState, ReaderFramerEffect> {
  const effects: ReaderFramerEffect[] = [];
  let held = [...before.held];
  let { dropped } = before;
  for (const byte of bytes) {
    if (ends.includes(byte)) {
      effects.push(...whole({ held, dropped }));
      held = [];
      dropped = 0;
    } else if (held.length < LONGEST_CODE_BYTES) {
      held.push(byte);
    } else {
      dropped += 1;
    }
  }
  if (held.length > 0) {
    effects.push({ kind: 'wake-at', atMs: atMs + (ends.length === 0 ? QUIET_END_MS : GIVE_UP_MS) });
  }
  return { state: { held, dropped }, effects };
}

/** An LF behind a CR ends nothing and is no code. */
function whole({ held, dropped }: ReaderFramerState): readonly ReaderFramerEffect[] {
  if (dropped > 0) {
    return [{ kind: 'broken', bytes: Uint8Array.from(held), why: 'too-long' }];
  }
  return held.length === 0 ? [] : [{ kind: 'code', bytes: Uint8Array.from(held) }];
}

function broken({ held, dropped }: ReaderFramerState, why: BrokenCodeReason): readonly ReaderFramerEffect[] {
  return held.length === 0
    ? []
    : [{ kind: 'broken', bytes: Uint8Array.from(held), why: dropped > 0 ? 'too-long' : why }];
}
