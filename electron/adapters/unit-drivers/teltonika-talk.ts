import type { DriverContext, LinkFault } from '#core/ports/unit-driver.ts';
import type { ExchangeOutcome, ExchangeRequest } from '#core/protocol/command-exchange.ts';
import { readVersion, type TeltonikaVersion } from '#core/protocol/teltonika/identity.ts';
import { maskSecrets } from '#core/protocol/teltonika/mask-secrets.ts';
import { askVersion, type TeltonikaSpeech } from '#core/protocol/teltonika/requests.ts';
import { type TeltonikaFamily, teltonikaFamilyOf } from '#core/protocol/teltonika/unit-families.ts';
import { createExchangeSession, type ExchangeSession } from './exchange-session.ts';

/**
 * One driver call's conversation with a Teltonika unit. Each begins with `getver`: it tells the model, whose table every
 * id comes from, and brings both sides into step after whatever happened on the cable before.
 */
export interface TeltonikaTalk {
  readonly session: ExchangeSession;
  readonly speech: TeltonikaSpeech;
  readonly families: readonly TeltonikaFamily[];
  /** True when the call has taken longer than a person should wait; the rest is then told as unknown. */
  isOverdue(): boolean;
  /** Runs an exchange whose answer holds a secret: pieces of lines are hidden from the capture meanwhile. */
  secretly<Value>(work: () => Promise<Value>): Promise<Value>;
}

export interface TeltonikaSettings {
  readonly speech: TeltonikaSpeech;
  readonly families: readonly TeltonikaFamily[];
}

/** Opens the conversation for the length of `work`. `secrets` are values that must not reach the capture. */
export async function withTeltonikaTalk<Value>(
  settings: TeltonikaSettings & { readonly secrets?: readonly string[] },
  context: DriverContext,
  work: (talk: TeltonikaTalk) => Promise<Value>,
): Promise<Value> {
  const ids = secretIdsOf(settings.families);
  let hidesFragments = false;
  const session = createExchangeSession(context, askVersion(settings.speech), (text, isFragment) =>
    maskSecrets(text, { ids, values: settings.secrets ?? [], hidesFragments }, isFragment),
  );
  const startedMs = context.clock.monotonicMs();
  const talk: TeltonikaTalk = {
    session,
    speech: settings.speech,
    families: settings.families,
    isOverdue: () => context.clock.monotonicMs() - startedMs > CALL_CAP_MS,
    secretly: async (secretWork) => {
      hidesFragments = true;
      try {
        return await secretWork();
      } finally {
        hidesFragments = false;
      }
    },
  };
  try {
    return await work(talk);
  } finally {
    session.close();
  }
}

/** Asks who is there. */
export async function readUnitVersion(
  talk: TeltonikaTalk,
): Promise<({ readonly kind: 'version' } & TeltonikaVersion) | LinkFault> {
  const outcome = await talk.session.askAgain(askVersion(talk.speech));
  if (outcome.kind !== 'answered') {
    return outcome;
  }
  const [line] = outcome.lines;
  const version = line === undefined ? null : readVersion(line);
  return version?.kind === 'version' ? version : { kind: 'garbled', detail: 'the unit does not say what it is' };
}

/**
 * Asks for one line of text. A line without an end may have been cut, so it counts only if it comes twice alike; units that
 * do end their lines are never asked twice.
 */
export async function askOneLine(
  talk: TeltonikaTalk,
  request: ExchangeRequest,
): Promise<{ readonly kind: 'line'; readonly text: string } | Exclude<ExchangeOutcome, { readonly kind: 'answered' }>> {
  const first = await talk.session.askAgain(request);
  if (first.kind !== 'answered') {
    return first;
  }
  const line = first.lines[0];
  if (line?.terminated === true) {
    return { kind: 'line', text: line.text };
  }
  const second = await talk.session.askAgain(request);
  if (second.kind !== 'answered') {
    return second;
  }
  return line !== undefined && second.lines[0]?.text === line.text
    ? { kind: 'line', text: line.text }
    : { kind: 'garbled', detail: 'two answers without a line end differ' };
}

/** The table of a model; null for one that is in none. */
export function familyOf(talk: Pick<TeltonikaTalk, 'families'>, model: string): TeltonikaFamily | null {
  return teltonikaFamilyOf(talk.families, model);
}

/** A whole driver call, however many exchanges it takes (link.md §9). */
const CALL_CAP_MS = 20_000;

function secretIdsOf(families: readonly TeltonikaFamily[]): readonly number[] {
  const ids = families.flatMap((family) =>
    Object.values(family.parameters)
      .filter((parameter) => parameter.secret === true)
      .map((parameter) => parameter.id),
  );
  return [...new Set(ids)];
}
