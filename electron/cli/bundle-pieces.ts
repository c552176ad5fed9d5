import { closeSync, openSync, readSync } from 'node:fs';

/** A part of an exported trail: an entry, or something of what stands around all of them. */
export interface BundlePiece {
  readonly kind: 'around' | 'entry';
  readonly bytes: Buffer;
}

const chunkBytes = 1024 * 1024;
/** An entry is about one kilobyte, and the rest of an export some ten. */
const longestPiece = 16 * 1024 * 1024;

const byte = { quote: 0x22, comma: 0x2c, openList: 0x5b, backslash: 0x5c, closeList: 0x5d, open: 0x7b, close: 0x7d };
/** What stands right before the list of entries, blanks aside. */
const entriesKey = '"entries":';

interface ScanState {
  depth: number;
  isInText: boolean;
  isEscaped: boolean;
  isInEntries: boolean;
  /** The last characters on the outermost level, blanks aside. */
  tail: string;
  /** Of the piece that is being read, from chunks before this one. */
  readonly begun: Buffer[];
  begunBytes: number;
}

/**
 * Splits JSON whose outermost object has a list called `entries` into the parts of that list and all else, without holding more than one
 * part. It understands as much of JSON as that takes; whether the parts are JSON is for whoever parses them. Throws what reading throws.
 */
export function* piecesOf(path: string): Generator<BundlePiece> {
  const state: ScanState = {
    depth: 0,
    isInText: false,
    isEscaped: false,
    isInEntries: false,
    tail: '',
    begun: [],
    begunBytes: 0,
  };
  for (const chunk of chunksOf(path)) {
    yield* piecesIn(chunk, state);
    if (state.begunBytes > longestPiece) {
      break;
    }
  }
  yield ended(state, Buffer.alloc(0));
}

function* piecesIn(chunk: Buffer, state: ScanState): Generator<BundlePiece> {
  let from = 0;
  for (let index = 0; index < chunk.length; index += 1) {
    const before = state.isInEntries;
    const isEnd = step(chunk[index] ?? 0, state);
    if (isEnd) {
      // The bracket that opens the list belongs to what is around it, and so does the one that closes it.
      const until = before ? index : index + 1;
      yield ended(state, chunk.subarray(from, until), before);
      from = before && state.isInEntries ? index + 1 : until;
    }
  }
  const rest = Buffer.from(chunk.subarray(from));
  state.begun.push(rest);
  state.begunBytes += rest.length;
}

function ended(state: ScanState, last: Buffer, isEntry: boolean = state.isInEntries): BundlePiece {
  const bytes = Buffer.concat([...state.begun.splice(0), last]);
  state.begunBytes = 0;
  return { kind: isEntry ? 'entry' : 'around', bytes };
}

/** Takes one more byte; true where a piece ends with it. */
function step(one: number, state: ScanState): boolean {
  if (state.isInText) {
    stepInText(one, state);
    return false;
  }
  const isOutermost = state.depth === 1;
  switch (one) {
    case byte.quote:
      state.isInText = true;
      break;
    case byte.open:
    case byte.openList:
      state.depth += 1;
      break;
    case byte.close:
    case byte.closeList:
      state.depth -= 1;
      break;
  }
  if (state.isInEntries) {
    const isListOver = state.depth === 1;
    state.isInEntries = !isListOver;
    return isListOver || (one === byte.comma && state.depth === 2);
  }
  if (isOutermost && one === byte.openList && state.tail === entriesKey) {
    state.isInEntries = true;
    return true;
  }
  noteTail(one, state);
  return false;
}

function stepInText(one: number, state: ScanState): void {
  if (state.isEscaped) {
    state.isEscaped = false;
  } else if (one === byte.backslash) {
    state.isEscaped = true;
  } else if (one === byte.quote) {
    state.isInText = false;
  }
  noteTail(one, state);
}

function noteTail(one: number, state: ScanState): void {
  if (state.depth === 1 && !state.isInEntries && one > 0x20) {
    state.tail = `${state.tail}${String.fromCharCode(one)}`.slice(-entriesKey.length);
  }
}

function* chunksOf(path: string): Generator<Buffer> {
  const file = openSync(path, 'r');
  try {
    const chunk = Buffer.alloc(chunkBytes);
    for (let length = readSync(file, chunk); length > 0; length = readSync(file, chunk)) {
      yield chunk.subarray(0, length);
    }
  } finally {
    closeSync(file);
  }
}
