import type { DriverContext, LinkFault } from '#core/ports/unit-driver.ts';
import { askAttention, askInStep, bodyOf, tellAt } from '#core/protocol/at27007/requests.ts';
import { CME } from '#core/protocol/at27007/result-codes.ts';
import type { ExchangeRequest } from '#core/protocol/command-exchange.ts';
import { createExchangeSession, type ExchangeSession } from './exchange-session.ts';

/** One driver call's conversation with a modem in AT mode. */
export interface AtTalk {
  readonly session: ExchangeSession;
  /** Lines of the answer; `refused` when the modem does not know the command or cannot; busy SIMs are asked again. */
  ask(request: ExchangeRequest): Promise<AtAnswer>;
}

export type AtAnswer =
  | { readonly kind: 'body'; readonly lines: readonly string[] }
  | { readonly kind: 'refused'; readonly cmeCode: number | null }
  | LinkFault;

/** Opens the conversation for the length of `work`, after what still sat in the line has run out. */
export async function withAtTalk<Value>(
  context: DriverContext,
  work: (talk: AtTalk) => Promise<Value>,
): Promise<Value> {
  const session = createExchangeSession(context, askInStep);
  try {
    await context.clock.sleep(DRAIN_MS, context.cancel);
    return await work({ session, ask: (request) => ask(context, session, request) });
  } finally {
    session.close();
  }
}

/**
 * Brings the modem into the form the codecs expect: echo off, words instead of numbers, numeric errors. A modem that
 * refuses one of these still answers in a form that is understood.
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
  return null;
}

async function ask(context: DriverContext, session: ExchangeSession, request: ExchangeRequest): Promise<AtAnswer> {
  let answer = await askOnce(context, session, request);
  for (let retry = 0; retry < BUSY_RETRIES && isSimBusy(answer); retry += 1) {
    await context.clock.sleep(BUSY_PAUSE_MS, context.cancel);
    answer = await askOnce(context, session, request);
  }
  return answer;
}

async function askOnce(context: DriverContext, session: ExchangeSession, request: ExchangeRequest): Promise<AtAnswer> {
  const outcome = await session.askAgain(request);
  // Free text does not say which question it answers, so a repeated answer must run out before the next one is asked.
  await context.clock.sleep(STRAY_MS, context.cancel);
  return outcome.kind === 'answered' ? bodyOf(outcome.lines) : outcome;
}

function isSimBusy(answer: AtAnswer): boolean {
  return answer.kind === 'refused' && answer.cmeCode === CME.simBusy;
}

const DRAIN_MS = 300;
const ATTENTION_CAP_MS = 1000;
const ATTENTION_RETRIES = 2;
const STRAY_MS = 50;
const BUSY_RETRIES = 3;
const BUSY_PAUSE_MS = 1000;
