import type { DriverContext, LinkFault } from '#core/ports/unit-driver.ts';
import { maskCalampSecrets } from '#core/protocol/calamp/mask-secrets.ts';
import type { CalampParameters } from '#core/protocol/calamp/parameters.ts';
import { askInbound, type CalampAnswer, calampAnswerOf } from '#core/protocol/calamp/requests.ts';
import type { ExchangeRequest } from '#core/protocol/command-exchange.ts';
import { createExchangeSession, type ExchangeSession } from './exchange-session.ts';

/** One driver call's conversation with a CalAmp LMU. */
export interface CalampTalk {
  readonly session: ExchangeSession;
  /** An idempotent question, asked again when it got no usable answer. */
  ask(request: ExchangeRequest): Promise<CalampTalkAnswer>;
  /** An order, given exactly once. */
  order(request: ExchangeRequest): Promise<CalampTalkAnswer>;
  /** True when the call has taken longer than a person should wait; the rest is then told as unknown. */
  isOverdue(): boolean;
  /** Runs exchanges that carry a secret: what is not known to be harmless is hidden from the capture from then on. */
  secretly<Value>(work: () => Promise<Value>): Promise<Value>;
}

export type CalampTalkAnswer = CalampAnswer | LinkFault;

export interface CalampTalkSettings {
  readonly parameters: CalampParameters;
  /** Values that must not reach the capture. */
  readonly secrets?: readonly string[];
}

/** Opens the conversation for the length of `work`, after what still sat in the line has run out. */
export async function withCalampTalk<Value>(
  { parameters, secrets = [] }: CalampTalkSettings,
  context: DriverContext,
  work: (talk: CalampTalk) => Promise<Value>,
): Promise<Value> {
  const { clock } = context;
  const places = placesOf(parameters, true);
  const openPlaces = placesOf(parameters, false);
  let hidesFragments = false;
  const session = createExchangeSession(context, askInbound(), (text, isFragment) =>
    maskCalampSecrets(text, { places, openPlaces, values: secrets, hidesFragments }, isFragment),
  );
  const startedMs = clock.monotonicMs();
  // What an answer without a name leaves behind must run out before the next one is asked.
  const pause = () => clock.sleep(STRAY_MS, context.cancel);
  const talk: CalampTalk = {
    session,
    ask: async (request) => {
      const outcome = await session.askAgain(request);
      await pause();
      return outcome.kind === 'answered' ? calampAnswerOf(outcome.lines) : outcome;
    },
    order: async (request) => {
      const outcome = await session.ask(request, { isWrite: true });
      await pause();
      return outcome.kind === 'answered' ? calampAnswerOf(outcome.lines) : outcome;
    },
    isOverdue: () => clock.monotonicMs() - startedMs > CALL_CAP_MS,
    secretly: (secretWork) => {
      // To the end of the talk: pieces of the answer may come late, between the answers to other questions.
      hidesFragments = true;
      context.capture.secretAsked?.();
      return secretWork();
    },
  };
  try {
    await clock.sleep(DRAIN_MS, context.cancel);
    return await work(talk);
  } finally {
    session.close();
  }
}

/** Brings both sides into step: whether the unit answers at all, and whether it wants its password first. */
export async function openCalamp(talk: CalampTalk): Promise<{ readonly kind: 'locked' } | LinkFault | null> {
  const answer = await talk.ask(askInbound());
  return answer.kind === 'body' || answer.kind === 'refused' ? null : answer;
}

const DRAIN_MS = 300;
const STRAY_MS = 50;
/** Long enough to read everything twice from a unit that thinks for five seconds before each answer (link.md §10, group 12). */
const CALL_CAP_MS = 120_000;

function placesOf(parameters: CalampParameters, isSecret: boolean): readonly string[] {
  return Object.values(parameters)
    .filter(({ secret = false }) => secret === isSecret)
    .map(({ id, index }) => `${id},${index}`);
}
