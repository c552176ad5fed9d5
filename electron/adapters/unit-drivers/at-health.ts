import type { Clock } from '#core/ports/clock.ts';
import type { HealthField, HealthReading, ReadHealthOutcome } from '#core/ports/unit-driver.ts';
import { readSignal, readSimState, simStateOfError, type Told } from '#core/protocol/at27007/answers.ts';
import { readModemClock, readOperator } from '#core/protocol/at27007/network-answers.ts';
import { readRegistration } from '#core/protocol/at27007/registration.ts';
import { askPrefixed, askRegistration, type RegistrationCommand } from '#core/protocol/at27007/requests.ts';
import { wordsOfCmeCode } from '#core/protocol/at27007/result-codes.ts';
import type { AtAnswer, AtTalk } from './at-talk.ts';

/** What a bare modem can tell: signal, registration, SIM and its clock. Everything else is unknown on this family. */
export const AT_HEALTH_FIELDS = [
  ...(['signalLevel', 'networkRegistration', 'sim', 'clockOffsetSeconds'] as const),
] satisfies readonly HealthField[];

export async function readAtHealth(
  talk: AtTalk,
  clock: Clock,
  wanted: readonly HealthField[],
): Promise<ReadHealthOutcome> {
  const fields: Partial<Record<HealthField, HealthReading>> = {};
  for (const field of wanted) {
    const reading = await readField(talk, clock, field);
    if (reading.kind === 'port-lost' || reading.kind === 'cancelled') {
      return reading;
    }
    fields[field] = reading;
  }
  return { kind: 'measured', fields };
}

type HealthValue = Extract<HealthReading, { readonly kind: 'value' }>;
type Broken = Extract<AtAnswer, { readonly kind: 'port-lost' | 'cancelled' }>;

async function readField(talk: AtTalk, clock: Clock, field: HealthField): Promise<HealthReading | Broken> {
  switch (field) {
    case 'signalLevel':
      return readSignalLevel(talk);
    case 'networkRegistration':
      return readNetwork(talk);
    case 'sim':
      return readSim(talk);
    case 'clockOffsetSeconds':
      return readClockOffset(talk, clock);
    default:
      return unknown('a bare modem does not tell it');
  }
}

async function readSignalLevel(talk: AtTalk): Promise<HealthReading | Broken> {
  const answer = await talk.ask(askPrefixed('AT+CSQ', '+CSQ'));
  if (answer.kind !== 'body') {
    return noBody(answer);
  }
  const line = answer.lines[0] ?? '';
  const signal = readSignal(line);
  return signal.kind === 'told'
    ? { kind: 'value', value: signal.value.level, raw: `${line} (${signal.value.dbm} dBm)` }
    : unknown('the modem does not know its signal');
}

/** The registration that carries data decides: first LTE, then packet, then circuit switched. Whose network it is stands in the raw text. */
async function readNetwork(talk: AtTalk): Promise<HealthReading | Broken> {
  let best: HealthReading = unknown('the modem does not tell its registration');
  for (const name of ['+CEREG', '+CGREG', '+CREG'] satisfies readonly RegistrationCommand[]) {
    const answer = await talk.ask(askRegistration(name));
    if (answer.kind === 'port-lost' || answer.kind === 'cancelled') {
      return answer;
    }
    const line = answer.kind === 'body' ? (answer.lines[0] ?? '') : '';
    const registration = readRegistration(line, name);
    if (registration.kind !== 'answer' || registration.state === 'unknown') {
      continue;
    }
    const reading = { kind: 'value', value: registration.state, raw: line } as const;
    if (registration.state === 'home' || registration.state === 'roaming') {
      return withOperator(talk, reading);
    }
    best = best.kind === 'value' ? best : reading;
  }
  return best;
}

async function withOperator(talk: AtTalk, reading: HealthValue): Promise<HealthReading | Broken> {
  const answer = await talk.ask(askPrefixed('AT+COPS?', '+COPS', OPERATOR_CAP_MS));
  if (answer.kind === 'port-lost' || answer.kind === 'cancelled') {
    return answer;
  }
  const operator = readOperator(answer.kind === 'body' ? (answer.lines[0] ?? '') : '');
  if (operator.kind !== 'told') {
    return reading;
  }
  const { name, access } = operator.value;
  return { ...reading, raw: `${reading.raw} (${access === null ? name : `${name}, ${access}`})` };
}

/** Positive where the modem's clock is ahead. */
async function readClockOffset(talk: AtTalk, clock: Clock): Promise<HealthReading | Broken> {
  const answer = await talk.ask(askPrefixed('AT+CCLK?', '+CCLK'));
  if (answer.kind !== 'body') {
    return noBody(answer);
  }
  const line = answer.lines[0] ?? '';
  const told = readModemClock(line);
  return told.kind === 'told'
    ? { kind: 'value', value: Math.round((told.value - Date.parse(clock.now())) / 1000), raw: line }
    : unknown('the modem does not tell its time and zone');
}

async function readSim(talk: AtTalk): Promise<HealthReading | Broken> {
  const answer = await talk.ask(askPrefixed('AT+CPIN?', '+CPIN'));
  if (answer.kind === 'refused') {
    const { cmeCode } = answer;
    const words = cmeCode === null ? 'refused' : wordsOfCmeCode(cmeCode);
    const told = simStateOfError(cmeCode);
    return told.kind === 'told' ? asReading(told, words) : unknown(`the modem answers: ${words}`);
  }
  if (answer.kind !== 'body') {
    return noBody(answer);
  }
  const line = answer.lines[0] ?? '';
  return asReading(readSimState(line), line);
}

function asReading(told: Told<string>, raw: string): HealthReading {
  return told.kind === 'told' ? { kind: 'value', value: told.value, raw } : unknown('the modem does not tell it');
}

function noBody(answer: Exclude<AtAnswer, { readonly kind: 'body' }>): HealthReading | Broken {
  if (answer.kind === 'port-lost' || answer.kind === 'cancelled') {
    return answer;
  }
  return unknown(answer.kind === 'refused' ? 'the modem refuses to tell it' : 'no usable answer');
}

/** The modem asks the network for its name. */
const OPERATOR_CAP_MS = 10_000;

function unknown(why: string): HealthReading {
  return { kind: 'unknown', why };
}
