import { assertNever } from '../../kernel/assert-never.ts';
import { type Step, type StepMachine, stay } from '../../kernel/step-machine.ts';
import { retryDelayMs } from './retry-schedule.ts';

/**
 * The sync loop as data: when to push, when to pull, how long to wait (STA-3, reliability.md §3.7). The engine performs the effects
 * and reports back. A run is: push until nothing is left, then pull until nothing is left. Nothing here depends on a new write or on a
 * timer that might be lost: every `time` input, which a watchdog repeats, is enough to go on.
 */
export type SyncFailure = 'unreachable' | 'busy' | 'faulty' | 'not-enrolled' | 'revoked' | 'too-old' | 'station-fault';
/** New work is no reason to try again: only people can change that. */
const takesNothing: ReadonlySet<SyncFailure> = new Set(['not-enrolled', 'revoked', 'too-old']);
export type HaltReason = 'forked' | 'audit-broken';

/** A row of attempts that failed. */
export interface Trouble {
  readonly why: SyncFailure;
  readonly failures: number;
  readonly sinceMs: number;
}

interface Run {
  readonly attempt: number;
  /** When the effect now under way was asked for. */
  readonly askedAtMs: number;
  /** Work arrived during the run: push once more before resting. */
  readonly again: boolean;
  /** A person asked, or the network changed, while it was under way: if it finds nobody, it may have been sent too early, and one more is owed. */
  readonly onceMore: boolean;
  /** Failures before this run; forgotten when it succeeds. */
  readonly trouble: Trouble | null;
}

export type SyncState =
  | { readonly kind: 'stopped'; readonly attempt: number }
  | { readonly kind: 'idle'; readonly attempt: number; readonly untilMs: number }
  | ({ readonly kind: 'pushing' } & Run)
  | ({ readonly kind: 'pulling'; readonly pushFailed: Failed | null } & Run)
  | { readonly kind: 'waiting'; readonly attempt: number; readonly untilMs: number; readonly trouble: Trouble }
  | { readonly kind: 'halted'; readonly attempt: number; readonly why: HaltReason };

/** How one request ended. `more`: the same again, there is more to do. */
export interface Failed {
  readonly kind: 'failed';
  readonly why: SyncFailure;
  readonly retryAfterMs?: number;
}
export type RequestEnd = { readonly kind: 'more' } | { readonly kind: 'done' } | Failed | HaltOrder;
type HaltOrder = { readonly kind: 'halt'; readonly why: HaltReason };

export type SyncInput =
  /** The station started; `waitMs` is what is left of a wait that was stored before it stopped. */
  | { readonly kind: 'started'; readonly atMs: number; readonly waitMs: number; readonly trouble: Trouble | null }
  /** A timer or the watchdog. */
  | { readonly kind: 'time'; readonly atMs: number; readonly random: number }
  /** Something new was stored that wants to go out. */
  | { readonly kind: 'work'; readonly atMs: number }
  /** A person asked, or waits for an answer. */
  | { readonly kind: 'asked'; readonly atMs: number }
  /** The network came or went: find out which. */
  | { readonly kind: 'network'; readonly atMs: number }
  /** The cloud answers again: a wait is over, and a request that was sent into the gap will never be answered. */
  | { readonly kind: 'healed'; readonly atMs: number }
  | {
      readonly kind: 'ended';
      readonly attempt: number;
      readonly end: RequestEnd;
      readonly atMs: number;
      readonly random: number;
    }
  | { readonly kind: 'stopped' };

export type SyncEffect =
  | { readonly kind: 'push'; readonly attempt: number }
  | { readonly kind: 'pull'; readonly attempt: number }
  /** The request under way will not be waited for any longer. */
  | { readonly kind: 'abandon' }
  /** Bring `time` at this moment, on the monotonic clock. */
  | { readonly kind: 'wake-at'; readonly atMs: number };

export interface SyncPace {
  /** Rest between two runs while all is well. */
  readonly restMs: number;
  /** A request that has not ended after this is abandoned: no time-out of anybody else is relied upon. */
  readonly hungAfterMs: number;
}

type SyncStep = Step<SyncState, SyncEffect>;
type InputOf<Kind extends SyncInput['kind']> = Extract<SyncInput, { kind: Kind }>;
type StateOf<Kind extends SyncState['kind']> = Extract<SyncState, { kind: Kind }>;
type Moment = { readonly atMs: number; readonly random: number };
type Ended = Moment & { readonly end: Exclude<RequestEnd, HaltOrder> };

export function createSyncMachine(pace: SyncPace): StepMachine<SyncState, SyncInput, SyncEffect> {
  return {
    start: () => to({ kind: 'stopped', attempt: 0 }),
    step(state, input) {
      switch (input.kind) {
        case 'started':
          return onStarted(state, input);
        case 'time':
          return onTime(state, input, pace);
        case 'work':
          return onWork(state, input.atMs);
        case 'asked':
          return onAsked(state, input.atMs);
        case 'network':
          return onNetwork(state, input);
        case 'healed':
          return onHealed(state, input.atMs);
        case 'ended':
          return onEnded(state, input, pace);
        case 'stopped':
          return to({ kind: 'stopped', attempt: state.attempt }, { kind: 'abandon' });
        default:
          return assertNever(input);
      }
    },
  };
}

/** Whether a request is under way. */
export function isRunning(state: SyncState): state is StateOf<'pushing' | 'pulling'> {
  return state.kind === 'pushing' || state.kind === 'pulling';
}

function onStarted(state: SyncState, input: InputOf<'started'>): SyncStep {
  if (state.kind !== 'stopped') {
    return to(state);
  }
  if (input.waitMs <= 0 || input.trouble === null) {
    return begin(state, input.atMs, input.trouble);
  }
  const untilMs = input.atMs + input.waitMs;
  return to(
    { kind: 'waiting', attempt: state.attempt, untilMs, trouble: input.trouble },
    { kind: 'wake-at', atMs: untilMs },
  );
}

function onTime(state: SyncState, input: InputOf<'time'>, pace: SyncPace): SyncStep {
  switch (state.kind) {
    case 'idle':
      return input.atMs >= state.untilMs ? begin(state, input.atMs, null) : to(state);
    case 'waiting':
      return input.atMs >= state.untilMs ? begin(state, input.atMs, state.trouble) : to(state);
    case 'pushing':
    case 'pulling': {
      if (input.atMs - state.askedAtMs < pace.hungAfterMs) {
        return to(state);
      }
      const waiting = wait(state, { kind: 'failed', why: 'unreachable' }, input);
      return to(waiting.state, { kind: 'abandon' }, ...waiting.effects);
    }
    case 'halted':
    case 'stopped':
      return to(state);
    default:
      return assertNever(state);
  }
}

/** New work is as good a reason to try as a timer, unless the cloud itself said to stay away. */
function onWork(state: SyncState, atMs: number): SyncStep {
  if (state.kind === 'waiting' && takesNothing.has(state.trouble.why)) {
    return to(state);
  }
  if (isRunning(state)) {
    return to({ ...state, again: true });
  }
  return state.kind === 'halted' ? to(state) : onAsked(state, atMs);
}

function onAsked(state: SyncState, atMs: number): SyncStep {
  switch (state.kind) {
    case 'idle':
    case 'halted':
      return begin(state, atMs, null);
    case 'waiting':
      // Retry-After is the cloud's word; not even a person overrides it.
      return state.trouble.why === 'busy' && atMs < state.untilMs ? to(state) : begin(state, atMs, state.trouble);
    case 'pushing':
    case 'pulling':
      return to({ ...state, again: true, onceMore: true });
    case 'stopped':
      return to(state);
    default:
      return assertNever(state);
  }
}

/** A network that came back ends the wait; one that went is noticed by trying, so that the status tells the truth at once. */
function onNetwork(state: SyncState, input: InputOf<'network'>): SyncStep {
  if (isRunning(state)) {
    return to({ ...state, onceMore: true });
  }
  return state.kind === 'waiting' || state.kind === 'idle' ? onAsked(state, input.atMs) : to(state);
}

function onHealed(state: SyncState, atMs: number): SyncStep {
  if (isRunning(state)) {
    const again = begin(state, atMs, state.trouble);
    return to(again.state, { kind: 'abandon' }, ...again.effects);
  }
  return state.kind === 'waiting' ? onAsked(state, atMs) : to(state);
}

function onEnded(state: SyncState, input: InputOf<'ended'>, pace: SyncPace): SyncStep {
  // An answer to an abandoned request: what it brought is stored already, the loop has gone on.
  if (!isRunning(state) || state.attempt !== input.attempt) {
    return to(state);
  }
  if (input.end.kind === 'halt') {
    return to({ kind: 'halted', attempt: state.attempt, why: input.end.why });
  }
  const ended = { end: input.end, atMs: input.atMs, random: input.random };
  return state.kind === 'pushing' ? onPushEnded(state, ended) : onPullEnded(state, ended, pace);
}

function onPushEnded(state: StateOf<'pushing'>, { end, ...moment }: Ended): SyncStep {
  if (end.kind === 'more') {
    return to({ ...state, askedAtMs: moment.atMs }, { kind: 'push', attempt: state.attempt });
  }
  // A cloud that chokes on what we send can still tell us what is new.
  const canPull = end.kind === 'done' || end.why === 'faulty' || end.why === 'station-fault';
  if (!canPull) {
    return wait(state, end, moment);
  }
  return to(
    { ...state, kind: 'pulling', askedAtMs: moment.atMs, pushFailed: end.kind === 'failed' ? end : null },
    { kind: 'pull', attempt: state.attempt },
  );
}

function onPullEnded(state: StateOf<'pulling'>, { end, ...moment }: Ended, pace: SyncPace): SyncStep {
  if (end.kind === 'more' && !state.again) {
    return to({ ...state, askedAtMs: moment.atMs }, { kind: 'pull', attempt: state.attempt });
  }
  const failure = end.kind === 'failed' ? end : state.pushFailed;
  if (failure !== null) {
    return wait(state, failure, moment);
  }
  // What a person waits for goes before the rest of a long pull; the cursor is stored, so nothing is pulled twice.
  return state.again ? begin(state, moment.atMs, null) : rest(state, moment.atMs, pace);
}

function begin(state: SyncState, atMs: number, trouble: Trouble | null): SyncStep {
  const attempt = state.attempt + 1;
  return to(
    { kind: 'pushing', attempt, askedAtMs: atMs, again: false, onceMore: false, trouble },
    { kind: 'push', attempt },
  );
}

function rest(state: SyncState, atMs: number, pace: SyncPace): SyncStep {
  const untilMs = atMs + pace.restMs;
  return to({ kind: 'idle', attempt: state.attempt, untilMs }, { kind: 'wake-at', atMs: untilMs });
}

function wait(state: SyncState, failure: Failed, moment: Moment): SyncStep {
  const before = isRunning(state) ? state.trouble : null;
  const trouble = {
    why: failure.why,
    failures: (before?.failures ?? 0) + 1,
    sinceMs: before?.sinceMs ?? moment.atMs,
  };
  if (isRunning(state) && state.onceMore && failure.why === 'unreachable') {
    return begin(state, moment.atMs, trouble);
  }
  const run = { failures: trouble.failures, failingForMs: moment.atMs - trouble.sinceMs };
  const wish = failure.retryAfterMs === undefined ? run : { ...run, retryAfterMs: failure.retryAfterMs };
  const untilMs = moment.atMs + retryDelayMs(wish, moment.random);
  return to({ kind: 'waiting', attempt: state.attempt, untilMs, trouble }, { kind: 'wake-at', atMs: untilMs });
}

function to(state: SyncState, ...effects: readonly SyncEffect[]): SyncStep {
  return stay(state, ...effects);
}
