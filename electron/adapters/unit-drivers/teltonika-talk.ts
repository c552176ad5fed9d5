import type { DriverContext, LinkFault } from '#core/ports/unit-driver.ts';
import type { ExchangeOutcome, ExchangeRequest } from '#core/protocol/command-exchange.ts';
import { isBootNoise } from '#core/protocol/teltonika/configurator.ts';
import { readVersion, type TeltonikaVersion } from '#core/protocol/teltonika/identity.ts';
import { maskSecrets } from '#core/protocol/teltonika/mask-secrets.ts';
import { askVersion, DEFAULT_SPEECH, type TeltonikaSpeech } from '#core/protocol/teltonika/requests.ts';
import { type TeltonikaFamily, teltonikaFamilyOf } from '#core/protocol/teltonika/unit-families.ts';
import { createExchangeSession, type ExchangeSession } from './exchange-session.ts';
import type { Masking } from './link-runner.ts';
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
  let hidesFragments = false;
  let isStarting = false;
  const spoken = speakAt(context, settings.speeches, (text, isFragment) => {
    isStarting = isFragment && isBootNoise(text);
    return maskSecrets(text, { ids, values: settings.secrets ?? [], hidesFragments }, isFragment);
  });
  const startedMs = context.clock.monotonicMs();
  const pace = { openingMs: 0 };
  const talk: TeltonikaTalk = {
    session: atPace(spoken.session, pace),
    get speech() {
      return spoken.speech();
    },
    families: settings.families,
    isStarting: () => isStarting,
    listed: (list) => settings.lists.at(context.link.path, list),
    learnListed: (list, heads) => settings.lists.learn(context.link.path, list, heads),
    nowMs: () => context.clock.monotonicMs(),
    pause: (durationMs) => context.clock.sleep(durationMs, context.cancel),
    isOverdue: () =>
      context.clock.monotonicMs() - startedMs > Math.max(CALL_CAP_MS, EXCHANGES_PER_CALL * pace.openingMs),
    open: async () => {
      const opening = await spoken.greet(OPENING_CAPS_MS);
      if (opening.outcome.kind === 'answered') {
        pace.openingMs = opening.tookMs;
      }
      return opening.outcome;
    },
    call: async () => (await spoken.greet(CALL_CAPS_MS)).outcome,
    secretly: async (secretWork) => {
      hidesFragments = true;
      context.capture.secretAsked?.();
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
    spoken.session.close();
  }
}

interface Spoken {
  readonly session: ExchangeSession;
  speech(): TeltonikaSpeech;
  /** Asks who is there, in one way of writing after the other until one is answered; as often as there are caps. */
  greet(capsMs: readonly number[]): Promise<{ readonly outcome: ExchangeOutcome; readonly tookMs: number }>;
}

/** How one question who is there ended, and how it was written. */
interface Greeting {
  readonly outcome: ExchangeOutcome;
  readonly tookMs: number;
  readonly speech: TeltonikaSpeech;
}

/** A session whose way of writing commands may change before the first of them was answered. */
function speakAt(context: DriverContext, book: TeltonikaSpeechBook, mask: Masking): Spoken {
  const { path } = context.link;
  const start = (speech: TeltonikaSpeech) => createExchangeSession(context, askVersion(speech), mask);
  let [speech = DEFAULT_SPEECH] = book.at(path);
  let current = start(speech);
  const speakIn = (next: TeltonikaSpeech) => {
    if (next !== speech) {
      current.close();
      speech = next;
      current = start(speech);
    }
  };
  const greetOnce = async (capMs: number) => {
    const askedMs = context.clock.monotonicMs();
    const outcome = await current.ask(askVersion(speech, capMs));
    return { outcome, tookMs: context.clock.monotonicMs() - askedMs };
  };
  /**
   * An answer right after the way of writing was changed may be the late one to the question before, and is no proof that the unit understands
   * this way: it is asked for once more, and where it does not come again nothing is learned.
   */
  const settle = async ({ outcome, tookMs }: Greeting, capMs: number) => {
    const withinMs = Math.max(CONFIRMING_MS, PATIENCE * tookMs);
    const again = await greetOnce(Math.min(withinMs, capMs - tookMs + BEYOND_CAP_MS));
    const isSilent = again.outcome.kind === 'timed-out' || again.outcome.kind === 'garbled';
    if (again.outcome.kind === 'answered') {
      book.learn(path, speech);
    }
    return isSilent ? { outcome, tookMs } : again;
  };
  return {
    speech: () => speech,
    session: {
      ask: (...order) => current.ask(...order),
      askAgain: (request) => current.askAgain(request),
      isLost: () => current.isLost(),
      close: () => current.close(),
    },
    async greet(capsMs) {
      const ways = book.at(path);
      let before: Greeting | null = null;
      for (const [turn, capMs] of capsMs.entries()) {
        speakIn(before?.outcome.kind === 'garbled' ? speech : (ways[turn % ways.length] ?? speech));
        const greeting: Greeting = { ...(await greetOnce(capMs)), speech };
        const { outcome, tookMs } = greeting;
        const mayBeLate = before !== null && before.speech !== speech && before.tookMs < LATEST_ANSWER_MS;
        if (outcome.kind === 'answered' && mayBeLate) {
          return settle(greeting, capMs);
        }
        if (outcome.kind === 'answered') {
          book.learn(path, speech);
        }
        if (outcome.kind !== 'timed-out' && outcome.kind !== 'garbled') {
          return { outcome, tookMs };
        }
        before = greeting;
      }
      return { outcome: before?.outcome ?? { kind: 'timed-out', detail: 'nobody was asked' }, tookMs: 0 };
    },
  };
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
/** A unit may think for five seconds (link.md §10, group 12); one that was silent for longer does not answer that question any more. */
const LATEST_ANSWER_MS = 6000;
/** For an answer that is asked for once more, and by how much that may go beyond the cap of the first: a probe stays within its time. */
const CONFIRMING_MS = 500;
const BEYOND_CAP_MS = 50;
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
