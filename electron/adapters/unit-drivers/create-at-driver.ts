import type {
  ConfigChange,
  ConfigReading,
  DriverContext,
  IdentifyOutcome,
  LinkFault,
  ProbeOutcome,
  RebootOutcome,
  UnitDriver,
  WriteConfigurationOutcome,
} from '#core/ports/unit-driver.ts';
import { readAtIccid, readAtImei, readAtText, type Told } from '#core/protocol/at27007/answers.ts';
import { askAttention, askFreeText, askPrefixed, bodyOf, tellAt } from '#core/protocol/at27007/requests.ts';
import type { ExchangeRequest } from '#core/protocol/command-exchange.ts';
import { AT_HEALTH_FIELDS, readAtHealth } from './at-health.ts';
import { type AtTalk, initialize, withAtTalk } from './at-talk.ts';

/**
 * Driver for anything that answers 3GPP TS 27.007 commands: it identifies and measures, and holds no configuration of its
 * own (INST-1, INST-2; link.md §1). The fallback when no family of its own answers.
 */
export function createAtDriver(): UnitDriver {
  const ready = <Value>(context: DriverContext, work: (talk: AtTalk) => Promise<Value>) =>
    withAtTalk(context, async (talk) => (await initialize(talk)) ?? work(talk));
  return {
    id: 'at27007',
    probe: (context) => withAtTalk(context, probe),
    identify: (context) => ready(context, identify),
    capabilities: () => ({ keys: {}, health: AT_HEALTH_FIELDS, firmwareUpdate: false, testTransmission: false }),
    readConfiguration: async (_context, keys = []) => ({
      kind: 'read',
      values: Object.fromEntries(keys.map((key): [string, ConfigReading] => [key, { kind: 'unsupported' }])),
    }),
    writeConfiguration: (...[context, expectedImei, changes]) =>
      ready(context, (talk) => refuseWrite(talk, expectedImei, changes)),
    verify: async (_context, changes) => {
      const keys = changes.map(({ key, to }) => ({
        key,
        wanted: to,
        found: { kind: 'unsupported' } as const,
        equal: false,
      }));
      return { kind: keys.length === 0 ? 'verified' : 'differs', keys };
    },
    readHealth: (context, fields) => ready(context, (talk) => readAtHealth(talk, fields ?? AT_HEALTH_FIELDS)),
    reboot: (context) => ready(context, (talk) => reboot(context, talk)),
  };
}

const PROBE_CAP_MS = 500;
const SCORE = 40;
const REBOOT_RETURNS_WITHIN_MS = 60_000;
const PORT_LEAVES_WITHIN_MS = 3000;

/** Two tries within the 1.5 s of a probe. `AT` alone changes nothing. */
async function probe(talk: AtTalk): Promise<ProbeOutcome> {
  let outcome = await talk.session.ask(askAttention(PROBE_CAP_MS));
  if (outcome.kind === 'timed-out') {
    outcome = await talk.session.ask(askAttention(PROBE_CAP_MS));
  }
  return outcome.kind === 'answered'
    ? { kind: 'answers', score: SCORE, reason: 'answers AT commands' }
    : { kind: 'silent', reason: outcome.kind };
}

interface Described {
  readonly imei: string | null;
  readonly model: string;
  readonly firmware: string;
}

async function identify(talk: AtTalk): Promise<IdentifyOutcome> {
  const first = await describe(talk, TEXT_QUESTIONS);
  if ('kind' in first) {
    return first;
  }
  // Backwards, so that answers which all came one question late cannot come out alike.
  const second = await describe(talk, TEXT_QUESTIONS.toReversed());
  if ('kind' in second) {
    return second;
  }
  if (inWords(first) !== inWords(second)) {
    return { kind: 'readings-differ', first: inWords(first), second: inWords(second) };
  }
  const iccid = await tryInTurn(talk, ICCID_QUESTIONS, readAtIccid);
  if (isFault(iccid)) {
    return iccid;
  }
  return {
    kind: 'identified',
    identity: { driver: 'at27007', ...first, hardware: null, iccid: iccid.kind === 'told' ? iccid.value : null },
  };
}

const TEXT_QUESTIONS = ['+CGMI', '+CGMM', '+CGMR'] as const;

async function describe(
  talk: AtTalk,
  questions: readonly (typeof TEXT_QUESTIONS)[number][],
): Promise<Described | LinkFault> {
  const imei = await tryInTurn(talk, IMEI_QUESTIONS, readAtImei);
  if (isFault(imei)) {
    return imei;
  }
  const told = { '+CGMI': '', '+CGMM': '', '+CGMR': '' };
  for (const name of questions) {
    const text = await tryInTurn(talk, [askFreeText(`AT${name}`, name)], (lines) => readAtText(lines, name));
    if (isFault(text)) {
      return text;
    }
    told[name] = text.kind === 'told' ? text.value : '';
  }
  const { '+CGMI': maker, '+CGMM': model, '+CGMR': firmware } = told;
  const fullModel = model.startsWith(maker) ? model : `${maker} ${model}`.trim();
  return {
    imei: imei.kind === 'told' ? imei.value : null,
    model: fullModel === '' ? 'unknown' : fullModel,
    firmware: firmware === '' ? 'unknown' : firmware,
  };
}

const IMEI_QUESTIONS = [askPrefixed('AT+CGSN=1', '+CGSN'), askFreeText('AT+CGSN', '+CGSN')];
const ICCID_QUESTIONS = ['+CCID', '+ICCID', '+QCCID', '^ICCID'].map((name) => askFreeText(`AT${name}`, name));

/** Vendors name the same question differently: the first usable answer counts. A silent modem is a fault, a refusal is not. */
async function tryInTurn(
  talk: AtTalk,
  questions: readonly ExchangeRequest[],
  read: (lines: readonly string[]) => Told<string>,
): Promise<Told<string> | LinkFault> {
  for (const question of questions) {
    const answer = await talk.ask(question);
    if (answer.kind === 'refused') {
      continue;
    }
    if (answer.kind !== 'body') {
      return answer;
    }
    const told = read(answer.lines);
    if (told.kind === 'told') {
      return told;
    }
  }
  return { kind: 'untold' };
}

/** TS 27.007 §8.2: full functionality, with a reset before it. The port goes a moment after the answer, where it goes at all. */
async function reboot(context: DriverContext, talk: AtTalk): Promise<RebootOutcome> {
  const outcome = await talk.session.ask(tellAt('AT+CFUN=1,1'), { isWrite: true });
  if (outcome.kind === 'answered' && bodyOf(outcome.lines).kind === 'refused') {
    return { kind: 'garbled', detail: 'the modem refuses to restart' };
  }
  if (outcome.kind !== 'answered' && outcome.kind !== 'port-lost') {
    return outcome;
  }
  await untilLost(context, talk);
  return { kind: 'restarting', linkIsLost: talk.session.isLost(), returnsWithinMs: REBOOT_RETURNS_WITHIN_MS };
}

async function untilLost({ link, clock }: DriverContext, { session }: AtTalk): Promise<void> {
  const waited = new AbortController();
  const unlisten = link.onLost(() => waited.abort());
  if (!session.isLost()) {
    await clock.sleep(PORT_LEAVES_WITHIN_MS, waited.signal);
  }
  unlisten();
}

async function refuseWrite(
  talk: AtTalk,
  expectedImei: string,
  changes: readonly ConfigChange[],
): Promise<WriteConfigurationOutcome> {
  const imei = await tryInTurn(talk, IMEI_QUESTIONS, readAtImei);
  if (isFault(imei)) {
    return imei;
  }
  const readImei = imei.kind === 'told' ? imei.value : null;
  if (readImei !== expectedImei) {
    return { kind: 'wrong-unit', expectedImei, readImei };
  }
  const [first] = changes;
  return first === undefined
    ? { kind: 'written', writes: [] }
    : { kind: 'refused-value', key: first.key, why: 'a bare modem holds no configuration' };
}

function isFault(answer: Told<string> | LinkFault): answer is LinkFault {
  return answer.kind !== 'told' && answer.kind !== 'untold';
}

function inWords(described: Described): string {
  const { imei, model, firmware } = described;
  return `${imei === null ? 'no IMEI' : `IMEI ${imei}`}, ${model}, ${firmware}`;
}
