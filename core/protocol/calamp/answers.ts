import { type IccidReading, readIccid } from '../iccid.ts';

/**
 * Reads what a CalAmp LMU tells of itself. Of the identification commands only the purpose is published and not the layout, so a number
 * counts only where its own name stands before it on the line, and everything else is left unknown (link.md §2C, §11).
 */
export interface CalampVersion {
  readonly model: string | null;
  readonly firmware: string | null;
}

/** `ATI0`. The application's number and version are told like this in other answers of the family: `APP:046 5.0j`. */
export function readCalampVersion(lines: readonly string[]): CalampVersion {
  const text = lines.join('\n');
  // Up to a gap or the end of the line: of a version that is damaged no piece is one.
  const application = /\bAPP\s*:\s*\d{1,3}[ ,]+([0-9][0-9A-Za-z.]{0,15})(?=[\s,;]|$)/im.exec(text)?.[1];
  const version = /\bVer(?:sion|\.)?\s*:?\s*([0-9][0-9A-Za-z.]{0,15})(?=[\s,;]|$)/im.exec(text)?.[1];
  return {
    model: /\b(?:LMU|TTU|HMU)-[0-9][0-9A-Za-z]{2,7}\b/.exec(text)?.[0] ?? null,
    firmware: application ?? version ?? null,
  };
}

export interface CalampIdentifiers {
  readonly imei: string | null;
  readonly iccid: string | null;
}

/** `ATI1`. An IMSI has fifteen digits too, so only a number that is called an IMEI is one. */
export function readCalampIdentifiers(lines: readonly string[]): CalampIdentifiers {
  return { imei: firstOf(lines, imeiIn), iccid: firstOf(lines, iccidIn) };
}

export interface YesNo {
  readonly isYes: boolean;
  readonly raw: string;
}

/** Null where the unit does not tell it. */
export interface CalampCommunication {
  readonly networkRegistered: YesNo | null;
  readonly dataRegistered: YesNo | null;
  readonly connected: YesNo | null;
}

/** `ATIC`: lines `Network Reg.`, `Data Reg.` and `Connection`, each with Yes or No. */
export function readCommunication(lines: readonly string[]): CalampCommunication {
  return {
    networkRegistered: yesNo(lines, 'Network Reg.'),
    dataRegistered: yesNo(lines, 'Data Reg.'),
    connected: yesNo(lines, 'Connection'),
  };
}

export type CalampFix =
  | { readonly kind: 'fix'; readonly raw: string; readonly satellites: number | null }
  /** Searching, or the antenna keeps it from finding anything; `raw` says which. */
  | { readonly kind: 'no-fix'; readonly raw: string; readonly satellites: number | null }
  | { readonly kind: 'untold' };

/**
 * `Lat=3304713, Lon=-11727730, Alt=0` and `Hdg=113 Spd=0 3D-RTIME HDOP=130 nSats=7`. Good is `3D-RTIME` together with a place that is not
 * zero; of other fix words nothing is published, so they tell nothing.
 */
export function readCalampFix(lines: readonly string[]): CalampFix {
  const fault = lines.find((line) => /\bAntenna (Short|Open|Off)\b|\bNo Time Sync\b/i.test(line));
  if (fault !== undefined) {
    return { kind: 'no-fix', raw: fault, satellites: null };
  }
  const place = firstOf(lines, (line) => /^Lat=(-?\d{1,9}), Lon=(-?\d{1,10}), Alt=-?\d{1,6}$/.exec(line));
  const state = firstOf(lines, (line) => /^Hdg=\d{1,3} Spd=\d{1,6} (\S+) HDOP=\d{1,4} nSats=(\d{1,2})$/.exec(line));
  if (place === null || state === null) {
    return { kind: 'untold' };
  }
  const raw = `${place.input} ${state.input}`;
  const satellites = Number(state[2]);
  if (Number(place[1]) === 0 && Number(place[2]) === 0) {
    return { kind: 'no-fix', raw, satellites };
  }
  return state[1] === GOOD_FIX ? { kind: 'fix', raw, satellites } : { kind: 'untold' };
}

const GOOD_FIX = '3D-RTIME';

function imeiIn(line: string): string | null {
  const imei = /\bIMEI\b[^0-9]{0,8}(\d{15})(?!\d)/i.exec(line)?.[1] ?? null;
  return imei === null || /^(\d)\1{14}$/.test(imei) ? null : imei;
}

function iccidIn(line: string): string | null {
  const token = /\bICC-?ID\b[^0-9A-Za-z"]{0,8}("?[0-9A-Fa-f]{18,22}"?)(?![0-9A-Za-z])/i.exec(line)?.[1];
  const reading: IccidReading = readIccid(token ?? '');
  return reading.kind === 'iccid' ? reading.value : null;
}

function yesNo(lines: readonly string[], label: string): YesNo | null {
  const raw = lines.find((candidate) => candidate.startsWith(label));
  const word = /^\s*:?\s*(Yes|No)$/.exec(raw?.slice(label.length) ?? '')?.[1];
  return raw === undefined || word === undefined ? null : { isYes: word === 'Yes', raw };
}

function firstOf<Value>(lines: readonly string[], read: (line: string) => Value | null): Value | null {
  for (const line of lines) {
    const value = read(line);
    if (value !== null) {
      return value;
    }
  }
  return null;
}
