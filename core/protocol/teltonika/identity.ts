import type { AnswerLine } from '../command-exchange.ts';
import { readIccid } from '../iccid.ts';
import { isPlainAscii } from '../latin1.ts';
import { lastToldKey, scanKnownKeys } from './known-keys.ts';

/** Answers to `getver` and `getimeiccid`: who the unit is. Shapes of the vendor's public pages and of a real FMB920. */
export interface TeltonikaVersion {
  /** 15 digits; null if the unit did not tell one that can be an IMEI. */
  readonly imei: string | null;
  readonly model: string;
  readonly firmware: string;
  readonly hardware: string | null;
}

/** True for a line that has the shape of a `getver` answer, whatever its values are. */
export function isVersionLine(line: AnswerLine): boolean {
  if (!/^(Code )?Ver:/.test(line.text) || !isPlainAscii(line.text)) {
    return false;
  }
  const keys = scanKnownKeys(line, VERSION_KEYS);
  return keys.has('IMEI') || keys.has('Device IMEI');
}

/** True for a `getver` answer that goes to the end of one of the published shapes. */
export function isWholeVersion(line: AnswerLine): boolean {
  const last = lastToldKey(line, VERSION_KEYS);
  return last === 'BT' || last === 'Modem APP Ver';
}

/**
 * Reads a `getver` answer; `unknown-shape` when it does not tell firmware and model, or when a value that has a known form stands there in
 * another one: then the line is damaged, and its identity with it.
 */
export function readVersion(line: AnswerLine): ({ readonly kind: 'version' } & TeltonikaVersion) | UnknownShape {
  const keys = scanKnownKeys(line, VERSION_KEYS);
  const firmware = told(keys.get('Ver') ?? keys.get('Code Ver'));
  const isIntact = [...keys].every(([key, value]) => VALUE_SHAPES[key]?.test(value) !== false);
  if (!isVersionLine(line) || firmware === null || !isIntact) {
    return { kind: 'unknown-shape' };
  }
  const hardware = told(keys.get('Hw'));
  // Only the FMA family writes `Code Ver`, and it does not name its model.
  const model = hardware ?? (keys.has('Code Ver') ? 'FMA' : null);
  if (model === null) {
    return { kind: 'unknown-shape' };
  }
  return { kind: 'version', imei: readImei(keys.get('IMEI') ?? keys.get('Device IMEI')), model, firmware, hardware };
}

/** True for a line that has the shape of a `getimeiccid` answer. */
export function isSimLine(line: AnswerLine): boolean {
  return line.text.startsWith('IMEI:') && line.text.includes('CCID:') && isPlainAscii(line.text);
}

/** True for a `getimeiccid` answer with a card number of full length. */
export function isWholeSim(line: AnswerLine): boolean {
  return readImeiAndIccid(line).iccid !== null;
}

/** Reads a `getimeiccid` answer. Either part is null if it cannot be what it should be; both are if anything else stands in the line. */
export function readImeiAndIccid(line: AnswerLine): { readonly imei: string | null; readonly iccid: string | null } {
  const [, imei, card = ''] = SIM_LINE.exec(line.text) ?? [];
  // A line without an end may have been cut inside the card's number.
  const iccid = readIccid(line.terminated ? card : '');
  return { imei: readImei(imei), iccid: iccid.kind === 'iccid' ? iccid.value : null };
}

/** Exactly 15 digits, not all alike. The check digit is judged elsewhere, as a warning (link.md §0.1). */
export function readImei(text: string | undefined): string | null {
  return text !== undefined && /^\d{15}$/.test(text) && !/^(\d)\1{14}$/.test(text) ? text : null;
}

const SIM_LINE = /^IMEI: ?(\d{15,16}|N\/A)?, I?CCID: ?("[0-9A-Fa-f]{1,22}"|[0-9A-Fa-f]{1,22}|N\/A)?$/;

const COUNT = /^(\d{1,12})?$/;
/** Forms of the values that have one in every published answer. */
const VALUE_SHAPES: Readonly<Record<string, RegExp>> = {
  Ver: /^[\w.-]*$/,
  'Code Ver': /^[\w.-]*$/,
  GPS: /^([\w.,-]*|N\/A)$/,
  Hw: /^[\w-]*$/,
  Rev: COUNT,
  Mod: COUNT,
  Pos: COUNT,
  IMEI: /^(\d*|N\/A)$/,
  'Device IMEI': /^(\d*|N\/A)$/,
  'Device ID': /^\w*$/,
  Init: /^\d{4}[-/]\d{1,2}[-/]\d{1,2}[ T]\d{1,2}:\d{2}$/,
  Uptime: COUNT,
  MAC: /^([0-9A-F]{12}|N\/A|0)?$/,
  SPC: /^(\d+(\(\d+\))?|N\/A)?$/,
};

export interface UnknownShape {
  readonly kind: 'unknown-shape';
}

const VERSION_KEYS = [
  'Code Ver',
  'Ver',
  'Rev',
  'GPS',
  'Hw',
  'Mod',
  'Pos',
  'Device IMEI',
  'IMEI',
  'Device ID',
  'Bootloader Ver',
  'Modem APP Ver',
  'Init',
  'Uptime',
  'MAC',
  'SPC',
  'AXL',
  'OBD',
  'BL',
  'BT',
];

function told(value: string | undefined): string | null {
  return value === undefined || value === '' || value === 'N/A' ? null : value;
}
