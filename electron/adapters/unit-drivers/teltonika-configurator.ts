import type {
  ConfigKey,
  ConfigReading,
  KeyWrite,
  LinkFault,
  UnlockOutcome,
  WriteConfigurationOutcome,
} from '#core/ports/unit-driver.ts';
import type { AnswerLine, ExchangeOutcome, ExchangeRequest } from '#core/protocol/command-exchange.ts';
import { isSameValue } from '#core/protocol/parameter-value.ts';
import {
  askConfiguratorInfo,
  askSecurity,
  askWholeConfiguration,
  beginConfiguration,
  endConfiguration,
  headsOf,
  isKeyword,
  keepParameters,
  MAX_STAGE_CHARACTERS,
  offerKeyword,
  readConfiguratorImei,
  readSecurity,
  readWholeConfiguration,
  type SecurityState,
  stageParameters,
  stopLogAndAskSecurity,
} from '#core/protocol/teltonika/configurator.ts';
import type { ParameterReading } from '#core/protocol/teltonika/parameters.ts';
import type { TeltonikaFamily } from '#core/protocol/teltonika/unit-families.ts';
import { configReading, ownParameter, readTeltonikaKeys } from './teltonika-reading.ts';
import type { TeltonikaTalk } from './teltonika-talk.ts';
import { planTeltonikaWrites, type WriteBatch } from './teltonika-write-plan.ts';
import {
  keyWrite,
  stopBefore,
  stopped,
  tellAnswered,
  tellSending,
  type WriteJob,
  type WriteJobFor,
} from './write-steps.ts';

/**
 * Reading, writing and unlocking by the Configurator's own dialogue, which the maker does not support: only where the station has it switched
 * on. It reads everything at once, twice; it keeps nothing before it is told to; and it offers a keyword once per call.
 */

type Refusal = LinkFault | { readonly kind: 'locked' };

/** Reads keys from whole configurations. What these do not tell alike is asked by `getparam`. */
export async function readByConfigurator(
  talk: TeltonikaTalk,
  family: TeltonikaFamily | null,
  keys: readonly ConfigKey[],
): Promise<{ readonly kind: 'read'; readonly values: Readonly<Record<ConfigKey, ConfigReading>> } | Refusal> {
  const whole = await inDialogue(talk, () => readWhole(talk));
  if (whole.kind !== 'told') {
    return whole;
  }
  const values: Record<ConfigKey, ConfigReading> = {};
  const untold: ConfigKey[] = [];
  for (const key of keys) {
    const parameter = family === null ? undefined : ownParameter(family, key);
    const reading = parameter === undefined ? undefined : whole.readings.get(parameter.id);
    if (reading === undefined) {
      untold.push(key);
    } else {
      values[key] = configReading(parameter, reading);
    }
  }
  if (untold.some((key) => family !== null && ownParameter(family, key) !== undefined)) {
    // What is known of the list may be too short: the next one is heard to its end.
    talk.learnListed('parameters', []);
  }
  const rest = await readTeltonikaKeys(talk, family, untold);
  return rest.kind === 'read' ? { kind: 'read', values: { ...values, ...rest.values } } : rest;
}

/** Stages all values, has them kept, and says of each what a reading afterwards told: the dialogue's own answers name none. */
export async function writeByConfigurator(
  talk: TeltonikaTalk,
  family: TeltonikaFamily | null,
  job: WriteJobFor,
): Promise<WriteConfigurationOutcome> {
  const planned = planTeltonikaWrites(family, job.changes, STAGE_COMMAND);
  if (planned.kind !== 'planned') {
    return planned;
  }
  const staged: WriteBatch[] = [];
  const outcome = await inDialogue(talk, async () => {
    const info = await talk.session.askAgain(askConfiguratorInfo(talk.listed('info')));
    const readImei = info.kind === 'answered' ? readConfiguratorImei(info.lines) : null;
    if (readImei !== job.expectedImei) {
      return info.kind === 'answered'
        ? ({ kind: 'wrong-unit', expectedImei: job.expectedImei, readImei } as const)
        : info;
    }
    if (info.kind === 'answered') {
      talk.learnListed('info', headsOf(info.lines));
    }
    for (const batch of planned.batches) {
      const fault =
        stopBefore(talk.session, job.cancel) ??
        (await stage(talk, job, { batch, before: staged.flat().length, staged }));
      if (fault !== null) {
        return fault;
      }
    }
    const kept = await talk.session.ask(keepParameters, { isWrite: true });
    return kept.kind === 'answered' ? await readWhole(talk) : kept;
  });
  const sent = staged.flat();
  if (sent.length === 0 && outcome.kind !== 'told') {
    return outcome;
  }
  const writes = sent.map((one) =>
    settled(one, outcome.kind === 'told' ? outcome.readings.get(one.value.id) : undefined),
  );
  if (outcome.kind === 'told') {
    tellAnswered(job, 0, writes);
    return { kind: 'written', writes };
  }
  const fault = outcome.kind === 'locked' || outcome.kind === 'wrong-unit' ? CUT_SHORT : outcome;
  return stopped(job.changes, writes, fault);
}

/** Offers the keyword that a person typed, once, and tells how many tries are left (link.md §0, finding 5). */
export async function unlockByConfigurator(talk: TeltonikaTalk, keyword: string): Promise<UnlockOutcome> {
  if (!isKeyword(keyword)) {
    return { kind: 'refused-secret', why: 'a keyword has letters and digits only, four at least' };
  }
  const before = await askState(talk);
  if (before.kind !== 'state') {
    return before;
  }
  const ready = unlockedBy(before.state);
  if (ready !== null) {
    return ready;
  }
  const offered = await talk.secretly(() => talk.session.ask(offerKeyword(keyword), { isWrite: true }));
  if (offered.kind === 'port-lost' || offered.kind === 'cancelled') {
    return offered;
  }
  const told = offered.kind === 'answered' ? securityIn(offered.lines) : null;
  const after = told === null ? await askState(talk) : ({ kind: 'state', state: told } as const);
  if (after.kind !== 'state') {
    return after;
  }
  const { state } = after;
  // Without an answer of its own and without a try used up, the keyword never arrived.
  const isLost = told === null && state.triesLeft >= before.state.triesLeft;
  return unlockedBy(state) ?? (isLost ? NEVER_ARRIVED : { kind: 'wrong-password', triesLeft: state.triesLeft });
}

const STAGE_COMMAND = { longest: MAX_STAGE_CHARACTERS - 1, overhead: ':cfg_setparam:'.length };
const CUT_SHORT = { kind: 'garbled', detail: 'the unit ended the dialogue' } as const;
const NEVER_ARRIVED = { kind: 'timed-out', detail: 'the unit did not take notice of the keyword' } as const;

type Whole = { readonly kind: 'told'; readonly readings: ReadonlyMap<number, ParameterReading> } | Refusal;

/** Begins the dialogue, works in it and ends it, whatever came of the work. */
async function inDialogue<Outcome extends { readonly kind: string }>(
  talk: TeltonikaTalk,
  work: () => Promise<Outcome>,
): Promise<Outcome | Refusal> {
  const security = await askState(talk);
  if (security.kind !== 'state') {
    return security;
  }
  const { isSecured, isAuthorized, isLocked } = security.state;
  if (isLocked || (isSecured && !isAuthorized)) {
    return { kind: 'locked' };
  }
  const begun = await talk.session.askAgain(beginConfiguration);
  if (begun.kind !== 'answered') {
    return begun;
  }
  try {
    return await work();
  } finally {
    await talk.session.ask(endConfiguration);
  }
}

type State = { readonly kind: 'state'; readonly state: SecurityState } | LinkFault;

/** A unit that has just started answers nothing but noise at first: that is waited out, and is no refusal. */
async function askState(talk: TeltonikaTalk): Promise<State> {
  const untilMs = talk.nowMs() + BOOT_CAP_MS;
  let outcome: ExchangeOutcome = await talk.session.askAgain(stopLogAndAskSecurity);
  while (isUnanswered(outcome) && talk.nowMs() < untilMs && talk.isStarting()) {
    await talk.pause(BOOT_PAUSE_MS);
    outcome = await talk.session.ask(askSecurity);
  }
  const state = outcome.kind === 'answered' ? securityIn(outcome.lines) : null;
  if (state !== null) {
    return { kind: 'state', state };
  }
  return outcome.kind === 'answered' ? CUT_SHORT : outcome;
}

/** As long as a unit was seen to need after its start. */
const BOOT_CAP_MS = 75_000;
const BOOT_PAUSE_MS = 2000;

/** The second reading is parted from the first by a question of its own, so that a list which came twice cannot be both. */
async function readWhole(talk: TeltonikaTalk): Promise<Whole> {
  const first = await readList(talk, talk.listed('parameters'));
  if (first.kind !== 'answered') {
    return first;
  }
  const between = await talk.secretly(() => talk.session.askAgain(askSecurity));
  if (between.kind !== 'answered') {
    return between;
  }
  const heads = headsOf(first.lines);
  const second = await readList(talk, heads);
  if (second.kind !== 'answered') {
    return second;
  }
  talk.learnListed('parameters', isSameOrder(heads, headsOf(second.lines)) ? heads : []);
  return { kind: 'told', readings: readWholeConfiguration(first.lines, second.lines) };
}

function readList(talk: TeltonikaTalk, known: readonly string[]): Promise<ExchangeOutcome> {
  return talk.secretly(() => talk.session.askAgain(askWholeConfiguration(known)));
}

function isSameOrder(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((head, index) => head === other[index]);
}

async function stage(
  talk: TeltonikaTalk,
  job: WriteJob,
  { batch, before, staged }: { readonly batch: WriteBatch; readonly before: number; readonly staged: WriteBatch[] },
): Promise<LinkFault | null> {
  tellSending(job, before, batch);
  staged.push(batch);
  const request: ExchangeRequest = stageParameters(batch.map(({ value }) => value));
  const write = () => talk.session.ask(request, { isWrite: true });
  const outcome = await (batch.some(({ isSecret }) => isSecret) ? talk.secretly(write) : write());
  return outcome.kind === 'answered' ? null : outcome;
}

function settled({ change, value }: WriteBatch[number], found: ParameterReading | undefined): KeyWrite {
  if (found?.kind !== 'value' && found?.kind !== 'empty') {
    return keyWrite(change, 'unknown', 'nothing told whether the unit kept it');
  }
  const held = found.kind === 'value' ? found.text : '';
  return isSameValue(held, value.text, value.isNumber)
    ? keyWrite(change, 'accepted', 'told by reading it back')
    : keyWrite(change, 'rejected', 'the unit still holds another value');
}

function securityIn(lines: readonly AnswerLine[]): SecurityState | null {
  const [line] = lines;
  return line === undefined ? null : readSecurity(line);
}

function unlockedBy({ isSecured, isAuthorized, isLocked }: SecurityState): UnlockOutcome | null {
  if (isLocked) {
    return { kind: 'locked-out' };
  }
  return !isSecured || isAuthorized ? { kind: 'open' } : null;
}

function isUnanswered(outcome: ExchangeOutcome): boolean {
  return outcome.kind === 'timed-out' || outcome.kind === 'garbled';
}
