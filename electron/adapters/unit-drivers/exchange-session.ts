import type { DriverContext } from '#core/ports/unit-driver.ts';
import {
  type ExchangeOutcome,
  type ExchangeRequest,
  startExchange,
  stepExchange,
  wakeAtMs,
} from '#core/protocol/command-exchange.ts';
import { type Masking, runLinkMachine } from './link-runner.ts';

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

export function createExchangeSession(
  context: DriverContext,
  resync: ExchangeRequest,
  mask: Masking = (text) => text,
): ExchangeSession {
  const machine = {
    start: startExchange(resync),
    step: stepExchange,
    wakeAtMs,
    isLost: ({ phase }: ReturnType<typeof startExchange>) => phase === 'lost',
  };
  const runner = runLinkMachine(context, machine, mask);
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
