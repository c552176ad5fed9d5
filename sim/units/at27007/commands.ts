import { createRandom } from '../../random/seeded-random.ts';
import { feltHealth } from '../felt-health.ts';
import { toldImei } from '../imei-variants.ts';
import { storeValues } from '../stored-values.ts';
import type { UnitHealth } from '../unit-health.ts';
import type { UnitMemory, UnitMoment } from '../unit-machine.ts';
import type { EquipmentError } from './results.ts';

/** What a modem remembers beyond other units. */
export interface ModemMemory extends UnitMemory {
  readonly echo: boolean;
  readonly verbose: boolean;
  readonly errorStyle: 0 | 1 | 2;
  readonly registrationReport: number;
  /** SIM questions since power-up: a SIM that is busy gets ready after some. */
  readonly simQuestions: number;
}

/** How a command line ended. `not-addressed`: it does not begin with AT, and a modem keeps silent. */
export type ModemResult =
  | {
      readonly kind: 'done';
      readonly lines: readonly string[];
      readonly memory: ModemMemory;
      readonly restart?: boolean;
    }
  | { readonly kind: 'failed'; readonly memory: ModemMemory }
  | { readonly kind: 'equipment-error'; readonly code: EquipmentError; readonly memory: ModemMemory }
  | { readonly kind: 'not-addressed' };

const manufacturer = 'Fitbay virtual units';
const revision = '1.00';
const longestAccessPoint = 63;

/** Carries out one command line without its end. */
export function obeyCommand(memory: ModemMemory, line: string, moment: UnitMoment): ModemResult {
  if (!/^at/i.test(line)) {
    return { kind: 'not-addressed' };
  }
  const body = line.slice(2);
  const { refusal } = moment.quirks;
  if ((refusal === 'everything' || refusal === 'unsupported') && body !== '') {
    return { kind: 'equipment-error', code: refusal === 'everything' ? 3 : 4, memory };
  }
  return body.startsWith('+') ? obeyExtended(memory, body, moment) : obeyBasic(memory, body.toUpperCase());
}

/** Basic commands may stand one after the other on a line (V.250 §5.4.1). */
function obeyBasic(memory: ModemMemory, body: string): ModemResult {
  let current = memory;
  const lines: string[] = [];
  for (let rest = body; rest !== ''; ) {
    const match = /^(E[01]?|V[01]?|Q0?|X\d?|Z|&F|I0?|S\d+=\d+)/.exec(rest);
    if (match === null) {
      return { kind: 'failed', memory: current };
    }
    const [command] = match;
    rest = rest.slice(command.length);
    if (command.startsWith('E')) {
      current = { ...current, echo: command === 'E1' };
    } else if (command.startsWith('V')) {
      current = { ...current, verbose: command === 'V1' };
    } else if (command.startsWith('I')) {
      lines.push(manufacturer, current.profile.model, `Revision: ${revision}`);
    }
  }
  return { kind: 'done', lines, memory: current };
}

function obeyExtended(memory: ModemMemory, body: string, moment: UnitMoment): ModemResult {
  const equals = /[=?]/.exec(body)?.index ?? body.length;
  const name = body.slice(0, equals).toUpperCase();
  const request = body.slice(equals);
  return request.startsWith('=') && request !== '=?' && name !== '+CGSN'
    ? change(memory, { name, value: request.slice(1) }, moment)
    : ask(memory, `${name}${request}`, moment);
}

function ask(memory: ModemMemory, question: string, moment: UnitMoment): ModemResult {
  const health = feltHealth(memory, moment);
  const done = (...lines: readonly string[]): ModemResult => ({ kind: 'done', lines, memory });
  switch (question) {
    case '+CGMI':
      return done(manufacturer);
    case '+CGMM':
      return done(memory.profile.model);
    case '+CGMR':
      return done(revision);
    case '+CGSN':
    case '+CGSN=0':
    case '+CGSN=1':
    case '+CGSN=2':
    case '+CGSN=3':
    case '+CGSN?':
      return tellSerial(memory, question === '+CGSN?' ? '1' : question.slice('+CGSN='.length), moment);
    case '+CIMI':
    case '+CCID':
    case '+CPIN?':
      return askSim(memory, question, moment);
    case '+CSQ':
      return done(`+CSQ: ${health.rssi},99`);
    case '+CREG?':
    case '+CGREG?':
    case '+CEREG?':
      return done(registrationLine(memory, question.slice(0, -1), health));
    case '+COPS?':
      return done(health.operator === '' ? '+COPS: 0' : `+COPS: 0,2,"${health.operator}",7`);
    case '+CGDCONT?':
      return done(`+CGDCONT: 1,"${memory.running['type'] ?? ''}","${memory.running['apn'] ?? ''}","",0,0`);
    case '+CMEE?':
      return done(`+CMEE: ${memory.errorStyle}`);
    case '+CSCS?':
      return done('+CSCS: "GSM"');
    case '+CSCS=?':
      return done('+CSCS: ("GSM","IRA")');
    case '+CFUN?':
      return done('+CFUN: 1');
    case '+CCLK?':
      return done(`+CCLK: "${clockText(moment.atMs + health.clockOffsetMs)}"`);
    default:
      return { kind: 'failed', memory };
  }
}

function tellSerial(memory: ModemMemory, form: string, moment: UnitMoment): ModemResult {
  const imei = toldImei(memory.profile.imei, moment.quirks.imei, memory.imeiReadings);
  const told = { ...memory, imeiReadings: memory.imeiReadings + 1 };
  const answers: Readonly<Record<string, string>> = {
    '': imei,
    '0': `+CGSN: "V${imei.slice(8, 14)}"`,
    '1': `+CGSN: "${imei}"`,
    '2': `+CGSN: "${imei.slice(0, 14)}00"`,
    '3': '+CGSN: "00"',
  };
  return { kind: 'done', lines: [answers[form] ?? imei], memory: told };
}

function askSim(memory: ModemMemory, question: string, moment: UnitMoment): ModemResult {
  const { sim } = feltHealth(memory, moment);
  const asked = { ...memory, simQuestions: memory.simQuestions + 1 };
  if (memory.simQuestions < moment.quirks.simBusyAnswers) {
    return { kind: 'equipment-error', code: 14, memory: asked };
  }
  if (sim === 'missing' || sim === 'failed') {
    return { kind: 'equipment-error', code: sim === 'missing' ? 10 : 13, memory: asked };
  }
  if (question === '+CPIN?') {
    const states = { ready: 'READY', pin: 'SIM PIN', puk: 'SIM PUK' } as const;
    return { kind: 'done', lines: [`+CPIN: ${states[sim]}`], memory: asked };
  }
  if (question === '+CCID') {
    return { kind: 'done', lines: [`+CCID: "${memory.profile.iccid}"`], memory: asked };
  }
  return sim === 'ready'
    ? { kind: 'done', lines: [subscriber(memory)], memory: asked }
    : { kind: 'equipment-error', code: sim === 'pin' ? 11 : 12, memory: asked };
}

/** An IMSI of the home network, the same for the same seed. */
function subscriber(memory: ModemMemory): string {
  const digits = createRandom(memory.profile.seed, 'imsi').between(0, 9_999_999_999);
  return `26201${String(digits).padStart(10, '0')}`;
}

function registrationLine(memory: ModemMemory, name: string, health: UnitHealth): string {
  const states = { searching: 2, home: 1, denied: 3, roaming: 5 } as const;
  const state = states[health.registration];
  const registered = state === 1 || state === 5;
  const cell = memory.registrationReport === 2 && registered ? ',"005D","13EF",7' : '';
  return `${name}: ${memory.registrationReport},${state}${cell}`;
}

/** TS 27.007 §8.15; the zone in quarters of an hour. */
function clockText(atMs: number): string {
  return `${new Date(atMs).toISOString().slice(2, 19).replaceAll('-', '/').replace('T', ',')}+00`;
}

interface Assignment {
  readonly name: string;
  readonly value: string;
}

function change(memory: ModemMemory, { name, value }: Assignment, moment: UnitMoment): ModemResult {
  const done = (after: ModemMemory = memory, restart = false): ModemResult => ({
    kind: 'done',
    lines: [],
    memory: after,
    restart,
  });
  switch (name) {
    case '+CMEE': {
      const style = ([0, 1, 2] as const).find((known) => String(known) === value);
      return style === undefined ? { kind: 'failed', memory } : done({ ...memory, errorStyle: style });
    }
    case '+CREG':
    case '+CGREG':
    case '+CEREG':
      return /^[012]$/.test(value)
        ? done({ ...memory, registrationReport: Number(value) })
        : { kind: 'failed', memory };
    case '+CSCS':
      return /^"?(GSM|IRA)"?$/i.test(value) ? done() : { kind: 'failed', memory };
    case '+CFUN':
      return /^1(,[01])?$/.test(value) ? done(memory, value === '1,1') : { kind: 'failed', memory };
    case '+CGDCONT':
      return defineContext(memory, value, moment);
    default:
      return { kind: 'failed', memory };
  }
}

/** TS 27.007 §10.1.1, context 1 only. */
function defineContext(memory: ModemMemory, value: string, moment: UnitMoment): ModemResult {
  const match = /^1,"(IP|IPV6|IPV4V6)"(?:,"([^"]*)".*)?$/.exec(value);
  if (match === null) {
    return { kind: 'failed', memory };
  }
  if (moment.quirks.refusal === 'writes' || moment.quirks.refusal === 'apn') {
    return { kind: 'equipment-error', code: 3, memory };
  }
  const [, type = '', apn = ''] = match;
  if (apn.length > longestAccessPoint) {
    return { kind: 'equipment-error', code: 24, memory };
  }
  // What bends values bends the access point; how the context addresses is a word of the standard.
  const typed = { ...memory, running: { ...memory.running, type }, saved: { ...memory.saved, type } };
  const write = { id: 'apn', value: apn, numeric: false, accessPoint: true };
  return { kind: 'done', lines: [], memory: storeValues(typed, [write], moment.quirks) };
}
