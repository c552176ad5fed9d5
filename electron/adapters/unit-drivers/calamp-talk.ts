import type { DriverContext, LinkFault } from '#core/ports/unit-driver.ts';
import type { V250Request } from '#core/protocol/at27007/left-behind.ts';
import { maskCalampSecrets } from '#core/protocol/calamp/mask-secrets.ts';
import type { CalampParameters } from '#core/protocol/calamp/parameters.ts';
import {
  askInbound,
  askParameter,
  type CalampAnswer,
  type CalampOrder,
  calampAnswerOf,
} from '#core/protocol/calamp/requests.ts';
import type { ExchangeOutcome } from '#core/protocol/command-exchange.ts';
import { createExchangeSession, type ExchangeSession } from './exchange-session.ts';
import { createV250Session } from './v250-session.ts';

/** One driver call's conversation with a CalAmp LMU. */
export interface CalampTalk {
  readonly session: ExchangeSession;
  /** An idempotent question, asked again when it got no usable answer. */
  ask(request: V250Request): Promise<CalampTalkAnswer>;
  /** An order, given exactly once. */
  order(order: CalampOrder): Promise<CalampTalkAnswer>;
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

/** Opens the conversation for the length of `work`. Its first question, who is there, lets pass what an earlier call left on the line. */
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
  const orderly = createV250Session(context, session);
  const guard = Object.values(parameters).find(({ secret }) => secret !== true);
  const startedMs = clock.monotonicMs();
  const talk: CalampTalk = {
    session,
    ask: async (request) => answerOf(await orderly.ask(request)),
    order: async (order) => answerOf(await orderly.order(order, guard === undefined ? undefined : askParameter(guard))),
    isOverdue: () => clock.monotonicMs() - startedMs > CALL_CAP_MS,
    secretly: (secretWork) => {
      // To the end of the talk: pieces of the answer may come late, between the answers to other questions.
      hidesFragments = true;
      context.capture.secretAsked?.();
      return secretWork();
    },
  };
  try {
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

/** Long enough to read everything twice from a unit that thinks for five seconds before each answer (link.md §10, group 12). */
const CALL_CAP_MS = 120_000;

function answerOf(outcome: ExchangeOutcome): CalampTalkAnswer {
  return outcome.kind === 'answered' ? calampAnswerOf(outcome.lines) : outcome;
}

function placesOf(parameters: CalampParameters, isSecret: boolean): readonly string[] {
  return Object.values(parameters)
    .filter(({ secret = false }) => secret === isSecret)
    .map(({ id, index }) => `${id},${index}`);
}
