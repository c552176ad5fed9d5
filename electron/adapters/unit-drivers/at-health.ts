import type { HealthField, HealthReading, ReadHealthOutcome } from '#core/ports/unit-driver.ts';
import { readSignal, readSimState, simStateOfError, type Told } from '#core/protocol/at27007/answers.ts';
import { readRegistration } from '#core/protocol/at27007/registration.ts';
import { askPrefixed, askRegistration, type RegistrationCommand } from '#core/protocol/at27007/requests.ts';
import type { AtAnswer, AtTalk } from './at-talk.ts';

/** What a bare modem can tell: signal, registration and SIM. Everything else is unknown on this family. */
export const AT_HEALTH_FIELDS = ['signalLevel', 'networkRegistration', 'sim'] as const satisfies readonly HealthField[];

export async function readAtHealth(talk: AtTalk, wanted: readonly HealthField[]): Promise<ReadHealthOutcome> {
  const fields: Partial<Record<HealthField, HealthReading>> = {};
  for (const field of wanted) {
    const reading = await readField(talk, field);
    if (reading.kind === 'port-lost' || reading.kind === 'cancelled') {
      return reading;
    }
    fields[field] = reading;
  }
  return { kind: 'measured', fields };
}

type Broken = Extract<AtAnswer, { readonly kind: 'port-lost' | 'cancelled' }>;

async function readField(talk: AtTalk, field: HealthField): Promise<HealthReading | Broken> {
  switch (field) {
    case 'signalLevel':
      return readSignalLevel(talk);
    case 'networkRegistration':
      return readNetwork(talk);
    case 'sim':
      return readSim(talk);
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

/** The registration that carries data decides: first LTE, then packet, then circuit switched. */
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
    const reading: HealthReading = { kind: 'value', value: registration.state, raw: line };
    if (registration.state === 'home' || registration.state === 'roaming') {
      return reading;
    }
    best = best.kind === 'value' ? best : reading;
  }
  return best;
}

async function readSim(talk: AtTalk): Promise<HealthReading | Broken> {
  const answer = await talk.ask(askPrefixed('AT+CPIN?', '+CPIN'));
  if (answer.kind === 'refused') {
    return asReading(simStateOfError(answer.cmeCode), `+CME ERROR: ${answer.cmeCode ?? 'unnumbered'}`);
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

function unknown(why: string): HealthReading {
  return { kind: 'unknown', why };
}
