import type { DriverContext } from '#core/ports/unit-driver.ts';
import { askableBehind, type LeftBehind, leftBy, type V250Request } from '#core/protocol/at27007/left-behind.ts';
import type { ExchangeOutcome, ExchangeRequest } from '#core/protocol/command-exchange.ts';
import type { ExchangeSession } from './exchange-session.ts';

/**
 * A conversation in an AT dialect in which no answer is taken for the next one's: it remembers what the last answer may have left on the line,
 * and lets it run out where the next command could not tell.
 */
export interface V250Session {
  /** An idempotent question, asked again when it got no usable answer. */
  ask(request: V250Request): Promise<ExchangeOutcome>;
  /**
   * An order, given exactly once. `say` gets the lines of the answer before it. `guard` is a question that is answered with lines of its own;
   * it goes first where the last answer was a bare code, unless this unit thinks longer than silence takes.
   */
  order(say: (earlier: readonly string[]) => ExchangeRequest, guard?: V250Request): Promise<ExchangeOutcome>;
}

export function createV250Session(
  { clock, cancel }: Pick<DriverContext, 'clock' | 'cancel'>,
  session: ExchangeSession,
): V250Session {
  let left: LeftBehind | null = null;
  let paceMs = Number.POSITIVE_INFINITY;
  const silence = () => clock.sleep(RUN_OUT_MS, cancel);

  const ask: V250Session['ask'] = async (request) => {
    const behind = left === null ? request : askableBehind(left, request);
    if (behind === null) {
      await silence();
    }
    const askedMs = clock.monotonicMs();
    const outcome = await session.askAgain(behind ?? request);
    paceMs = clock.monotonicMs() - askedMs;
    left = leftBy(request.command, outcome);
    return outcome;
  };
  return {
    ask,
    async order(say, guard) {
      if (left?.body.length === 0 && guard !== undefined && paceMs < RUN_OUT_MS) {
        await ask(guard);
      }
      const earlier = left?.body ?? [];
      if (earlier.length === 0) {
        await silence();
      }
      const request = say(earlier);
      const outcome = await session.ask(request, { isWrite: true });
      left = leftBy(request.command, outcome);
      return outcome;
    },
  };
}

/** After an answer, for a second one to it: no unit is known to take longer. */
const RUN_OUT_MS = 50;
