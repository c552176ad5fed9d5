import { HIDDEN, hideWhole } from '#core/kernel/hidden-text.ts';
import type { DriverContext, IdentifyOutcome, LinkFault, UnitIdentity } from '#core/ports/unit-driver.ts';
import { type BenchAnswer, benchRequest, readBenchAnswer, readPairs } from '#core/protocol/benchunit/lines.ts';
import { printable } from '#core/protocol/latin1.ts';
import { createExchangeSession } from './exchange-session.ts';

/** One driver call's conversation with a bench unit. */
export interface BenchTalk {
  /** One question, one answer. A read is asked again when it got no usable answer; a write never is. */
  ask(
    words: string,
    options?: { readonly isWrite?: boolean; readonly capMs?: number },
  ): Promise<BenchAnswer | LinkFault>;
  isLost(): boolean;
}

const usualCapMs = 3_000;
/** Asked for by nobody else, so that a late answer to it is recognized. */
const resyncNumber = 0xff;

const passwordName = 'net.pass';

/** Opens the conversation for the length of `work`. `secrets` are values that must not reach the capture. */
export async function withBenchTalk<Value>(
  context: DriverContext,
  work: (talk: BenchTalk) => Promise<Value>,
  secrets: readonly string[] = [],
): Promise<Value> {
  const session = createExchangeSession(context, benchRequest(resyncNumber, 'WHO', usualCapMs), (text, isFragment) =>
    masked(text, { isFragment, secrets }),
  );
  // Answers to an earlier call must not fit the numbers of this one.
  let number = Math.floor(context.clock.monotonicMs()) % resyncNumber;
  const talk: BenchTalk = {
    isLost: session.isLost,
    async ask(words, { isWrite = false, capMs = usualCapMs } = {}) {
      number = (number % (resyncNumber - 1)) + 1;
      if (words.includes(passwordName)) {
        context.capture.secretAsked?.();
      }
      const request = benchRequest(number, words, capMs);
      const outcome = await (isWrite ? session.ask(request, { isWrite }) : session.askAgain(request));
      if (outcome.kind !== 'answered') {
        return outcome;
      }
      return readBenchAnswer(outcome.lines[0]?.text ?? '') ?? { kind: 'garbled', detail: 'neither yes nor no' };
    },
  };
  try {
    return await work(talk);
  } finally {
    session.close();
  }
}

/** The password stands behind its name, and the checksum behind it would tell something of it; a piece of a line may be a piece of it. */
function masked(
  text: string,
  { isFragment, secrets }: { readonly isFragment: boolean; readonly secrets: readonly string[] },
): string {
  if (isFragment && /pass|%/.test(text)) {
    return hideWhole(text);
  }
  const hidden = secrets
    .filter((secret) => secret !== '')
    .reduce((rest, one) => rest.replaceAll(printable(one), HIDDEN), text);
  return hidden.replace(/(net\.pass=)[^;]*/g, `$1${HIDDEN}`);
}

/** Who the unit says it is, asked twice; both answers must agree. */
export async function identifyBenchunit(talk: BenchTalk): Promise<IdentifyOutcome> {
  const first = await askIdentity(talk);
  if (first.kind !== 'identity') {
    return first;
  }
  const second = await askIdentity(talk);
  if (second.kind !== 'identity') {
    return second;
  }
  const [one, other] = [inWords(first.identity), inWords(second.identity)];
  return one === other
    ? { kind: 'identified', identity: first.identity }
    : { kind: 'readings-differ', first: one, second: other };
}

export async function askIdentity(
  talk: BenchTalk,
  capMs?: number,
): Promise<{ readonly kind: 'identity'; readonly identity: UnitIdentity } | LinkFault> {
  const answer = await talk.ask('WHO', { ...(capMs === undefined ? {} : { capMs, isWrite: true }) });
  if (answer.kind !== 'yes') {
    return answer.kind === 'no' ? { kind: 'garbled', detail: answer.words } : answer;
  }
  const told = readPairs(answer.words);
  const text = (name: string) => (told.get(name) === '' ? null : (told.get(name) ?? null));
  const [model, firmware] = [text('model'), text('fw')];
  if (model === null || firmware === null) {
    return { kind: 'garbled', detail: 'the unit does not say what it is' };
  }
  const imei = text('imei');
  const isImei = imei !== null && /^\d{15}$/.test(imei);
  return {
    kind: 'identity',
    identity: {
      driver: 'benchunit',
      imei: isImei ? imei : null,
      model,
      firmware,
      hardware: text('hw'),
      iccid: text('iccid'),
    },
  };
}

/** Everything that is told, so that a damaged digit shows wherever it is. */
function inWords({ imei, model, firmware, hardware, iccid }: UnitIdentity): string {
  const named = [imei === null ? 'no IMEI' : `IMEI ${imei}`, model, firmware, hardware, iccid];
  return named.filter((part) => part !== null).join(', ');
}
