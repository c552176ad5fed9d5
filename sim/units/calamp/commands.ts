import { feltHealth } from '../felt-health.ts';
import { toldImei } from '../imei-variants.ts';
import { storeValues } from '../stored-values.ts';
import type { UnitMemory, UnitMoment } from '../unit-machine.ts';
import {
  accessPointId,
  calampRule,
  lockBit,
  lockRegister,
  passwordPlace,
  placesOf,
  storedValue,
} from './parameter-table.ts';
import { communicationLines, identifierLines, inboundLines, positionLines, versionLines } from './replies.ts';

/** What an LMU remembers beyond other units. */
export interface CalampMemory extends UnitMemory {
  /** The password was given since the unit had power. */
  readonly unlocked: boolean;
  /** Reports that were ordered over the cable. */
  readonly reportsOrdered: number;
}

/** How a command line ended. `not-addressed`: it does not begin with AT, and the unit keeps silent. */
export type CalampResult =
  | {
      readonly kind: 'done';
      readonly lines: readonly string[];
      readonly memory: CalampMemory;
      readonly restart?: boolean;
    }
  | { readonly kind: 'failed'; readonly memory: CalampMemory }
  | { readonly kind: 'locked'; readonly memory: CalampMemory }
  | { readonly kind: 'not-addressed' };

/** Carries out one command line without its end. */
export function obeyCalamp(memory: CalampMemory, line: string, moment: UnitMoment): CalampResult {
  if (!/^at/i.test(line)) {
    return { kind: 'not-addressed' };
  }
  const body = line.slice(2).trim();
  const password = /^\$pw\s+"([^"]*)"$/i.exec(body)?.[1];
  if (password !== undefined) {
    return takePassword(memory, password, moment);
  }
  if (isLocked(memory, moment)) {
    return { kind: 'locked', memory };
  }
  if (moment.quirks.refusal === 'everything' && body !== '') {
    return { kind: 'failed', memory };
  }
  const application = /^\$app\s+(.*)$/i.exec(body)?.[1];
  return application === undefined ? obeyBasic(memory, body, moment) : obeyApplication(memory, application, moment);
}

/** What opens the unit; empty where it asks for nothing. */
function passwordOf({ running }: CalampMemory, { quirks }: UnitMoment): string {
  const isAsked = (Number(running[lockRegister]) & lockBit) !== 0;
  return quirks.password ?? (isAsked ? (running[passwordPlace] ?? '') : '');
}

function isLocked(memory: CalampMemory, moment: UnitMoment): boolean {
  return passwordOf(memory, moment) !== '' && !memory.unlocked;
}

/** What the unit says to a wrong one is not published: it goes on asking. */
function takePassword(memory: CalampMemory, password: string, moment: UnitMoment): CalampResult {
  const isRight = !isLocked(memory, moment) || password === passwordOf(memory, moment);
  return isRight ? { kind: 'done', lines: [], memory: { ...memory, unlocked: true } } : { kind: 'locked', memory };
}

function obeyBasic(memory: CalampMemory, body: string, moment: UnitMoment): CalampResult {
  const health = feltHealth(memory, moment);
  const done = (lines: readonly string[], after: CalampMemory = memory): CalampResult => ({
    kind: 'done',
    lines,
    memory: after,
  });
  switch (body.toUpperCase()) {
    case '':
    // Keeps the port in this mode.
    case 'S130=0':
      return done([]);
    case 'I0':
      return done(versionLines(memory.profile.model));
    case 'I1': {
      const imei = toldImei(memory.profile.imei, moment.quirks.imei, memory.imeiReadings);
      const lines = identifierLines(memory.profile, { imei, hasSim: health.sim !== 'missing' });
      return done(lines, { ...memory, imeiReadings: memory.imeiReadings + 1 });
    }
    case 'IC':
      return done(communicationLines(health));
    default:
      return { kind: 'failed', memory };
  }
}

function obeyApplication(memory: CalampMemory, order: string, moment: UnitMoment): CalampResult {
  const done = (lines: readonly string[], after: CalampMemory = memory): CalampResult => ({
    kind: 'done',
    lines,
    memory: after,
  });
  const query = /^param\?\s*(\d+)(?:,\s*(\d+|\*))?$/i.exec(order);
  if (query !== null) {
    return tell(memory, { id: query[1] ?? '', index: query[2] ?? '0' }, moment);
  }
  const write = /^param\s+(\d+),\s*(\d+),(.*)$/i.exec(order);
  if (write !== null) {
    const [, id = '', index = '', value = ''] = write;
    return take(memory, { id, index, fields: value.split(',').map((field) => field.trim()) }, moment);
  }
  switch (order.trim().toUpperCase()) {
    case 'INBOUND?':
      return done(inboundLines(memory.running));
    case 'GPS?':
      return done(positionLines(feltHealth(memory, moment)));
    case 'PEG SUNRPT 255':
      return done([], { ...memory, reportsOrdered: memory.reportsOrdered + 1 });
    case 'REBOOT':
      return { kind: 'done', lines: [], memory, restart: true };
    default:
      return { kind: 'failed', memory };
  }
}

/** The password itself is never told. */
function tell(
  memory: CalampMemory,
  { id, index }: { readonly id: string; readonly index: string },
  { quirks }: UnitMoment,
): CalampResult {
  const places = (index === '*' ? placesOf(id) : [`${id},${index}`]).filter(
    (place) => calampRule(place) !== undefined && place !== passwordPlace,
  );
  if (places.length === 0 || (quirks.refusal === 'apn' && id === accessPointId)) {
    return { kind: 'failed', memory };
  }
  return { kind: 'done', lines: places.map((place) => `${place},${memory.running[place] ?? ''}`), memory };
}

interface Assignment {
  readonly id: string;
  readonly index: string;
  readonly fields: readonly string[];
}

function take(memory: CalampMemory, { id, index, fields }: Assignment, moment: UnitMoment): CalampResult {
  // Index 35 of the S-registers is no value: writing it restarts the unit.
  if (id === '1024' && index === '35') {
    return { kind: 'done', lines: [], memory, restart: true };
  }
  const place = `${id},${index}`;
  const rule = calampRule(place);
  const { refusal } = moment.quirks;
  const isApn = id === accessPointId;
  if (rule === undefined || refusal === 'writes' || (refusal === 'apn' && isApn)) {
    return { kind: 'failed', memory };
  }
  const value = storedValue(rule, fields, memory.running[place] ?? '');
  if (value === undefined) {
    return { kind: 'failed', memory };
  }
  const write = { id: place, value, numeric: rule.kind === 'number', accessPoint: isApn };
  return { kind: 'done', lines: [], memory: storeValues(memory, [write], moment.quirks) };
}
