import type { DriverContext, LinkFault } from '#core/ports/unit-driver.ts';
import type { V250Request } from '#core/protocol/at27007/left-behind.ts';
import { askAttention, askInStep, bodyOf, tellAt } from '#core/protocol/at27007/requests.ts';
import { CME } from '#core/protocol/at27007/result-codes.ts';
import type { ExchangeOutcome } from '#core/protocol/command-exchange.ts';
import { createExchangeSession, type ExchangeSession } from './exchange-session.ts';
import { createV250Session, type V250Session } from './v250-session.ts';

/** One driver call's conversation with a modem in AT mode. */
export interface AtTalk {
  readonly session: ExchangeSession;
  /** Lines of the answer; `refused` when the modem does not know the command or cannot; busy SIMs are asked again. */
  ask(request: V250Request): Promise<AtAnswer>;
  /** A command that is answered by a final code only and must not be repeated. */
  order(command: string): Promise<ExchangeOutcome>;
  /**
   * Brings both sides into step with a question that nothing else answers; by silence where the modem knows no such question. A fault only
   * where nothing more can be asked.
   */
  getInStep(): Promise<LinkFault | null>;
}

export type AtAnswer =
  | { readonly kind: 'body'; readonly lines: readonly string[] }
  | { readonly kind: 'refused'; readonly cmeCode: number | null }
  | LinkFault;

/** Opens the conversation for the length of `work`. */
export async function withAtTalk<Value>(
  context: DriverContext,
  work: (talk: AtTalk) => Promise<Value>,
): Promise<Value> {
  const session = createExchangeSession(context, askInStep);
  const orderly = createV250Session(context, session);
  try {
    return await work({
      session,
      ask: (request) => ask(context, orderly, request),
      order: (command) => orderly.order((earlier) => tellAt(command, earlier)),
      getInStep: stepFinder(context, orderly),
    });
  } finally {
    session.close();
  }
}

/**
 * Brings the modem into the form the codecs expect: echo off, words instead of numbers, numeric errors. A modem that refuses one of these
 * still answers in a form that is understood. What an earlier call left on the line has passed by then.
 */
export async function initialize(talk: AtTalk): Promise<LinkFault | null> {
  let attention = await talk.session.ask(askAttention(ATTENTION_CAP_MS));
  for (let retry = 0; retry < ATTENTION_RETRIES && attention.kind === 'timed-out'; retry += 1) {
    attention = await talk.session.ask(askAttention(ATTENTION_CAP_MS));
  }
  if (attention.kind !== 'answered') {
    return attention;
  }
  for (const command of ['ATE0', 'ATV1', 'AT+CMEE=1']) {
    const outcome = await talk.session.ask(tellAt(command));
    if (outcome.kind === 'port-lost' || outcome.kind === 'cancelled') {
      return outcome;
    }
  }
  return talk.getInStep();
}

function stepFinder({ clock, cancel }: DriverContext, orderly: V250Session): AtTalk['getInStep'] {
  let isUnderstood = true;
  return async () => {
    if (isUnderstood) {
      const outcome = await orderly.ask(askInStep);
      if (outcome.kind === 'port-lost' || outcome.kind === 'cancelled') {
        return outcome;
      }
      const answer = outcome.kind === 'answered' ? bodyOf(outcome.lines) : null;
      isUnderstood = answer?.kind === 'body' && answer.lines.length > 0;
    }
    if (!isUnderstood) {
      await clock.sleep(LINE_RUN_OUT_MS, cancel);
    }
    return null;
  };
}

async function ask(context: DriverContext, orderly: V250Session, request: V250Request): Promise<AtAnswer> {
  let answer = await askOnce(orderly, request);
  for (let retry = 0; retry < BUSY_RETRIES && isSimBusy(answer); retry += 1) {
    await context.clock.sleep(BUSY_PAUSE_MS, context.cancel);
    answer = await askOnce(orderly, request);
  }
  return answer;
}

async function askOnce(orderly: V250Session, request: V250Request): Promise<AtAnswer> {
  const outcome = await orderly.ask(request);
  return outcome.kind === 'answered' ? bodyOf(outcome.lines) : outcome;
}

function isSimBusy(answer: AtAnswer): boolean {
  return answer.kind === 'refused' && answer.cmeCode === CME.simBusy;
}

/** For what still sits in the line, where no question can tell when it has passed (link.md §1.1). */
export const LINE_RUN_OUT_MS = 300;
const ATTENTION_CAP_MS = 1000;
const ATTENTION_RETRIES = 2;
const BUSY_RETRIES = 3;
const BUSY_PAUSE_MS = 1000;
