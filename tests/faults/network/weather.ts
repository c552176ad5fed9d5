/** What becomes of one exchange: the bytes of a request and those of the answer to it. Nothing is ever changed in them. */
export interface Weather {
  /** Every piece of either direction is this late. */
  readonly delayMs?: number;
  /** No faster than this, either direction. */
  readonly bytesPerSecond?: number;
  /** The connection is reset after this many bytes of one direction. */
  readonly cut?: { readonly direction: Direction; readonly afterBytes: number };
  /** The request arrives and is answered; the answer is swallowed and the connection reset. */
  readonly dropsAnswer?: boolean;
  /** The request is swallowed, and the connection stays open for as long as the caller likes. */
  readonly halfOpen?: boolean;
  /** The request is passed on only when this resolves, even if the caller has given up by then: a later connection overtakes it. */
  readonly heldUntil?: Promise<void>;
  /** The caller's connection is reset at once; with `heldUntil` its request arrives when nobody waits for the answer any more. */
  readonly losesCaller?: boolean;
}

export type Direction = 'request' | 'answer';

export const fairWeather: Weather = {};
