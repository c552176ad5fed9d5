import type { IdentifyOutcome, LinkFault } from '#core/ports/unit-driver.ts';
import { readAtIccid, readAtImei, readAtText, type Told } from '#core/protocol/at27007/answers.ts';
import type { V250Request } from '#core/protocol/at27007/left-behind.ts';
import { askFreeText, askPrefixed } from '#core/protocol/at27007/requests.ts';
import type { AtTalk } from './at-talk.ts';

/** Reads who a modem is, twice; both readings must agree (INST-1; link.md §1.2). */
export async function identifyModem(talk: AtTalk): Promise<IdentifyOutcome> {
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

/** The IMEI alone, read once: what is compared with the expected one before anything is written. */
export async function readModemImei(
  talk: AtTalk,
): Promise<{ readonly kind: 'imei'; readonly imei: string | null } | LinkFault> {
  const imei = await tryInTurn(talk, IMEI_QUESTIONS, readAtImei);
  return isFault(imei) ? imei : { kind: 'imei', imei: imei.kind === 'told' ? imei.value : null };
}

interface Described {
  readonly imei: string | null;
  readonly model: string;
  readonly firmware: string;
}

const TEXT_QUESTIONS = ['+CGMI', '+CGMM', '+CGMR'] as const;
/** Old modems refuse the first, and some tell it as a setting that can be read. */
const IMEI_QUESTIONS = [
  askPrefixed('AT+CGSN=1', '+CGSN'),
  askFreeText('AT+CGSN', '+CGSN'),
  askPrefixed('AT+CGSN?', '+CGSN'),
];
const ICCID_QUESTIONS = ['+CCID', '+ICCID', '+QCCID', '^ICCID'].map((name) => askFreeText(`AT${name}`, name));

async function describe(
  talk: AtTalk,
  questions: readonly (typeof TEXT_QUESTIONS)[number][],
): Promise<Described | LinkFault> {
  const imei = await readModemImei(talk);
  if (imei.kind !== 'imei') {
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
    imei: imei.imei,
    model: fullModel === '' ? 'unknown' : fullModel,
    firmware: firmware === '' ? 'unknown' : firmware,
  };
}

/** Vendors name the same question differently: the first usable answer counts. A silent modem is a fault, a refusal is not. */
async function tryInTurn(
  talk: AtTalk,
  questions: readonly V250Request[],
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

function isFault(answer: Told<string> | LinkFault): answer is LinkFault {
  return answer.kind !== 'told' && answer.kind !== 'untold';
}

function inWords({ imei, model, firmware }: Described): string {
  return `${imei === null ? 'no IMEI' : `IMEI ${imei}`}, ${model}, ${firmware}`;
}
