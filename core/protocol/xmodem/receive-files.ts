// The receiving half of XMODEM-CRC, XMODEM-1K and YMODEM batch as a step machine (link.md §4): bytes and time in, answers out. What it hands
// over is the file, or nothing: an end that comes in a doubtful place breaks off, because XMODEM itself could not tell a short file.
import { type Step, stay } from '../../kernel/step-machine.ts';
import { cancelBytes, control, frameLengthOf, readBlock } from './blocks.ts';
import {
  stepTransfer,
  type TransferInput,
  type TransferOver,
  type TransferTable,
  transferWakeAtMs,
} from './transfer-machine.ts';
import { readHeader, type YmodemHeader } from './ymodem-header.ts';

export interface ReceiveJob {
  /** Large blocks are taken in either. */
  readonly protocol: 'xmodem' | 'ymodem';
  /** Exact length of the one file of XMODEM where somebody told it; without it the padding stays at the end. */
  readonly length?: number;
  readonly timing?: Partial<ReceiveTiming>;
}

export interface ReceiveTiming {
  readonly callEveryMs: number;
  /** For the next block, once the first has come. */
  readonly blockMs: number;
  /** Between two bytes of a block, and the silence after a damaged one. */
  readonly betweenBytesMs: number;
}

const usualTiming: ReceiveTiming = { callEveryMs: 3_000, blockMs: 10_000, betweenBytesMs: 1_000 };
const callsAtMost = 10;
const errorsPerBlock = 10;

export type ReceiveEffect =
  | { readonly kind: 'send'; readonly bytes: Uint8Array }
  | { readonly kind: 'progress'; readonly takenBytes: number; readonly totalBytes: number | null }
  | { readonly kind: 'ended'; readonly outcome: ReceiveOutcome };

export interface ReceivedFile {
  /** As the sender says; empty in XMODEM. Not fit to be used as a path. */
  readonly name: string;
  readonly bytes: Uint8Array;
  /** False where nobody told the length, so that padding may stand at the end. */
  readonly isExact: boolean;
}

export type ReceiveOutcome =
  /** Every file here is whole. `isEnded` is false where YMODEM's sender never said that there are no more. */
  | { readonly kind: 'received'; readonly files: readonly ReceivedFile[]; readonly isEnded: boolean }
  | { readonly kind: 'nothing-came' }
  | { readonly kind: 'stopped-by-sender' }
  | { readonly kind: 'line-too-bad' }
  /** `sequence`: a block is missing. `length`: shorter or longer than announced. `end`: the end came where blocks may be missing. */
  | { readonly kind: 'broken-off'; readonly why: 'sequence' | 'length' | 'end' | 'header' }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'port-lost'; readonly detail: string };

interface Open {
  /** `calling`: nothing of the file has come. `taking`: blocks come. `clearing`: waits for silence after damage. */
  readonly phase: 'calling' | 'taking' | 'clearing';
  readonly job: ReceiveJob;
  readonly timing: ReceiveTiming;
  readonly deadlineMs: number;
  readonly calls: number;
  readonly buffer: Uint8Array;
  /** Null while YMODEM's block 0 is waited for, and in XMODEM. */
  readonly header: YmodemHeader | null;
  readonly files: readonly ReceivedFile[];
  readonly blocks: readonly Uint8Array[];
  readonly takenBytes: number;
  /** Number of the next block, 0 to 255. */
  readonly expected: number;
  readonly errors: number;
  /** Something damaged came after the last good block, so that the sender may be further than it should. */
  readonly isDoubtful: boolean;
  /** The end was refused once; the sender says it again. */
  readonly endRefused: boolean;
}
export type ReceiveState = Open | TransferOver;
type Next = Step<ReceiveState, ReceiveEffect>;

const nothing = new Uint8Array();
const say = (...bytes: readonly number[]): ReceiveEffect => ({ kind: 'send', bytes: Uint8Array.from(bytes) });

/** Calls for the first block at once. */
export function startReceiving(job: ReceiveJob, nowMs: number): Next {
  const state: Open = {
    phase: 'calling',
    job,
    timing: { ...usualTiming, ...job.timing },
    deadlineMs: nowMs,
    calls: 0,
    buffer: nothing,
    header: null,
    files: [],
    blocks: [],
    takenBytes: 0,
    expected: job.protocol === 'ymodem' ? 0 : 1,
    errors: 0,
    isDoubtful: false,
    endRefused: false,
  };
  return call(state, nowMs);
}

const table: TransferTable<Open, ReceiveState, ReceiveEffect> = {
  bytes: hear,
  runOut,
  cancel: () => breakOff({ kind: 'cancelled' }),
  lost: (_state, detail) => stay({ phase: 'over' }, { kind: 'ended', outcome: { kind: 'port-lost', detail } }),
};

/** When the machine wants to be told the time; null when it is over. */
export function receivingWakeAtMs(state: ReceiveState): number | null {
  return transferWakeAtMs(state);
}

export function stepReceiving(state: ReceiveState, input: TransferInput): Next {
  return stepTransfer(table, state, input);
}

function hear(state: Open, bytes: Uint8Array, nowMs: number): Next {
  if (state.phase === 'clearing') {
    return isBrokenOff(bytes) ? stopped() : stay({ ...state, deadlineMs: nowMs + state.timing.betweenBytesMs });
  }
  const buffer = appended(state.buffer, bytes);
  const length = frameLengthOf(buffer[0]);
  if (length !== null) {
    return buffer.length < length
      ? stay({ ...state, buffer, deadlineMs: nowMs + state.timing.betweenBytesMs })
      : takeFrame({ ...state, buffer: nothing }, buffer, { length, nowMs });
  }
  const clean: Open = { ...state, buffer: nothing };
  if (buffer[0] === control.cancel) {
    if (isBrokenOff(buffer)) {
      return stopped();
    }
    return buffer.length === 1
      ? stay({ ...state, buffer, deadlineMs: nowMs + state.timing.betweenBytesMs })
      : doubt(clean, nowMs);
  }
  // An end among other bytes may be a piece of a block.
  return buffer.length === 1 && buffer[0] === control.endOfFile ? takeEnd(clean, nowMs) : doubt(clean, nowMs);
}

function appended(buffer: Uint8Array, bytes: Uint8Array): Uint8Array {
  const both = new Uint8Array(buffer.length + bytes.length);
  both.set(buffer);
  both.set(bytes, buffer.length);
  return both;
}

function isBrokenOff(bytes: Uint8Array): boolean {
  return bytes.some((byte, index) => byte === control.cancel && bytes[index + 1] === control.cancel);
}

/** Whatever stands behind a whole block in one piece is nobody's: a sender waits for the answer. */
function takeFrame(
  state: Open,
  bytes: Uint8Array,
  { length, nowMs }: { readonly length: number; readonly nowMs: number },
): Next {
  const reading = readBlock(bytes.subarray(0, length));
  if (reading.kind === 'damaged' || bytes.length > length) {
    return doubt(state, nowMs);
  }
  const fresh: Open = { ...state, errors: 0, isDoubtful: false, endRefused: false };
  if (reading.number === state.expected) {
    return state.job.protocol === 'ymodem' && state.header === null
      ? takeHeader(fresh, reading.data, nowMs)
      : takeData(fresh, reading.data, nowMs);
  }
  const isRepeated = reading.number === ((state.expected + 255) & 0xff) && hasTaken(state);
  if (!isRepeated) {
    return breakOff({ kind: 'broken-off', why: 'sequence' });
  }
  const answered: Open = { ...fresh, deadlineMs: nowMs + state.timing.blockMs };
  // The header came again, because its answer was lost: the call behind it was lost with it.
  return state.blocks.length === 0 ? andCall(answered, nowMs) : stay(answered, say(control.accepted));
}

function hasTaken({ blocks, header }: Open): boolean {
  return blocks.length > 0 || header !== null;
}

function takeHeader(state: Open, data: Uint8Array, nowMs: number): Next {
  const header = readHeader(data);
  if (header === null) {
    return breakOff({ kind: 'broken-off', why: 'header' });
  }
  if (header.name === '') {
    return stay({ phase: 'over' }, say(control.accepted), {
      kind: 'ended',
      outcome: { kind: 'received', files: state.files, isEnded: true },
    });
  }
  return andCall({ ...state, header, expected: 1, blocks: [], takenBytes: 0, calls: 0 }, nowMs);
}

function andCall(state: Open, nowMs: number): Next {
  const { state: next, effects } = call({ ...state, calls: 0 }, nowMs);
  return { state: next, effects: [say(control.accepted), ...effects] };
}

function takeData(state: Open, data: Uint8Array, nowMs: number): Next {
  const totalBytes = lengthOf(state);
  if (totalBytes !== null && state.takenBytes >= totalBytes) {
    return breakOff({ kind: 'broken-off', why: 'length' });
  }
  const takenBytes = state.takenBytes + data.length;
  const next: Open = {
    ...state,
    phase: 'taking',
    blocks: [...state.blocks, data],
    takenBytes,
    expected: (state.expected + 1) & 0xff,
    deadlineMs: nowMs + state.timing.blockMs,
  };
  const shown = totalBytes === null ? takenBytes : Math.min(takenBytes, totalBytes);
  return stay(next, say(control.accepted), { kind: 'progress', takenBytes: shown, totalBytes });
}

/**
 * The end of a file is refused once: a byte alone is easily damaged into another, two in a row are not. The second time it is judged. An end
 * behind a finished file comes again because its answer was lost.
 */
function takeEnd(state: Open, nowMs: number): Next {
  if (state.header === null && state.files.length > 0) {
    return andCall(state, nowMs);
  }
  const length = lengthOf(state);
  if (state.blocks.length === 0 && length !== 0) {
    return doubt(state, nowMs);
  }
  if (!state.endRefused) {
    const refused: Open = { ...state, phase: 'taking', endRefused: true, deadlineMs: nowMs + state.timing.blockMs };
    return stay(refused, say(control.repeat));
  }
  if (length === null ? state.isDoubtful : state.takenBytes < length) {
    return breakOff({ kind: 'broken-off', why: length === null ? 'end' : 'length' });
  }
  const file: ReceivedFile = {
    name: state.header?.name ?? '',
    bytes: joined(state, length),
    isExact: length !== null,
  };
  const files = [...state.files, file];
  if (state.job.protocol === 'xmodem') {
    return stay({ phase: 'over' }, say(control.accepted), {
      kind: 'ended',
      outcome: { kind: 'received', files, isEnded: true },
    });
  }
  const next: Open = { ...state, files, header: null, blocks: [], takenBytes: 0, expected: 0, endRefused: false };
  return andCall(next, nowMs);
}

function lengthOf({ job, header }: Open): number | null {
  return job.protocol === 'ymodem' ? (header?.length ?? null) : (job.length ?? null);
}

function joined({ blocks, takenBytes }: Open, length: number | null): Uint8Array {
  const bytes = new Uint8Array(takenBytes);
  let at = 0;
  for (const block of blocks) {
    bytes.set(block, at);
    at += block.length;
  }
  return length === null ? bytes : bytes.slice(0, length);
}

/** Damage: nothing is answered before the line is silent, so that the answer stands behind all of it. */
function doubt(state: Open, nowMs: number): Next {
  return stay({ ...state, phase: 'clearing', isDoubtful: true, deadlineMs: nowMs + state.timing.betweenBytesMs });
}

function runOut(state: Open, nowMs: number): Next {
  const clean: Open = { ...state, buffer: nothing, isDoubtful: state.isDoubtful || state.buffer.length > 0 };
  const isSilent = state.phase === 'calling' && state.buffer.length === 0;
  // A refusal in place of the very first call would ask a sender for the old checksum.
  if (isSilent || !hasTaken(state)) {
    return state.calls < callsAtMost ? call(clean, nowMs) : giveUpCalling(state);
  }
  if (state.errors >= errorsPerBlock) {
    return breakOff({ kind: 'line-too-bad' });
  }
  const deadlineMs = nowMs + state.timing.blockMs;
  const again: Open = { ...clean, phase: 'taking', errors: state.errors + 1, deadlineMs };
  return stay(again, say(control.repeat));
}

function giveUpCalling({ files }: Open): Next {
  return breakOff(files.length === 0 ? { kind: 'nothing-came' } : { kind: 'received', files, isEnded: false });
}

function call(state: Open, nowMs: number): Next {
  const next: Open = {
    ...state,
    phase: 'calling',
    calls: state.calls + 1,
    deadlineMs: nowMs + state.timing.callEveryMs,
  };
  return stay(next, say(control.call));
}

function stopped(): Next {
  return stay({ phase: 'over' }, { kind: 'ended', outcome: { kind: 'stopped-by-sender' } });
}

function breakOff(outcome: ReceiveOutcome): Next {
  return stay({ phase: 'over' }, { kind: 'send', bytes: cancelBytes }, { kind: 'ended', outcome });
}
