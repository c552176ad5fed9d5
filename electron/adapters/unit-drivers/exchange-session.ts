import type { Clock } from '#core/ports/clock.ts';
import type { DriverContext } from '#core/ports/unit-driver.ts';
import {
  type ExchangeEffect,
  type ExchangeInput,
  type ExchangeOutcome,
  type ExchangeRequest,
  type LineRole,
  startExchange,
  stepExchange,
  wakeAtMs,
} from '#core/protocol/command-exchange.ts';
import { latin1Bytes, printable } from '#core/protocol/latin1.ts';

/**
 * Runs the command-exchange machine over a real link and clock, for the length of one driver call. It performs what the
 * machine asks for and decides nothing. Every line passes `mask` before it is captured.
 */
export interface ExchangeSession {
  /**
   * One command, one outcome. A command must have ended before the next is asked. `isWrite` waits for the answer even if
   * the person cancels, because a write that is under way should be known and not guessed.
   */
  ask(request: ExchangeRequest, options?: { readonly isWrite?: boolean }): Promise<ExchangeOutcome>;
  /** An idempotent question, asked again up to twice when it got no usable answer. */
  askAgain(request: ExchangeRequest): Promise<ExchangeOutcome>;
  /** True once the cable is gone: what is asked from then on never leaves. */
  isLost(): boolean;
  /** Stops listening. The link stays open; it belongs to the caller. */
  close(): void;
}

/** Makes text of the cable fit for the capture; `isFragment` for lines that were not recognized as answer or command. */
export type Masking = (text: string, isFragment: boolean) => string;

export function createExchangeSession(
  context: DriverContext,
  resync: ExchangeRequest,
  mask: Masking = (text) => text,
): ExchangeSession {
  const runner = createRunner(context, resync, mask);
  const ask: ExchangeSession['ask'] = (request, options = {}) =>
    runner.ask(request, options.isWrite === true ? undefined : context.cancel);
  return {
    ask,
    askAgain: async (request) => {
      let outcome = await ask(request);
      for (let retry = 0; retry < READ_RETRIES && isWorthRetrying(outcome); retry += 1) {
        outcome = await ask(request);
      }
      return outcome;
    },
    isLost: runner.isLost,
    close: runner.close,
  };
}

const READ_RETRIES = 2;

function isWorthRetrying(outcome: ExchangeOutcome): boolean {
  return outcome.kind === 'timed-out' || outcome.kind === 'garbled';
}

interface Pending {
  readonly resolve: (outcome: ExchangeOutcome) => void;
  readonly reject: (bug: unknown) => void;
}

function createRunner(context: DriverContext, resync: ExchangeRequest, mask: Masking) {
  const { link, clock } = context;
  let state = startExchange(resync);
  let pending: Pending | null = null;
  let isClosed = false;

  const settle = (outcome: ExchangeOutcome) => {
    const asker = pending;
    pending = null;
    asker?.resolve(outcome);
  };
  const fail = (bug: unknown) => {
    if (pending === null) {
      throw bug;
    }
    const asker = pending;
    pending = null;
    asker.reject(bug);
  };
  const send = (text: string) => {
    context.capture.record({ direction: 'to-unit', text: mask(printable(text), false) });
    link.write(latin1Bytes(text)).then((written) => {
      if (written.kind === 'port-lost') {
        feed({ kind: 'lost', detail: written.detail, nowMs: clock.monotonicMs() });
      }
    }, fail);
  };
  const perform = (effect: ExchangeEffect) => {
    if (effect.kind === 'write') {
      send(effect.text);
    } else if (effect.kind === 'answer') {
      settle(effect.outcome);
    } else {
      context.capture.record(captured(effect.role, effect.text, mask));
    }
  };
  const feed = (input: ExchangeInput) => {
    if (isClosed) {
      return;
    }
    const step = stepExchange(state, input);
    state = step.state;
    for (const effect of step.effects) {
      perform(effect);
    }
    alarm.set(wakeAtMs(state));
  };
  const alarm = createAlarm(clock, (nowMs) => feed({ kind: 'time', nowMs }), fail);
  const unhear = link.onBytes((bytes) => feed({ kind: 'bytes', bytes, nowMs: clock.monotonicMs() }));
  const unlose = link.onLost((why) => feed({ kind: 'lost', detail: why.detail, nowMs: clock.monotonicMs() }));

  return {
    ask: (request: ExchangeRequest, cancel: DriverContext['cancel']) => {
      if (cancel?.aborted) {
        return Promise.resolve<ExchangeOutcome>({ kind: 'cancelled' });
      }
      const onAbort = () => feed({ kind: 'cancel', nowMs: clock.monotonicMs() });
      cancel?.addEventListener('abort', onAbort, { once: true });
      return new Promise<ExchangeOutcome>((resolve, reject) => {
        pending = { resolve, reject };
        feed({ kind: 'ask', request, nowMs: clock.monotonicMs() });
      }).finally(() => cancel?.removeEventListener('abort', onAbort));
    },
    isLost: () => state.phase === 'lost',
    close: () => {
      isClosed = true;
      alarm.set(null);
      unhear();
      unlose();
    },
  };
}

/** Tells the machine the time when it asked to be told; only the latest wish counts. */
function createAlarm(clock: Clock, onTime: (nowMs: number) => void, onBug: (bug: unknown) => void) {
  let current: AbortController | null = null;
  return {
    set: (atMs: number | null) => {
      current?.abort();
      current = null;
      if (atMs === null) {
        return;
      }
      const own = new AbortController();
      current = own;
      clock.sleep(Math.max(0, atMs - clock.monotonicMs()), own.signal).then(() => {
        if (!own.signal.aborted) {
          // A timer may fire a little early; the machine was promised this moment.
          onTime(Math.max(atMs, clock.monotonicMs()));
        }
      }, onBug);
    },
  };
}

function captured(role: LineRole, text: string, mask: Masking) {
  const isFragment = role === 'noise' || role === 'late' || role === 'cut';
  const shown = mask(text, isFragment);
  return { direction: 'from-unit', text: shown, ...(role === 'answer' ? {} : { use: role }) } as const;
}
