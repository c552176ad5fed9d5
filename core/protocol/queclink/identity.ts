import { readIccid } from '../iccid.ts';
import type { QueclinkMessage } from './messages.ts';

/** Who the unit is, from `+RESP:GTVER,1A0800,860599000773978,GL300,GL300,0A03,0103,…` and `+RESP:GTCID` (link.md §2B). */
export interface QueclinkVersion {
  readonly imei: string | null;
  /** Device type and protocol version; tells which layouts apply. */
  readonly protocol: string;
  readonly model: string;
  readonly firmware: string;
  readonly hardware: string;
}

/** Null for an answer of another shape. Versions are two bytes in hex, `0A03` is 10.3; shown as the maker writes it, 10.03. */
export function readQueclinkVersion({ word, imei, protocol, fields }: QueclinkMessage): QueclinkVersion | null {
  const [model = '', firmware = '', hardware = '', ...more] = fields;
  if (word !== 'GTVER' || more.length > 0 || !/^[0-9A-Za-z-]{1,16}$/.test(model)) {
    return null;
  }
  const [told, board] = [versionOf(firmware), versionOf(hardware)];
  return told === null || board === null ? null : { imei, protocol, model, firmware: told, hardware: board };
}

/** The card's number; null if the unit tells none that can be one. */
export function readQueclinkIccid({ word, fields }: QueclinkMessage): string | null {
  const reading = readIccid(fields[0] ?? '');
  return word === 'GTCID' && fields.length === 1 && reading.kind === 'iccid' ? reading.value : null;
}

function versionOf(hex: string): string | null {
  const [, major, minor] = /^([0-9A-Fa-f]{2})([0-9A-Fa-f]{2})$/.exec(hex) ?? [];
  return major === undefined || minor === undefined
    ? null
    : `${Number.parseInt(major, 16)}.${String(Number.parseInt(minor, 16)).padStart(2, '0')}`;
}
