import { latin1Text } from '../latin1.ts';

/**
 * What the two adapters have in common: a session asks the vehicle once for its VIN and ends. Pure; the reader of core/ports runs it over a
 * serial port. Bytes and time come in, text to write and one reading go out.
 */
export interface BusSession<State> {
  /** What is written first. */
  start(nowMs: number): BusStep<State>;
  hear(state: State, text: string, nowMs: number): BusStep<State>;
  /** The time that `wakeAtMs` named has come. */
  wake(state: State, nowMs: number): BusStep<State>;
  wakeAtMs(state: State): number;
  /** Leaves the adapter as it was found: off the bus. Written however the session ends. */
  readonly farewell: string;
}

export interface BusStep<State> {
  readonly state: State;
  readonly write: string;
  /** Null while the session goes on. */
  readonly reading: BusReading | null;
}

export type BusReading =
  /** What the control units of the vehicle say, each different text once. More than one is for a person to sort out. */
  | { readonly kind: 'told'; readonly vins: readonly string[] }
  /** There is traffic, but nobody tells a VIN. */
  | { readonly kind: 'no-answer' }
  /** Nothing at all is heard on the bus. */
  | { readonly kind: 'silent-bus' }
  /** What is on the port does not speak this adapter's language. */
  | { readonly kind: 'no-adapter' }
  /** The adapter is there and could not do it; its own word. */
  | { readonly kind: 'bus-trouble'; readonly word: string }
  | { readonly kind: 'unreadable'; readonly detail: string };

/**
 * The VIN in the bytes of PGN 65260 or of OBD service 09: up to the `*` that ends it, without padding. Null where a control unit has none
 * (all 00 or FF); `unreadable` where other bytes stand in it.
 */
export function vinIn(
  bytes: readonly number[],
): { readonly kind: 'vin'; readonly vin: string } | { readonly kind: 'none' | 'unreadable' } {
  const end = bytes.indexOf(STAR);
  const told = end === -1 ? bytes : bytes.slice(0, end);
  const first = told.findIndex((byte) => !padding.has(byte));
  const last = told.findLastIndex((byte) => !padding.has(byte));
  const vin = first === -1 ? '' : latin1Text(Uint8Array.from(told.slice(first, last + 1))).toUpperCase();
  if (vin === '') {
    return { kind: 'none' };
  }
  return /^[A-Z0-9]{4,17}$/.test(vin) ? { kind: 'vin', vin } : { kind: 'unreadable' };
}

const STAR = 0x2a;
/** NUL, blank, not available. */
const padding: ReadonlySet<number> = new Set([0x00, 0x20, 0xff]);
