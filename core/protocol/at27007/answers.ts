import { type IccidReading, readIccid } from '../iccid.ts';
import { signalLevelOf } from '../signal-level.ts';
import { CME } from './result-codes.ts';

/** Reads the bodies of the identity and health commands of TS 27.007. Nothing is taken from a line of another shape. */
export type Told<Value> = { readonly kind: 'told'; readonly value: Value } | { readonly kind: 'untold' };

/** The first run of exactly 15 digits in the answer to `AT+CGSN` or `AT+CGSN=1`. A 16-digit IMEISV is none. */
export function readAtImei(lines: readonly string[]): Told<string> {
  for (const line of lines) {
    const imei = /(?<!\d)\d{15}(?!\d)/.exec(line)?.[0];
    if (imei !== undefined && !/^(\d)\1{14}$/.test(imei)) {
      return { kind: 'told', value: imei };
    }
  }
  return { kind: 'untold' };
}

/** Free text of `AT+CGMI`, `+CGMM`, `+CGMR`: all lines, without the command's own name and quotes. */
export function readAtText(lines: readonly string[], prefix: string): Told<string> {
  const text = lines
    .map((line) =>
      (line.startsWith(`${prefix}:`) ? line.slice(prefix.length + 1) : line).trim().replace(/^"(.*)"$/, '$1'),
    )
    .filter((line) => line !== '')
    .join(' ');
  return text === '' ? { kind: 'untold' } : { kind: 'told', value: text };
}

/** The SIM card number from `+CCID: "8944…F"`, a bare number, or one of the vendor names. */
export function readAtIccid(lines: readonly string[]): Told<string> {
  for (const line of lines) {
    const reading: IccidReading = readIccid(line.replace(/^[+^]?[A-Z]*CCID:/, ''));
    if (reading.kind === 'iccid') {
      return { kind: 'told', value: reading.value };
    }
  }
  return { kind: 'untold' };
}

/** Signal from `+CSQ: 20,99`. 99 means not known (TS 27.007 §8.5). */
export function readSignal(line: string): Told<{ readonly dbm: number; readonly level: number }> {
  const rssi = Number(/^\+CSQ:\s*(\d{1,2}),\s*\d{1,2}$/.exec(line.trim())?.[1] ?? Number.NaN);
  const level = signalLevelOf(rssi);
  if (level === null) {
    return { kind: 'untold' };
  }
  return { kind: 'told', value: { dbm: -113 + 2 * rssi, level } };
}

/** State of the SIM from `+CPIN: READY`. */
export function readSimState(line: string): Told<string> {
  const state = SIM_WORDS.get(/^\+CPIN:\s*(.+)$/.exec(line.trim())?.[1]?.trim() ?? '');
  return state === undefined ? { kind: 'untold' } : { kind: 'told', value: state };
}

/** State of the SIM from the error code of a refused `AT+CPIN?`. */
export function simStateOfError(cmeCode: number | null): Told<string> {
  switch (cmeCode) {
    case CME.simNotInserted:
      return { kind: 'told', value: 'absent' };
    case CME.simPin:
      return { kind: 'told', value: 'pin' };
    case CME.simPuk:
      return { kind: 'told', value: 'puk' };
    case CME.simPin2:
      return { kind: 'told', value: 'pin2' };
    case CME.simPuk2:
      return { kind: 'told', value: 'puk2' };
    case CME.simFailure:
    case CME.simWrong:
      return { kind: 'told', value: 'failed' };
    default:
      return { kind: 'untold' };
  }
}

const SIM_WORDS = new Map([
  ['READY', 'ready'],
  ['SIM PIN', 'pin'],
  ['SIM PUK', 'puk'],
  ['SIM PIN2', 'pin2'],
  ['SIM PUK2', 'puk2'],
]);
