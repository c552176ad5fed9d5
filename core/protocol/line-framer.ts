import { latin1Text } from './latin1.ts';

/**
 * Cuts a byte stream into lines at CRLF, CR or LF, wherever the chunks are cut. Used by every text protocol on the cable.
 * It knows nothing of commands and answers, and it never decides by time: the exchange machine looks at `pending`.
 */
export interface FramerState {
  /** Text after the last line end, at most `MAX_LINE_BYTES` long. */
  readonly pending: string;
  /** A CR ended the last line: an LF that follows belongs to it. */
  readonly afterCarriageReturn: boolean;
  /** Bytes of the present line thrown away because it grew too long; 0 when it did not. */
  readonly discardedBytes: number;
}

export type Frame =
  | { readonly kind: 'line'; readonly text: string }
  /** A line over the limit, e.g. noise at a wrong baud rate. Its content is gone, its length is evidence. */
  | { readonly kind: 'oversize'; readonly byteCount: number };

/** No unit sends longer lines; without a limit noise would fill the memory. */
export const MAX_LINE_BYTES = 64 * 1024;

export const emptyFramer: FramerState = { pending: '', afterCarriageReturn: false, discardedBytes: 0 };

/** Adds bytes. Empty lines are left out: doubled line ends are common and mean nothing. */
export function frameBytes(
  state: FramerState,
  bytes: Uint8Array,
): { readonly state: FramerState; readonly frames: readonly Frame[] } {
  if (bytes.length === 0) {
    return { state, frames: [] };
  }
  const received = latin1Text(bytes);
  const text = state.afterCarriageReturn && received.startsWith('\n') ? received.slice(1) : received;
  const pieces = text.split(/\r\n|\r|\n/);
  const rest = pieces.pop() ?? '';
  const frames: Frame[] = [];
  let line: FramerState = { ...state, afterCarriageReturn: false };
  for (const piece of pieces) {
    line = grow(line, piece);
    if (line.discardedBytes > 0) {
      frames.push({ kind: 'oversize', byteCount: line.discardedBytes });
    } else if (line.pending !== '') {
      frames.push({ kind: 'line', text: line.pending });
    }
    line = emptyFramer;
  }
  return { state: { ...grow(line, rest), afterCarriageReturn: received.endsWith('\r') }, frames };
}

/** Takes out what has no line end yet; null when there is nothing. */
export function flushFramer(state: FramerState): { readonly state: FramerState; readonly frame: Frame | null } {
  if (state.discardedBytes > 0) {
    return { state: emptyFramer, frame: { kind: 'oversize', byteCount: state.discardedBytes } };
  }
  return { state: emptyFramer, frame: state.pending === '' ? null : { kind: 'line', text: state.pending } };
}

function grow(state: FramerState, piece: string): FramerState {
  if (state.discardedBytes > 0) {
    return { ...state, discardedBytes: state.discardedBytes + piece.length };
  }
  const pending = state.pending + piece;
  if (pending.length > MAX_LINE_BYTES) {
    return { ...state, pending: '', discardedBytes: pending.length };
  }
  return { ...state, pending };
}
