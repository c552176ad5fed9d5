import type { DriverContext } from '#core/ports/unit-driver.ts';
import type { ExchangeOutcome } from '#core/protocol/command-exchange.ts';
import { askVersion, DEFAULT_SPEECH, type TeltonikaSpeech } from '#core/protocol/teltonika/requests.ts';
import { createExchangeSession, type ExchangeSession } from './exchange-session.ts';
import type { Masking } from './link-runner.ts';
import type { TeltonikaSpeechBook } from './teltonika-speech-book.ts';

/**
 * The first question to a Teltonika unit, who is there, in one way of writing commands after the other. Which way the unit understands is
 * remembered for its port; an answer that may be the late one to a question in another way teaches nothing.
 */
export interface TeltonikaLine {
  /** In the way of writing that is spoken now. */
  readonly session: ExchangeSession;
  speech(): TeltonikaSpeech;
  /** Changes the way of writing; before the first command was answered. */
  speakIn(speech: TeltonikaSpeech): void;
}

/** A session whose way of writing commands may change before the first of them was answered. */
export function openTeltonikaLine(context: DriverContext, mask: Masking, first = DEFAULT_SPEECH): TeltonikaLine {
  const start = (speech: TeltonikaSpeech) => createExchangeSession(context, askVersion(speech), mask);
  let speech = first;
  let current = start(speech);
  return {
    session: {
      ask: (...order) => current.ask(...order),
      askAgain: (request) => current.askAgain(request),
      isLost: () => current.isLost(),
      close: () => current.close(),
    },
    speech: () => speech,
    speakIn(next) {
      if (next !== speech) {
        current.close();
        speech = next;
        current = start(speech);
      }
    },
  };
}

/** How the question ended, and how long that took. */
export interface Greeting {
  readonly outcome: ExchangeOutcome;
  readonly tookMs: number;
}

export interface Greeter {
  readonly line: TeltonikaLine;
  readonly book: TeltonikaSpeechBook;
  readonly path: string;
  nowMs(): number;
}

/** Asks who is there until one way of writing is answered; as often as there are caps. */
export async function greetTeltonika(greeter: Greeter, capsMs: readonly number[]): Promise<Greeting> {
  const { line, book, path } = greeter;
  const ways = book.at(path);
  let before: (Greeting & { readonly speech: TeltonikaSpeech }) | null = null;
  for (const [turn, capMs] of capsMs.entries()) {
    // What was garbled was an answer, so the way of writing was right.
    line.speakIn(before?.outcome.kind === 'garbled' ? line.speech() : (ways[turn % ways.length] ?? line.speech()));
    const greeting = await ask(greeter, capMs);
    const speech = line.speech();
    if (greeting.outcome.kind === 'answered') {
      const mayBeLate = before !== null && before.speech !== speech && before.tookMs < LATEST_ANSWER_MS;
      return mayBeLate ? confirm(greeter, greeting, capMs) : learn(greeter, greeting);
    }
    if (!isSilence(greeting)) {
      return greeting;
    }
    before = { ...greeting, speech };
  }
  return { outcome: before?.outcome ?? { kind: 'timed-out', detail: 'nobody was asked' }, tookMs: 0 };
}

/** A unit may think for five seconds (link.md §10, group 12); one that was silent for longer does not answer that question any more. */
const LATEST_ANSWER_MS = 6000;
/** For an answer that is asked for once more, and by how much that may go beyond the cap of the first: a probe stays within its time. */
const CONFIRMING_MS = 500;
const BEYOND_CAP_MS = 50;
/** How much slower than its first answer a unit may become. */
const PATIENCE = 3;

async function ask({ line, nowMs }: Greeter, capMs: number): Promise<Greeting> {
  const askedMs = nowMs();
  const outcome = await line.session.ask(askVersion(line.speech(), capMs));
  return { outcome, tookMs: nowMs() - askedMs };
}

/** Asks once more in the same way. Where that is silent the first answer still tells who is there, and nothing of how to write. */
async function confirm(greeter: Greeter, first: Greeting, capMs: number): Promise<Greeting> {
  const withinMs = Math.max(CONFIRMING_MS, PATIENCE * first.tookMs);
  const again = await ask(greeter, Math.min(withinMs, capMs - first.tookMs + BEYOND_CAP_MS));
  if (again.outcome.kind === 'answered') {
    return learn(greeter, again);
  }
  return isSilence(again) ? first : again;
}

function learn({ line, book, path }: Greeter, greeting: Greeting): Greeting {
  book.learn(path, line.speech());
  return greeting;
}

function isSilence({ outcome }: Greeting): boolean {
  return outcome.kind === 'timed-out' || outcome.kind === 'garbled';
}
