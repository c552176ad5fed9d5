import { latin1Text } from '../latin1.ts';

/**
 * Cuts the bytes of a Queclink unit into frames. A text frame begins with `+ACK:GT`, `+RESP:GT` or `+BUFF:GT` and ends in a send time, a
 * count number and `$`, with no line end (link.md §2B). A `$` without that tail stands inside a field and ends nothing. It knows no
 * commands and no time: the exchange machine decides what a frame is good for.
 */
export interface QueclinkFramer {
  /** What has begun and has not ended yet. */
  readonly pending: string;
  /** Bytes of `pending` that were looked at before. */
  readonly seen: number;
  /** Bytes thrown away since something grew beyond all limits; 0 when nothing did. */
  readonly discardedBytes: number;
}

export type QueclinkFrame =
  /** A whole text frame with its `$`. What it says is read in messages.ts. */
  | { readonly kind: 'frame'; readonly text: string }
  /** Something that began like a frame and was overtaken by the next one: damaged, nothing in it may be believed. */
  | { readonly kind: 'damaged'; readonly text: string }
  /** A report of a unit in HEX mode (`+RSP`, `+INF`, …), set aside unread. */
  | { readonly kind: 'binary'; readonly byteCount: number }
  /** Anything outside of frames: an echo, log output, the rest of something. */
  | { readonly kind: 'other'; readonly text: string }
  | { readonly kind: 'oversize'; readonly byteCount: number };

/** The longest published frame, a whole configuration, has about 1 KiB. */
export const MAX_FRAME_BYTES = 16 * 1024;

export const emptyQueclinkFramer: QueclinkFramer = { pending: '', seen: 0, discardedBytes: 0 };

/** Adds bytes, however they are cut. */
export function frameQueclinkBytes(
  state: QueclinkFramer,
  bytes: Uint8Array,
): { readonly state: QueclinkFramer; readonly frames: readonly QueclinkFrame[] } {
  const frames: QueclinkFrame[] = [];
  let now: QueclinkFramer = { ...state, pending: state.pending + latin1Text(bytes) };
  for (let cut = cutFirst(now); cut !== null; cut = cutFirst(now)) {
    frames.push(...cut.frames);
    now = cut.rest;
  }
  if (now.discardedBytes > 0 || now.pending.length > MAX_FRAME_BYTES) {
    // Only the beginning of a new head is worth keeping.
    const kept = partialHead(now.pending);
    const discardedBytes = now.discardedBytes + now.pending.length - kept.length;
    return { state: { pending: kept, seen: 0, discardedBytes }, frames };
  }
  return { state: { ...now, seen: now.pending.length }, frames };
}

/** Takes out what has not ended; null when there is nothing. */
export function flushQueclinkFramer(state: QueclinkFramer): QueclinkFrame | null {
  if (state.discardedBytes > 0) {
    return { kind: 'oversize', byteCount: state.discardedBytes + state.pending.length };
  }
  if (state.pending.trim() === '') {
    return null;
  }
  return BEGINS_BINARY.test(state.pending)
    ? { kind: 'binary', byteCount: state.pending.length }
    : { kind: BEGINS_TEXT.test(state.pending) ? 'damaged' : 'other', text: state.pending };
}

const TEXT = String.raw`\+(?:ACK|RESP|BUFF):GT`;
/** Headers of HEX mode; `+ACK` belongs to it only without a colon. */
const BINARY = String.raw`\+(?:RSP|BSP|EVT|BVT|INF|BNF|HBD|CRD|BRD|ACK(?!:))[\s\S]`;
const BEGINS_TEXT = new RegExp(`^${TEXT}`);
const BEGINS_BINARY = new RegExp(`^${BINARY}`);
const ANY_HEAD = `${TEXT}|${BINARY}`;
/** Send time (units may be told to leave it empty) and count number. */
const TAIL = String.raw`,(?:\d{14})?,[0-9A-Fa-f]{4}\$`;
const HEADS = [
  ...['+ACK:GT', '+RESP:GT', '+BUFF:GT'],
  ...['+RSP', '+BSP', '+EVT', '+BVT', '+INF', '+BNF', '+HBD', '+CRD', '+BRD'],
];
/** Longer than any head and any tail, so that one which is cut by a chunk is still found. */
const OVERLAP = 24;

interface Cut {
  readonly frames: readonly QueclinkFrame[];
  readonly rest: QueclinkFramer;
}

function cutFirst(state: QueclinkFramer): Cut | null {
  const { pending, seen, discardedBytes } = state;
  const from = Math.max(0, seen - OVERLAP);
  const isFrame = discardedBytes === 0 && BEGINS_TEXT.test(pending);
  const isBinary = discardedBytes === 0 && BEGINS_BINARY.test(pending);
  if (isFrame || isBinary) {
    return isFrame ? cutFrame(pending, from) : cutBinary(pending, from);
  }
  const head = find(pending, ANY_HEAD, from)?.index ?? -1;
  if (discardedBytes > 0) {
    return head === -1
      ? null
      : { frames: [{ kind: 'oversize', byteCount: discardedBytes + head }], rest: restFrom(pending, head) };
  }
  if (head > 0) {
    return { frames: others(pending.slice(0, head)), rest: restFrom(pending, head) };
  }
  const end = Math.max(pending.lastIndexOf('$'), pending.lastIndexOf('\r'), pending.lastIndexOf('\n')) + 1;
  return end === 0 ? null : { frames: others(pending.slice(0, end)), rest: restFrom(pending, end) };
}

function cutFrame(pending: string, from: number): Cut | null {
  const next = find(pending, TEXT, Math.max(1, from))?.index ?? -1;
  const tail = find(pending, TAIL, from);
  const end = tail === null ? -1 : tail.index + tail[0].length;
  if (end !== -1 && (next === -1 || end <= next)) {
    return { frames: [{ kind: 'frame', text: pending.slice(0, end) }], rest: restFrom(pending, end) };
  }
  return next === -1
    ? null
    : { frames: [{ kind: 'damaged', text: pending.slice(0, next) }], rest: restFrom(pending, next) };
}

/** The length inside a binary frame may be masked out by the unit's settings, so it ends where the next text frame begins. */
function cutBinary(pending: string, from: number): Cut | null {
  const next = find(pending, TEXT, Math.max(1, from))?.index ?? -1;
  return next === -1 ? null : { frames: [{ kind: 'binary', byteCount: next }], rest: restFrom(pending, next) };
}

function others(text: string): readonly QueclinkFrame[] {
  return text
    .split(/(?<=\$)|[\r\n]+/)
    .filter((piece) => piece.trim() !== '')
    .map((piece) => ({ kind: 'other', text: piece }));
}

function restFrom(pending: string, start: number): QueclinkFramer {
  return { pending: pending.slice(start), seen: 0, discardedBytes: 0 };
}

function find(text: string, pattern: string, from: number): RegExpExecArray | null {
  const search = new RegExp(pattern, 'g');
  search.lastIndex = from;
  return search.exec(text);
}

function partialHead(text: string): string {
  const plus = text.lastIndexOf('+');
  const end = plus === -1 ? '' : text.slice(plus);
  return end !== '' && HEADS.some((head) => head.startsWith(end)) ? end : '';
}
