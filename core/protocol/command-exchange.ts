import { assertNever } from '../kernel/assert-never.ts';
import { invariant } from '../kernel/invariant.ts';
import { type Step, stay } from '../kernel/step-machine.ts';
import { printable, withoutLeadingControls } from './latin1.ts';
import { emptyFramer, type FramerState, flushFramer, frameBytes } from './line-framer.ts';
import type { LineRole, LinkEffect, LinkInput } from './link-machine.ts';

/**
 * One command at a time over a link that may be late, noisy or cut. Pure: bytes, time, cancel and loss come in; bytes to
 * write, outcomes and log lines go out. Every unit driver runs it; what a line means is told by the request of its family.
 * After a time-out or a cancel an answer may still come, so the next command waits for a resync question first.
 */
export interface ExchangeRequest {
  /** The command without its line end. */
  readonly command: string;
  readonly lineEnding: string;
  /** The answer must be there by then. Nothing that arrives prolongs it. */
  readonly capMs: number;
  /** Silence after a complete answer that has no final code of its own; also how long a unit may take to say an answer twice. */
  readonly quietMs: number;
  /** Says what a line is to this command, knowing what was taken before. */
  readonly judge: (line: AnswerLine, taken: readonly AnswerLine[]) => LineMeaning;
  /** A mere "are you there": may go out although an earlier answer is owed, because any such answer will do. */
  readonly isCall?: boolean;
}

/**
 * `noise`: not ours (log output, an unsolicited report, a late answer). `part`: belongs to the answer, more must come.
 * `complete`: an answer whose end cannot be seen, silence ends it. `whole`: every part that was asked for stands there in its
 * place, so the line ends the answer at once. `final`: a code that only stands at the end of answers ends it at once.
 */
export type LineMeaning = 'noise' | 'part' | 'complete' | 'whole' | 'final';

export interface AnswerLine {
  readonly text: string;
  /** False if the unit fell silent without a line end: the line may have been cut. */
  readonly terminated: boolean;
}

export type ExchangeOutcome =
  | { readonly kind: 'answered'; readonly lines: readonly AnswerLine[] }
  | { readonly kind: 'timed-out'; readonly detail: string }
  /** Two different answers, or a line beyond all limits: none of them may be believed. */
  | { readonly kind: 'garbled'; readonly detail: string }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'port-lost'; readonly detail: string };

export type ExchangeInput = LinkInput<ExchangeRequest>;
export type ExchangeEffect = LinkEffect<ExchangeOutcome>;

interface Shared {
  readonly framer: FramerState;
  /** The unit has ended a line before, so one without an end is cut and not its way of speaking. */
  readonly endsLines: boolean;
  readonly resync: ExchangeRequest;
  /** Questions answered by a whole line a moment ago. Such an answer may come twice, and then look like one to the same question. */
  readonly repeatable: readonly RepeatableAnswer[];
}
interface RepeatableAnswer {
  readonly command: string;
  readonly untilMs: number;
}
interface Idle extends Shared {
  readonly phase: 'idle';
  /** An answer to something earlier may still be on its way. */
  readonly owesAnswer: boolean;
}
interface Waiting extends Shared {
  readonly phase: 'waiting';
  /** `drain`: its asker was told "cancelled", the answer is only waited out. */
  readonly purpose: 'ask' | 'resync' | 'drain';
  readonly request: ExchangeRequest;
  readonly next: ExchangeRequest | null;
  readonly startedMs: number;
  readonly heardMs: number;
  readonly taken: readonly AnswerLine[];
  readonly isComplete: boolean;
  /** The unfinished line was looked at since the last byte. */
  readonly peeked: boolean;
  /** Even when this command is answered, an earlier answer may still come. */
  readonly staysOwed: boolean;
}
interface Lost {
  readonly phase: 'lost';
  readonly detail: string;
}
export type ExchangeState = Idle | Waiting | Lost;
type Next = Step<ExchangeState, ExchangeEffect>;

/** Silence after which a line without an end is looked at, on units that were never seen to end a line. */
export const UNENDED_QUIET_MS = 700;

/** A session before its first command. `resync` is a harmless question whose answer nothing else resembles. */
export function startExchange(resync: ExchangeRequest): ExchangeState {
  return { phase: 'idle', framer: emptyFramer, endsLines: false, resync, repeatable: [], owesAnswer: false };
}

/** When the machine wants to be told the time, in the scale of `nowMs`; null when it waits for nothing. */
export function wakeAtMs(state: ExchangeState): number | null {
  if (state.phase !== 'waiting') {
    return null;
  }
  const capAtMs = state.startedMs + state.request.capMs;
  if (state.isComplete) {
    return Math.min(capAtMs, state.heardMs + state.request.quietMs);
  }
  if (mayBeUnended(state) && !state.peeked) {
    return Math.min(capAtMs, state.heardMs + UNENDED_QUIET_MS);
  }
  return capAtMs;
}

/** Advances the machine by one input. Asking while a command is in flight is a bug of the caller. */
export function stepExchange(state: ExchangeState, input: ExchangeInput): Next {
  if (state.phase === 'lost') {
    return input.kind === 'ask' ? stay(state, answer({ kind: 'port-lost', detail: state.detail })) : stay(state);
  }
  switch (input.kind) {
    case 'ask':
      return ask(state, input.request, input.nowMs);
    case 'bytes':
      return hear(state, input.bytes, input.nowMs);
    case 'time':
      return state.phase === 'waiting' ? lookAtClock(state, input.nowMs) : stay(state);
    case 'cancel':
      return state.phase === 'waiting' ? cancel(state) : stay(state);
    case 'lost':
      return lose(state, input.detail);
    default:
      return assertNever(input);
  }
}

function ask(state: Idle | Waiting, request: ExchangeRequest, nowMs: number): Next {
  if (state.phase === 'waiting') {
    invariant(state.purpose === 'drain' && state.next === null, 'one command at a time');
    return stay({ ...state, next: request });
  }
  const isCall = request.isCall === true;
  const needsResync = state.owesAnswer && !isCall && request.command !== state.resync.command;
  return needsResync
    ? send(state, { purpose: 'resync', request: state.resync, next: request, nowMs, staysOwed: false })
    : send(state, { purpose: 'ask', request, next: null, nowMs, staysOwed: state.owesAnswer && isCall });
}

function send(
  from: Shared,
  what: {
    readonly purpose: 'ask' | 'resync';
    readonly request: ExchangeRequest;
    readonly next: ExchangeRequest | null;
    readonly nowMs: number;
    readonly staysOwed: boolean;
  },
): Next {
  const { purpose, request, next, nowMs, staysOwed } = what;
  // What came before the command cannot be part of its answer.
  const { frame } = flushFramer(from.framer);
  const state: Waiting = {
    phase: 'waiting',
    framer: { ...emptyFramer, afterCarriageReturn: from.framer.afterCarriageReturn },
    endsLines: from.endsLines,
    resync: from.resync,
    repeatable: from.repeatable.filter(({ untilMs }) => untilMs > nowMs),
    purpose,
    request,
    next,
    startedMs: nowMs,
    heardMs: nowMs,
    taken: [],
    isComplete: false,
    peeked: false,
    staysOwed,
  };
  const write: ExchangeEffect = { kind: 'write', text: request.command + request.lineEnding };
  return frame === null ? stay(state, write) : stay(state, logFrame(frame, 'late'), write);
}

function hear(state: Idle | Waiting, bytes: Uint8Array, nowMs: number): Next {
  if (state.phase === 'waiting' && nowMs > state.startedMs + state.request.capMs) {
    // The clock's own call is late, e.g. after a suspend: what comes now is no longer an answer.
    const ended = lookAtClock(state, nowMs);
    const heard = stepExchange(ended.state, { kind: 'bytes', bytes, nowMs });
    return { state: heard.state, effects: [...ended.effects, ...heard.effects] };
  }
  const framed = frameBytes(state.framer, bytes);
  const endsLines = state.endsLines || framed.frames.length > 0;
  const effects: ExchangeEffect[] = [];
  let now: ExchangeState = { ...state, framer: framed.state, endsLines };
  let isOurs = state.phase === 'waiting';
  let onlyNoise = framed.state.pending === '' && framed.frames.length > 0;
  for (const frame of framed.frames) {
    if (!isOurs || now.phase !== 'waiting' || frame.kind === 'oversize') {
      effects.push(logFrame(frame, isOurs ? 'noise' : 'late'));
      continue;
    }
    const taken = takeLine(now, { text: withoutLeadingControls(frame.text), terminated: true }, nowMs);
    effects.push(...taken.step.effects);
    now = taken.step.state;
    onlyNoise &&= taken.use === 'noise';
    // Lines behind the end of a command belong to nobody, even if the next command has started already.
    isOurs = taken.use !== 'end';
  }
  if (isOurs && now.phase === 'waiting') {
    now = { ...now, heardMs: onlyNoise ? now.heardMs : nowMs, peeked: false };
  }
  return { state: now, effects };
}

interface Taken {
  readonly step: Next;
  readonly use: 'noise' | 'kept' | 'end';
}

function takeLine(state: Waiting, line: AnswerLine, nowMs: number): Taken {
  if (line.text === state.request.command) {
    return { step: stay(state, log('echo', line.text)), use: 'noise' };
  }
  const judged = state.request.judge(line, state.taken);
  if (judged === 'noise') {
    return { step: stay(state, log('noise', line.text)), use: 'noise' };
  }
  const meaning = judged === 'whole' && mayBeOlder(state, nowMs) ? 'complete' : judged;
  const logged = log('answer', line.text);
  const isRepeat = state.isComplete && meaning === 'complete';
  if (isRepeat && !state.taken.some((taken) => taken.text === line.text)) {
    const settled = settle(state, { kind: 'garbled', detail: 'two different answers to one command' }, nowMs);
    return { step: { ...settled, effects: [logged, ...settled.effects] }, use: 'end' };
  }
  const taken = isRepeat ? state.taken : [...state.taken, line];
  const heard: Waiting = { ...state, taken, isComplete: state.isComplete || meaning === 'complete' };
  if (meaning !== 'final' && meaning !== 'whole') {
    return { step: stay(heard, logged), use: 'kept' };
  }
  const settled = settle(
    meaning === 'whole' ? withRepeatable(heard, nowMs) : heard,
    { kind: 'answered', lines: taken },
    nowMs,
  );
  return { step: { ...settled, effects: [logged, ...settled.effects] }, use: 'end' };
}

/**
 * Whether a whole line may belong to something earlier, or something earlier may still come behind it, so that silence has to tell:
 * after a time-out, beside another answer, and while the answer to the same question a moment ago may come twice.
 */
function mayBeOlder({ purpose, repeatable, request, isComplete }: Waiting, nowMs: number): boolean {
  return (
    purpose !== 'ask' ||
    isComplete ||
    repeatable.some(({ command, untilMs }) => command === request.command && nowMs < untilMs)
  );
}

function withRepeatable(state: Waiting, nowMs: number): Waiting {
  const { command, quietMs } = state.request;
  return { ...state, repeatable: [...state.repeatable, { command, untilMs: nowMs + quietMs }] };
}

function lookAtClock(state: Waiting, nowMs: number): Next {
  const isOver = nowMs >= state.startedMs + state.request.capMs;
  if (state.isComplete) {
    return isOver || nowMs >= state.heardMs + state.request.quietMs
      ? settle(state, { kind: 'answered', lines: state.taken }, nowMs)
      : stay(state);
  }
  const isQuiet = isOver || nowMs >= state.heardMs + UNENDED_QUIET_MS;
  if (isQuiet && mayBeUnended(state)) {
    const line: AnswerLine = { text: withoutLeadingControls(state.framer.pending), terminated: false };
    const meaning = state.request.judge(line, state.taken);
    if (meaning === 'complete' || meaning === 'whole' || meaning === 'final') {
      const settled = settle(
        { ...state, framer: emptyFramer },
        { kind: 'answered', lines: [...state.taken, line] },
        nowMs,
      );
      return { ...settled, effects: [log('answer', line.text), ...settled.effects] };
    }
  }
  if (!isOver) {
    return stay({ ...state, peeked: state.peeked || isQuiet });
  }
  return giveUp(state, nowMs);
}

function giveUp(state: Waiting, nowMs: number): Next {
  const { frame, state: framer } = flushFramer(state.framer);
  const detail = frame === null ? 'no answer in time' : 'the answer did not end in time';
  const settled = settle({ ...state, framer }, { kind: 'timed-out', detail }, nowMs);
  return frame === null ? settled : { ...settled, effects: [logFrame(frame, 'cut'), ...settled.effects] };
}

/** Ends the command in flight and starts what was waiting behind it. */
function settle(state: Waiting, outcome: ExchangeOutcome, nowMs: number): Next {
  const isAnswered = outcome.kind === 'answered';
  const { framer, endsLines, resync, repeatable } = state;
  const owesAnswer = !isAnswered || state.staysOwed;
  const idle: Idle = { phase: 'idle', framer, endsLines, resync, repeatable, owesAnswer };
  switch (state.purpose) {
    case 'ask':
      return stay(idle, answer(outcome));
    case 'drain':
      return state.next === null ? stay(idle) : ask(idle, state.next, nowMs);
    case 'resync':
      invariant(state.next !== null, 'a resync question is asked for a command');
      return isAnswered
        ? ask(idle, state.next, nowMs)
        : stay(idle, answer({ kind: 'timed-out', detail: 'the unit did not get back in step' }));
    default:
      return assertNever(state.purpose);
  }
}

function cancel(state: Waiting): Next {
  const isAwaited = state.purpose !== 'drain' || state.next !== null;
  const drained: Waiting = { ...state, purpose: 'drain', next: null };
  return isAwaited ? stay(drained, answer({ kind: 'cancelled' })) : stay(drained);
}

function lose(state: Idle | Waiting, detail: string): Next {
  const { frame } = flushFramer(state.framer);
  const isAwaited = state.phase === 'waiting' && (state.purpose !== 'drain' || state.next !== null);
  const effects: ExchangeEffect[] = frame === null ? [] : [logFrame(frame, 'cut')];
  if (isAwaited) {
    // The cable went after the answer had come: what was acknowledged stays acknowledged.
    const isAnswered = state.purpose === 'ask' && state.isComplete;
    effects.push(answer(isAnswered ? { kind: 'answered', lines: state.taken } : { kind: 'port-lost', detail }));
  }
  return { state: { phase: 'lost', detail }, effects };
}

function mayBeUnended(state: Waiting): boolean {
  return state.framer.pending !== '' && !state.endsLines;
}

function answer(outcome: ExchangeOutcome): ExchangeEffect {
  return { kind: 'answer', outcome };
}

function log(role: LineRole, text: string): ExchangeEffect {
  return { kind: 'log', role, text: printable(text) };
}

function logFrame(
  frame: { readonly kind: 'line'; readonly text: string } | { readonly kind: 'oversize'; readonly byteCount: number },
  role: LineRole,
): ExchangeEffect {
  return frame.kind === 'line' ? log(role, frame.text) : log('oversize', `${frame.byteCount} bytes without a line end`);
}
