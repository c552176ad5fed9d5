import type { DriverContext, LinkFault } from '#core/ports/unit-driver.ts';
import {
  type QueclinkOutcome,
  queclinkWakeAtMs,
  startQueclinkExchange,
  stepQueclinkExchange,
} from '#core/protocol/queclink/exchange.ts';
import { type QueclinkVersion, readQueclinkVersion } from '#core/protocol/queclink/identity.ts';
import { maskQueclinkSecrets } from '#core/protocol/queclink/mask-secrets.ts';
import { askVersion, type QueclinkAddress, type QueclinkRequest } from '#core/protocol/queclink/requests.ts';
import { type QueclinkFamily, queclinkFamilyOf } from '#core/protocol/queclink/unit-families.ts';
import { runLinkMachine } from './link-runner.ts';
import type { QueclinkPasswords } from './queclink-passwords.ts';
import { createSecretSpan } from './secret-span.ts';

/**
 * One driver call's conversation with a Queclink unit. Every command names the unit's password, which nothing tells beforehand: the first
 * question is asked once with each password that the unit may have, and only the one that it took is used from then on. Silence is never
 * answered by trying again, because a wrong password is silence too.
 */
export interface QueclinkTalk {
  readonly families: readonly QueclinkFamily[];
  /** Asks who is there, with each password that the unit may have. */
  open(options?: OpeningOptions): Promise<QueclinkOutcome>;
  /** One question to the unit that took the first one, with a sequence number of its own. */
  ask(question: QueclinkQuestion, options?: { readonly isWrite?: boolean }): Promise<QueclinkOutcome>;
  /** A question that changes nothing, again up to twice if it got no usable answer. */
  askAgain(question: QueclinkQuestion): Promise<QueclinkOutcome>;
  /** True when the call has taken longer than a person should wait; the rest is then told as unknown. */
  isOverdue(): boolean;
  isLost(): boolean;
  /** Runs exchanges whose frames hold a secret: what was not recognized is hidden from the capture meanwhile. */
  secretly<Value>(work: () => Promise<Value>): Promise<Value>;
}

export interface OpeningOptions {
  /** Only these. */
  readonly passwords?: readonly string[];
  /** Where a call must be short. */
  readonly ackWithinMs?: number;
  readonly reportWithinMs?: number;
}

export type QueclinkQuestion = (address: QueclinkAddress) => QueclinkRequest;

export interface QueclinkSettings {
  readonly families: readonly QueclinkFamily[];
  /** A fresh sequence number, four hex digits. */
  readonly sequence: () => string;
  readonly passwords: QueclinkPasswords;
}

/** Opens the conversation for the length of `work`. `secrets` are values that must not reach the capture. */
export async function withQueclinkTalk<Value>(
  settings: QueclinkSettings & { readonly secrets?: readonly string[] },
  context: DriverContext,
  work: (talk: QueclinkTalk) => Promise<Value>,
): Promise<Value> {
  const { families, passwords } = settings;
  const values = [...(settings.secrets ?? []), ...passwords.secrets()];
  const span = createSecretSpan(context);
  const runner = runLinkMachine(context, MACHINE, (text, isFragment) =>
    maskQueclinkSecrets(text, { families, values, hidesFragments: span.isOpen() }, isFragment),
  );
  const startedMs = context.clock.monotonicMs();
  const isOverdue = () => context.clock.monotonicMs() - startedMs > CALL_CAP_MS;
  const fresh = unusedSequences(settings.sequence);
  const unit = { openingMs: 0, password: '', endsHalfCommand: true };
  /** Before the first answer, and after a silence, the unit may hold half a command. */
  const send = async (request: QueclinkRequest, cancel: DriverContext['cancel']) => {
    const outcome = await runner.ask({ ...request, endsHalfCommand: unit.endsHalfCommand }, cancel);
    unit.endsHalfCommand = outcome.kind !== 'answered';
    return outcome;
  };
  const ask: QueclinkTalk['ask'] = (question, { isWrite = false } = {}) => {
    const address = { password: unit.password, sequence: fresh() };
    return send(atPace(question(address), unit.openingMs), isWrite ? undefined : context.cancel);
  };
  const talk: QueclinkTalk = {
    families,
    ask,
    isOverdue,
    isLost: runner.isLost,
    open: async ({ passwords: only, ackWithinMs = OPENING_CAP_MS, reportWithinMs } = {}) => {
      const addresses = (only ?? passwords.candidates(context.link)).map((password) => ({
        password,
        sequence: fresh(),
      }));
      const askedMs = context.clock.monotonicMs();
      const question = askVersion(addresses, ackWithinMs);
      const outcome = await send(
        reportWithinMs === undefined ? question : { ...question, reportWithinMs },
        context.cancel,
      );
      const command = outcome.kind === 'answered' ? outcome.command : takenBy(outcome);
      if (command !== undefined) {
        unit.openingMs = context.clock.monotonicMs() - askedMs;
        unit.password = command.password;
        passwords.proven(context.link, command.password);
      }
      return outcome;
    },
    askAgain: async (question) => {
      let outcome = await ask(question);
      for (let retry = 0; retry < READ_RETRIES && outcome.kind === 'timed-out' && !isOverdue(); retry += 1) {
        outcome = await ask(question);
      }
      return outcome;
    },
    secretly: span.secretly,
  };
  try {
    return await work(talk);
  } finally {
    runner.close();
  }
}

/** The unit at the other end, and the table that its layouts come from; null for a model that is in none. */
export interface OpenUnit {
  readonly kind: 'unit';
  readonly version: QueclinkVersion;
  readonly family: QueclinkFamily | null;
}

/** Asks who is there. `locked`: a unit of this family is heard, and takes none of the passwords that are known. */
export async function openQueclinkUnit(
  talk: QueclinkTalk,
): Promise<OpenUnit | { readonly kind: 'locked' } | LinkFault> {
  const first = await talk.open();
  // The unit took the question, so its password is right and asking again is no second try at it.
  const outcome = takenBy(first) === undefined ? first : await talk.askAgain((address) => askVersion([address]));
  if (outcome.kind === 'timed-out' && outcome.taken === null && outcome.heardReports) {
    return { kind: 'locked' };
  }
  if (outcome.kind !== 'answered') {
    return faultOf(outcome);
  }
  return unitOf(talk, outcome);
}

/** Asks a unit that is known already. */
export async function askWhoIsThere(talk: QueclinkTalk): Promise<OpenUnit | LinkFault> {
  const outcome = await talk.askAgain((address) => askVersion([address]));
  return outcome.kind === 'answered' ? unitOf(talk, outcome) : faultOf(outcome);
}

/** An outcome without an answer, as the port tells it. */
export function faultOf(outcome: Exclude<QueclinkOutcome, { readonly kind: 'answered' }>): LinkFault {
  return outcome.kind === 'timed-out' ? { kind: 'timed-out', detail: outcome.detail } : outcome;
}

/** Faults after which nothing more can be asked in this call. */
export function isBroken({ kind }: LinkFault): boolean {
  return kind === 'port-lost' || kind === 'cancelled';
}

const MACHINE = {
  start: startQueclinkExchange,
  step: stepQueclinkExchange,
  wakeAtMs: queclinkWakeAtMs,
  isLost: ({ phase }: typeof startQueclinkExchange) => phase === 'lost',
};
const READ_RETRIES = 2;
/** A whole driver call, however many exchanges it takes. */
const CALL_CAP_MS = 60_000;
/** The opening question tells how fast this unit is, so it is waited for longer than others. */
const OPENING_CAP_MS = 8000;
/** A single wait is never longer (link.md §9). */
const STEP_CAP_MS = 20_000;
/** More than chance needs to find a number that was not used among 65536. */
const DRAWS = 16;
/** How much slower than its opening answer a unit may become. */
const PATIENCE = 3;

/** Numbers that were not used in this call. Chance repeats itself now and then; a source that always does is not asked for ever. */
function unusedSequences(draw: () => string): () => string {
  const used = new Set<string>();
  return () => {
    let sequence = draw();
    for (let again = 0; again < DRAWS && used.has(sequence); again += 1) {
      sequence = draw();
    }
    used.add(sequence);
    return sequence;
  };
}

function atPace(request: QueclinkRequest, openingMs: number): QueclinkRequest {
  return {
    ...request,
    ackWithinMs: Math.max(request.ackWithinMs, Math.min(STEP_CAP_MS, PATIENCE * openingMs)),
  };
}

function takenBy(outcome: QueclinkOutcome) {
  return outcome.kind === 'timed-out' ? outcome.taken?.command : undefined;
}

function unitOf(
  { families }: QueclinkTalk,
  { report }: Extract<QueclinkOutcome, { readonly kind: 'answered' }>,
): OpenUnit | LinkFault {
  const version = report === null ? null : readQueclinkVersion(report);
  return version === null
    ? { kind: 'garbled', detail: 'the unit does not say what it is' }
    : { kind: 'unit', version, family: queclinkFamilyOf(families, version) };
}
