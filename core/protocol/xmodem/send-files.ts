// The sending half of XMODEM-CRC, XMODEM-1K and YMODEM batch as a step machine (link.md §4): answers and time in, blocks out. Used by drivers
// that hand a file to a unit. Lines repeat bytes, and a second acknowledgement taken for the next block would leave a hole in the file: what
// stands behind an answer is passed over, and after a block that was sent twice the line has to fall silent.
import { assertNever } from '../../kernel/assert-never.ts';
import { invariant } from '../../kernel/invariant.ts';
import { type Step, stay } from '../../kernel/step-machine.ts';
import { blockLength, cancelBytes, control, encodeBlock, largeBlockLength } from './blocks.ts';
import {
  stepTransfer,
  type TransferInput,
  type TransferOver,
  type TransferTable,
  transferWakeAtMs,
} from './transfer-machine.ts';
import { encodeHeader } from './ymodem-header.ts';

export interface OutgoingFile {
  /** ASCII; told to the receiver by YMODEM only. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface SendJob {
  /** XMODEM carries one file without name and length; YMODEM any number with both, in large blocks. */
  readonly protocol: 'xmodem' | 'xmodem-1k' | 'ymodem';
  readonly files: readonly OutgoingFile[];
  readonly timing?: Partial<SendTiming>;
}

export interface SendTiming {
  /** For the first call of the receiver. */
  readonly firstCallMs: number;
  /** For every later call, between files. */
  readonly callMs: number;
  /** For the answer to a block. */
  readonly answerMs: number;
  /** For the answer to the end of a batch: by then everything is acknowledged, and some receivers are gone before their last byte is. */
  readonly lastAnswerMs: number;
  /** A call that comes so long after a block asks for it again; an earlier one was on its way already. */
  readonly lateCallMs: number;
  /** Silence after a block that was sent more than once, so that a second answer to it is not taken for one to the next. */
  readonly settleMs: number;
}

const usualTiming: SendTiming = {
  firstCallMs: 60_000,
  callMs: 30_000,
  answerMs: 10_000,
  lastAnswerMs: 2_000,
  lateCallMs: 2_500,
  settleMs: 400,
};
const repeatsPerBlock = 10;
const repeatsOfLast = 2;

export type SendEffect =
  | { readonly kind: 'send'; readonly bytes: Uint8Array }
  /** Bytes that the receiver has acknowledged. */
  | { readonly kind: 'progress'; readonly sentBytes: number; readonly totalBytes: number }
  | { readonly kind: 'ended'; readonly outcome: SendOutcome };

export type SendOutcome =
  /** Every file was acknowledged to its end. `repeats`: how often something had to be sent again. */
  | { readonly kind: 'sent'; readonly repeats: number }
  | { readonly kind: 'not-called' }
  | { readonly kind: 'stopped-by-receiver'; readonly sentBytes: number }
  | { readonly kind: 'line-too-bad'; readonly sentBytes: number }
  /** All blocks were taken, and the end of the file was not: the receiver may keep the file or not. */
  | { readonly kind: 'not-confirmed' }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'port-lost'; readonly detail: string };

/** What is sent in one go and answered by one byte. `offset` is where its data begins in the file. */
type Part =
  | { readonly kind: 'header'; readonly file: number }
  | { readonly kind: 'data'; readonly file: number; readonly offset: number; readonly number: number }
  | { readonly kind: 'end'; readonly file: number }
  | { readonly kind: 'end-of-batch' };

interface Shared {
  readonly job: SendJob;
  readonly timing: SendTiming;
  readonly part: Part;
  readonly deadlineMs: number;
  /** Cancel bytes in a row. */
  readonly cancels: number;
  readonly repeats: number;
}
/** Waits for the receiver to call for this part. */
interface Calling extends Shared {
  readonly phase: 'calling';
}
interface Asking extends Shared {
  readonly phase: 'asking';
  readonly askedMs: number;
  readonly tries: number;
}
/** The part before is answered; this one waits until the line is silent. */
interface Settling extends Shared {
  readonly phase: 'settling';
  readonly needsCall: boolean;
}
type Open = Calling | Asking | Settling;
export type SendState = Open | TransferOver;
type Next = Step<SendState, SendEffect>;

/** Begins to wait for the receiver's first call. XMODEM takes exactly one file. */
export function startSending(job: SendJob, nowMs: number): Next {
  invariant(job.protocol === 'ymodem' || job.files.length === 1, 'XMODEM carries one file');
  const timing = { ...usualTiming, ...job.timing };
  const part: Part = job.protocol === 'ymodem' ? headerOf(job, 0) : dataAt(job, 0, { offset: 0, number: 1 });
  return stay({ phase: 'calling', job, timing, part, deadlineMs: nowMs + timing.firstCallMs, cancels: 0, repeats: 0 });
}

const table: TransferTable<Open, SendState, SendEffect> = {
  bytes: hear,
  runOut,
  cancel: () => over({ kind: 'cancelled' }, { kind: 'send', bytes: cancelBytes }),
  lost: (_state, detail) => over({ kind: 'port-lost', detail }),
};

/** When the machine wants to be told the time; null when it is over. */
export function sendingWakeAtMs(state: SendState): number | null {
  return transferWakeAtMs(state);
}

export function stepSending(state: SendState, input: TransferInput): Next {
  return stepTransfer(table, state, input);
}

function hear(state: Open, bytes: Uint8Array, nowMs: number): Next {
  let now = state;
  for (const [index, byte] of bytes.entries()) {
    now = { ...now, cancels: byte === control.cancel ? now.cancels + 1 : 0 };
    if (now.cancels >= 2) {
      return over({ kind: 'stopped-by-receiver', sentBytes: acknowledged(now) });
    }
    const answered = takeByte(now, byte, nowMs);
    if (answered !== null) {
      // What stands behind an answer came too early to answer the next part, but may be the call for it.
      const isCalled = answered.state.phase === 'calling' && bytes.slice(index + 1).includes(control.call);
      return isCalled ? andThen(answered, (next) => hear(next, Uint8Array.of(control.call), nowMs)) : answered;
    }
  }
  return stay(now.phase === 'settling' ? stillSettling(now, bytes, nowMs) : now);
}

/** Every byte prolongs the silence that is waited for; a call among them need not come again. */
function stillSettling(state: Settling, bytes: Uint8Array, nowMs: number): Settling {
  const needsCall = state.needsCall && !bytes.includes(control.call);
  return { ...state, needsCall, deadlineMs: nowMs + state.timing.settleMs };
}

/** What follows from one byte; null when it says nothing now. */
function takeByte(state: Open, byte: number, nowMs: number): Next | null {
  switch (state.phase) {
    case 'calling':
      return takeCall(state, byte, nowMs);
    case 'settling':
      return null;
    case 'asking':
      return takeAnswer(state, byte, nowMs);
    default:
      return assertNever(state);
  }
}

/** A refusal in place of a call is one of the end that seemed to be acknowledged. */
function takeCall(state: Calling, byte: number, nowMs: number): Next | null {
  if (byte === control.call) {
    return send(state, { tries: 1, nowMs });
  }
  const ended = byte === control.repeat ? fileEndedBefore(state) : null;
  return ended === null ? null : send({ ...state, part: ended, repeats: state.repeats + 1 }, { tries: 2, nowMs });
}

function fileEndedBefore({ job, part }: Calling): Part | null {
  switch (part.kind) {
    case 'header':
      return part.file === 0 ? null : { kind: 'end', file: part.file - 1 };
    case 'end-of-batch':
      return job.files.length === 0 ? null : { kind: 'end', file: job.files.length - 1 };
    default:
      return null;
  }
}

function takeAnswer(state: Asking, byte: number, nowMs: number): Next | null {
  switch (byte) {
    case control.accepted:
      return advance(state, nowMs);
    case control.repeat:
      return again(state, nowMs);
    case control.call:
      return nowMs - state.askedMs >= state.timing.lateCallMs && isFirst(state.part) ? again(state, nowMs) : null;
    default:
      return null;
  }
}

/** Parts that a receiver may ask for by calling, because nothing came before them. */
function isFirst(part: Part): boolean {
  return part.kind === 'header' || part.kind === 'end-of-batch' || (part.kind === 'data' && part.offset === 0);
}

function runOut(state: Open, nowMs: number): Next {
  switch (state.phase) {
    case 'calling':
      return over(state.part.kind === 'end-of-batch' ? { kind: 'not-confirmed' } : { kind: 'not-called' });
    case 'settling': {
      const { needsCall, ...settled } = state;
      return needsCall ? awaitCall({ ...settled, deadlineMs: nowMs }) : send(state, { tries: 1, nowMs });
    }
    case 'asking':
      return again(state, nowMs);
    default:
      return assertNever(state);
  }
}

function again(state: Asking, nowMs: number): Next {
  if (state.tries <= (state.part.kind === 'end-of-batch' ? repeatsOfLast : repeatsPerBlock)) {
    return send({ ...state, repeats: state.repeats + 1 }, { tries: state.tries + 1, nowMs });
  }
  switch (state.part.kind) {
    case 'end':
      return over({ kind: 'not-confirmed' }, { kind: 'send', bytes: cancelBytes });
    case 'end-of-batch':
      // Every file was acknowledged to its end, and the receiver called for more afterwards.
      return over({ kind: 'sent', repeats: state.repeats });
    default:
      return over({ kind: 'line-too-bad', sentBytes: acknowledged(state) }, { kind: 'send', bytes: cancelBytes });
  }
}

function send(
  { job, timing, part, repeats }: Shared,
  { tries, nowMs }: { readonly tries: number; readonly nowMs: number },
): Next {
  const deadlineMs = nowMs + (part.kind === 'end-of-batch' ? timing.lastAnswerMs : timing.answerMs);
  const state: Asking = { phase: 'asking', job, timing, part, repeats, tries, deadlineMs, askedMs: nowMs, cancels: 0 };
  return stay(state, { kind: 'send', bytes: bytesOf(job, part) });
}

/** The part was taken: on to the next, which follows at once, after a call, or after a silence. */
function advance(state: Asking, nowMs: number): Next {
  const { job, timing, part, tries } = state;
  const next = partAfter(job, part);
  if (next === null) {
    return over({ kind: 'sent', repeats: state.repeats });
  }
  const moved = { job, timing, part: next, cancels: 0, repeats: state.repeats, deadlineMs: nowMs };
  const needsCall = isCalledFor(job, part);
  const step = tries > 1 ? settle(moved, needsCall) : needsCall ? awaitCall(moved) : send(moved, { tries: 1, nowMs });
  const progress: SendEffect = { kind: 'progress', sentBytes: acknowledged(moved), totalBytes: totalOf(job) };
  return part.kind === 'data' ? { state: step.state, effects: [progress, ...step.effects] } : step;
}

function settle(shared: Shared, needsCall: boolean): Next {
  return stay({ ...shared, phase: 'settling', needsCall, deadlineMs: shared.deadlineMs + shared.timing.settleMs });
}

function awaitCall(shared: Shared): Next {
  return stay({ ...shared, phase: 'calling', deadlineMs: shared.deadlineMs + shared.timing.callMs });
}

/** In YMODEM the receiver calls again after a header and after the end of a file. */
function isCalledFor({ protocol }: SendJob, before: Part): boolean {
  return protocol === 'ymodem' && before.kind !== 'data';
}

function partAfter(job: SendJob, part: Part): Part | null {
  switch (part.kind) {
    case 'header':
      return dataAt(job, part.file, { offset: 0, number: 1 });
    case 'data':
      return dataAt(job, part.file, { offset: part.offset + sizeAt(job, part), number: part.number + 1 });
    case 'end':
      return job.protocol === 'ymodem' ? headerOf(job, part.file + 1) : null;
    case 'end-of-batch':
      return null;
    default:
      return assertNever(part);
  }
}

function headerOf({ files }: SendJob, file: number): Part {
  return file < files.length ? { kind: 'header', file } : { kind: 'end-of-batch' };
}

function dataAt(job: SendJob, file: number, at: { readonly offset: number; readonly number: number }): Part {
  return at.offset < fileOf(job, file).bytes.length ? { kind: 'data', file, ...at } : { kind: 'end', file };
}

/** Large blocks while they are more than half full, small ones for the rest; plain XMODEM has small ones only. */
function sizeAt(job: SendJob, { file, offset }: { readonly file: number; readonly offset: number }): number {
  const left = fileOf(job, file).bytes.length - offset;
  return job.protocol !== 'xmodem' && left > largeBlockLength / 2 ? largeBlockLength : blockLength;
}

function bytesOf(job: SendJob, part: Part): Uint8Array {
  switch (part.kind) {
    case 'header': {
      const { name, bytes } = fileOf(job, part.file);
      return encodeBlock(0, encodeHeader({ name, length: bytes.length }), 0);
    }
    case 'data': {
      const { bytes } = fileOf(job, part.file);
      return encodeBlock(part.number, bytes.subarray(part.offset, part.offset + sizeAt(job, part)));
    }
    case 'end':
      return Uint8Array.of(control.endOfFile);
    case 'end-of-batch':
      return encodeBlock(0, new Uint8Array(), 0);
    default:
      return assertNever(part);
  }
}

function fileOf({ files }: SendJob, index: number): OutgoingFile {
  const file = files[index];
  invariant(file !== undefined, 'a part belongs to a file of the job');
  return file;
}

function totalOf({ files }: SendJob): number {
  return files.reduce((sum, { bytes }) => sum + bytes.length, 0);
}

/** Bytes of all files before this part. */
function acknowledged({ job, part }: Pick<Shared, 'job' | 'part'>): number {
  if (part.kind === 'end-of-batch') {
    return totalOf(job);
  }
  const before = totalOf({ ...job, files: job.files.slice(0, part.file) });
  switch (part.kind) {
    case 'header':
      return before;
    case 'data':
      return before + part.offset;
    case 'end':
      return before + fileOf(job, part.file).bytes.length;
    default:
      return assertNever(part);
  }
}

function andThen(step: Next, more: (state: Open) => Next): Next {
  if (step.state.phase === 'over') {
    return step;
  }
  const after = more(step.state);
  return { state: after.state, effects: [...step.effects, ...after.effects] };
}

function over(outcome: SendOutcome, ...before: readonly SendEffect[]): Next {
  return stay<SendState, SendEffect>({ phase: 'over' }, ...before, { kind: 'ended', outcome });
}
