import type { DriverContext, LinkFault } from '#core/ports/unit-driver.ts';
import type { ExchangeOutcome, ExchangeRequest } from '#core/protocol/command-exchange.ts';
import { isBootNoise } from '#core/protocol/teltonika/configurator.ts';
import { readVersion, type TeltonikaVersion } from '#core/protocol/teltonika/identity.ts';
import { maskSecrets } from '#core/protocol/teltonika/mask-secrets.ts';
import type { TeltonikaSpeech } from '#core/protocol/teltonika/requests.ts';
import { type TeltonikaFamily, teltonikaFamilyOf } from '#core/protocol/teltonika/unit-families.ts';
import type { ExchangeSession } from './exchange-session.ts';
import type { Masking } from './link-runner.ts';
import { createSecretSpan } from './secret-span.ts';
import { greetTeltonika, openTeltonikaLine } from './teltonika-greeting.ts';
import type { TeltonikaList, TeltonikaListBook } from './teltonika-list-book.ts';
import type { TeltonikaSpeechBook } from './teltonika-speech-book.ts';

/**
 * One driver call's conversation with a Teltonika unit. Each begins with `getver`: it tells the model, whose table every
 * id comes from, and brings both sides into step after whatever happened on the cable before.
 */
export interface TeltonikaTalk {
  readonly session: ExchangeSession;
  /** How commands are written for the unit at this port. */
  readonly speech: TeltonikaSpeech;
  readonly families: readonly TeltonikaFamily[];
  /** Asks who is there, and learns by it how its commands are written and how long this unit thinks. */
  open(): Promise<ExchangeOutcome>;
  /** The same within a probe's time. */
  call(): Promise<ExchangeOutcome>;
  /** True when the call has taken longer than a person should wait; the rest is then told as unknown. */
  isOverdue(): boolean;
  /** True while the unit has answered nothing but that it knows no command yet, as it does when it has just started. */
  isStarting(): boolean;
  /** What the lines of a list began with when the unit at this port told it last; empty where nothing is known. */
  listed(list: TeltonikaList): readonly string[];
  learnListed(list: TeltonikaList, heads: readonly string[]): void;
  nowMs(): number;
  /** Lets time pass; ends early when the person cancels. */
  pause(durationMs: number): Promise<void>;
  /** Runs an exchange whose answer holds a secret: pieces of lines are hidden from the capture meanwhile. */
  secretly<Value>(work: () => Promise<Value>): Promise<Value>;
}

export interface TeltonikaSettings {
  readonly speeches: TeltonikaSpeechBook;
  readonly lists: TeltonikaListBook;
  readonly families: readonly TeltonikaFamily[];
}

/** Opens the conversation for the length of `work`. `secrets` are values that must not reach the capture. */
export async function withTeltonikaTalk<Value>(
  settings: TeltonikaSettings & { readonly secrets?: readonly string[] },
  context: DriverContext,
  work: (talk: TeltonikaTalk) => Promise<Value>,
): Promise<Value> {
  const ids = secretIdsOf(settings.families);
  const span = createSecretSpan(context);
  let isStarting = false;
  const { path } = context.link;
  const masking: Masking = (text, isFragment) => {
    isStarting = isFragment && isBootNoise(text);
    return maskSecrets(text, { ids, values: settings.secrets ?? [], hidesFragments: span.isOpen() }, isFragment);
  };
  const line = openTeltonikaLine(context, masking, settings.speeches.at(path)[0]);
  const greeter = { line, path, book: settings.speeches, nowMs: () => context.clock.monotonicMs() };
  const startedMs = context.clock.monotonicMs();
  const pace = { openingMs: 0 };
  const talk: TeltonikaTalk = {
    session: atPace(line.session, pace),
    get speech() {
      return line.speech();
    },
    families: settings.families,
    isStarting: () => isStarting,
    listed: (list) => settings.lists.at(path, list),
    learnListed: (list, heads) => settings.lists.learn(path, list, heads),
    nowMs: () => context.clock.monotonicMs(),
    pause: (durationMs) => context.clock.sleep(durationMs, context.cancel),
    isOverdue: () =>
      context.clock.monotonicMs() - startedMs > Math.max(CALL_CAP_MS, EXCHANGES_PER_CALL * pace.openingMs),
    open: async () => {
      const opening = await greetTeltonika(greeter, OPENING_CAPS_MS);
      if (opening.outcome.kind === 'answered') {
        pace.openingMs = opening.tookMs;
      }
      return opening.outcome;
    },
    call: async () => (await greetTeltonika(greeter, CALL_CAPS_MS)).outcome,
    secretly: span.secretly,
  };
  try {
    return await work(talk);
  } finally {
    line.session.close();
  }
}

/** Asks who is there. */
export async function readUnitVersion(
  talk: TeltonikaTalk,
): Promise<({ readonly kind: 'version' } & TeltonikaVersion) | LinkFault> {
  const outcome = await talk.open();
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

/** A whole driver call, however many exchanges it takes (link.md §9). A unit that needs seconds to think gets them for each. */
const CALL_CAP_MS = 20_000;
const EXCHANGES_PER_CALL = 30;
/** A single step never takes longer (link.md §9). */
const STEP_CAP_MS = 20_000;
/**
 * The opening question tells how fast this unit is, so it is waited for longer than others. The second time it is asked in another way of
 * writing, where there is one, and then as at first.
 */
const OPENING_CAPS_MS = [8000, 2000, 8000];
/** A probe may take 1.5 s in all (link.md §6.1). */
const CALL_CAPS_MS = [900, 500];
/** How much slower than its opening answer a unit may become. */
const PATIENCE = 3;

/** Waits for each answer as long as the opening one suggests: a unit that thinks for five seconds is slow and not silent. */
function atPace(session: ExchangeSession, pace: { readonly openingMs: number }): ExchangeSession {
  const patient = (request: ExchangeRequest): ExchangeRequest => ({
    ...request,
    capMs: Math.max(request.capMs, Math.min(STEP_CAP_MS, PATIENCE * pace.openingMs)),
  });
  return {
    ...session,
    ask: (request, options) => session.ask(patient(request), options),
    askAgain: (request) => session.askAgain(patient(request)),
  };
}

function secretIdsOf(families: readonly TeltonikaFamily[]): readonly number[] {
  const ids = families.flatMap((family) =>
    Object.values(family.parameters)
      .filter((parameter) => parameter.secret === true)
      .map((parameter) => parameter.id),
  );
  return [...new Set(ids)];
}
