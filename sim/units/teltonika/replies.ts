import { clockMinute, clockSecond, debugStamp, hoursAndMinutes, isoDay, looseDay, looseMinute } from './date-forms.ts';
import type { TeltonikaModel } from './models.ts';

/*
 * The unit's sentences, letter for letter as the maker publishes them (link.md §2A), blanks included.
 * Written from the published strings; shares nothing with the parser that has to understand them.
 */

/** Failure texts. */
export const failureTexts = {
  noPosition: 'WARNING! GPS Data not Available. Clock not Synchronized',
  noSuchInput: 'Not supported or not enabled IO element requested',
  noSuchParameter: (id: string) => `Param ID:${id} doesn't exist`,
  invalidParameter: 'Invalid parameter id provided',
  notSupportedWrite: 'WARNING: Not supported Param ID or Value detected',
  failedWrite: 'Error while configuring parameters',
} as const;

export interface VersionFacts {
  readonly imei: string;
  readonly poweredAtMs: number;
  readonly uptimeSeconds: number;
  readonly mac: string;
}

/** Answer to `getver`. */
export function versionText(model: TeltonikaModel, facts: VersionFacts): string {
  const head = `Ver:${model.firmware} GPS:${model.gnssFirmware} Hw:${model.name} Mod:${model.modification}`;
  const uptime = `Uptime:${facts.uptimeSeconds}`;
  if (model.style === 'FT') {
    const init = `Init:${isoDay(facts.poweredAtMs)} ${clockMinute(facts.poweredAtMs)}`;
    return `${head} Pos:43 IMEI:${facts.imei} ${init} ${uptime} MAC:N/A SPC:0(0) AXL:lis3dh OBD:N/A BL:N/A BT:N/A`;
  }
  const init = `Init:${looseMinute(facts.poweredAtMs, '-')}`;
  return `${head} IMEI:${facts.imei} ${init} ${uptime} MAC:${facts.mac} SPC:1(0) AXL:1 OBD:0 BL:1.10 BT:4`;
}

export interface InfoFacts {
  readonly clockMs: number;
  readonly startedMs: number;
  readonly uptimeSeconds: number;
  readonly power: string;
  readonly restarts: number;
  readonly gnssState: number;
  readonly satellites: number;
  readonly firstFixSeconds: number;
  readonly lastFixSeconds: number;
  readonly withoutFixSeconds: number;
  readonly sentRecords: number;
  readonly failedGprs: number;
  readonly failedLinks: number;
  readonly messages: number;
  readonly records: number;
}

/** Answer to `getinfo`. */
export function infoText(model: TeltonikaModel, facts: InfoFacts): string {
  const noFix = hoursAndMinutes(facts.withoutFixSeconds);
  if (model.style === 'FT') {
    const stamp = (atMs: number) => `${isoDay(atMs)}T${clockMinute(atMs)}`;
    return [
      `RTC:${stamp(facts.clockMs)} Init:${stamp(facts.startedMs)} UpTime:${facts.uptimeSeconds}s PWR:${facts.power}`,
      `GNSS:${facts.gnssState} SAT:${facts.satellites} SR:${facts.sentRecords} SMS:${facts.messages} REC:${facts.records}`,
      `MD:1 TTFF:${facts.firstFixSeconds} TTLF:${facts.lastFixSeconds} RST:${facts.restarts} NOGPS:${noFix}`,
      `FG:${facts.failedGprs} FL:${facts.failedLinks}`,
    ].join(' ');
  }
  return [
    `RTC:${looseMinute(facts.clockMs, '/')} Init:${looseMinute(facts.startedMs, '/')} UpTime:${facts.uptimeSeconds}s`,
    `PWR:${facts.power} RST:${facts.restarts} GPS:${facts.gnssState} SAT:${facts.satellites}`,
    `TTFF:${facts.firstFixSeconds} TTLF:${facts.lastFixSeconds} NOGPS: ${noFix} SR:${facts.sentRecords}`,
    `FG:${facts.failedGprs} FL:${facts.failedLinks} SMS: ${facts.messages} REC:${facts.records} MD:1 DB:0`,
  ].join(' ');
}

export interface StatusFacts {
  readonly dataLink: boolean;
  readonly sim: number;
  readonly operator: string;
  readonly signal: number;
  readonly roaming: boolean;
  readonly areaCode: number;
  readonly cellId: number;
  readonly networkType: number;
}

/** Answer to `getstatus`. The FT line is the FMB one without its last field: none is published for FT. */
export function statusText(model: TeltonikaModel, facts: StatusFacts): string {
  const bit = (value: boolean) => (value ? 1 : 0);
  const line = [
    `Data Link: ${bit(facts.dataLink)} GPRS: ${bit(facts.dataLink)} Phone: 0 SIM: ${facts.sim} OP: ${facts.operator}`,
    `Signal: ${facts.signal} NewSMS: 0 Roaming: ${bit(facts.roaming)} SMSFull: 0 LAC: ${facts.areaCode}`,
    `Cell ID: ${facts.cellId} NetType: ${facts.networkType}`,
  ].join(' ');
  return model.style === 'FT' ? line : `${line} FwUpd:-65536`;
}

export interface PositionFacts {
  readonly satellites: number;
  readonly latitude: number;
  readonly longitude: number;
  readonly altitude: number;
  readonly speed: number;
  readonly direction: number;
  readonly clockMs: number;
}

/** Answer to `getgps` with a fix. */
export function positionText(model: TeltonikaModel, facts: PositionFacts): string {
  const movement = `Speed:${facts.speed} Dir:${facts.direction}`;
  if (model.style === 'FT') {
    const place = `LAT:${facts.latitude.toFixed(4)} LON:${facts.longitude.toFixed(4)} ALT:${facts.altitude.toFixed(4)}`;
    return `GPS:1 Sat:${facts.satellites} ${place} ${movement} Date:${isoDay(facts.clockMs)} Time:${clockSecond(facts.clockMs)}`;
  }
  const place = `Lat:${facts.latitude.toFixed(6)} Long:${facts.longitude.toFixed(6)} Alt:${Math.round(facts.altitude)}`;
  return `GPS:1 Sat:${facts.satellites} ${place} ${movement} Date: ${looseDay(facts.clockMs)} Time: ${clockSecond(facts.clockMs)}`;
}

/** Answer to `getimeiccid`. */
export function cardText(imei: string, iccid: string): string {
  return `IMEI: ${imei}, CCID: ${iccid}`;
}

/** Answer to `readio`, and to `getparam` with one id or several: only the first is introduced. */
export function valuesText(values: readonly (readonly [id: string, value: string])[]): string {
  const [first, ...others] = values;
  if (first === undefined) {
    return failureTexts.invalidParameter;
  }
  return [`Param ID:${first[0]} Value:${first[1]}`, ...others.map(([id, value]) => `${id}:${value}`)].join(';');
}

/** A line of the debug log as it shows up between answers. */
export function debugLine(clockMs: number, heard: string): string {
  return `[${debugStamp(clockMs)}]-[CMD.DEBUG]\tCommand not found! From:3 (${heard})`;
}
