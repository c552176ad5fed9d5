import type { DriverContext } from '#core/ports/unit-driver.ts';
import { latin1Bytes, printable } from '#core/protocol/latin1.ts';
import type { LineRole, LinkEffect, LinkInput, LinkMachine } from '#core/protocol/link-machine.ts';
import { createAlarm } from './create-alarm.ts';

/** Makes text of the cable fit for the capture; `isFragment` for lines that were not recognized as answer or command. */
export type Masking = (text: string, isFragment: boolean) => string;

/** One machine on one link. */
export interface LinkRunner<Request, Outcome> {
  /** One request, one outcome; a cancelled signal ends the waiting. The one before must have ended. */
  ask(request: Request, cancel?: DriverContext['cancel']): Promise<Outcome | { readonly kind: 'cancelled' }>;
  isLost(): boolean;
  /** Stops listening. The link stays open; it belongs to the caller. */
  close(): void;
}

interface Pending<Outcome> {
  readonly resolve: (outcome: Outcome) => void;
  readonly reject: (bug: unknown) => void;
}

/**
 * Runs an exchange machine over a real link and clock, for the length of one driver call. It performs what the machine asks for and
 * decides nothing. Every line passes `mask` before it is captured.
 */
export function runLinkMachine<State, Request, Outcome>(
  context: DriverContext,
  machine: LinkMachine<State, Request, Outcome>,
  mask: Masking,
): LinkRunner<Request, Outcome> {
  const { link, clock } = context;
  let state = machine.start;
  let pending: Pending<Outcome> | null = null;
  let isClosed = false;

  const settle = (outcome: Outcome) => {
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
  const perform = (effect: LinkEffect<Outcome>) => {
    if (effect.kind === 'write') {
      send(effect.text);
    } else if (effect.kind === 'answer') {
      settle(effect.outcome);
    } else {
      context.capture.record(captured(effect.role, effect.text, mask));
    }
  };
  const feed = (input: LinkInput<Request>) => {
    if (isClosed) {
      return;
    }
    const step = machine.step(state, input);
    state = step.state;
    for (const effect of step.effects) {
      perform(effect);
    }
    alarm.set(machine.wakeAtMs(state));
  };
  const alarm = createAlarm(clock, (nowMs) => feed({ kind: 'time', nowMs }), fail);
  const unhear = link.onBytes((bytes) => feed({ kind: 'bytes', bytes, nowMs: clock.monotonicMs() }));
  const unlose = link.onLost((why) => feed({ kind: 'lost', detail: why.detail, nowMs: clock.monotonicMs() }));

  return {
    ask: (request, cancel) => {
      if (cancel?.aborted) {
        return Promise.resolve({ kind: 'cancelled' });
      }
      const onAbort = () => feed({ kind: 'cancel', nowMs: clock.monotonicMs() });
      cancel?.addEventListener('abort', onAbort, { once: true });
      return new Promise<Outcome>((resolve, reject) => {
        pending = { resolve, reject };
        feed({ kind: 'ask', request, nowMs: clock.monotonicMs() });
      }).finally(() => cancel?.removeEventListener('abort', onAbort));
    },
    isLost: () => machine.isLost(state),
    close: () => {
      isClosed = true;
      alarm.set(null);
      unhear();
      unlose();
    },
  };
}

function captured(role: LineRole, text: string, mask: Masking) {
  const isFragment = role === 'noise' || role === 'late' || role === 'cut';
  const shown = mask(text, isFragment);
  return { direction: 'from-unit', text: shown, ...(role === 'answer' ? {} : { use: role }) } as const;
}
