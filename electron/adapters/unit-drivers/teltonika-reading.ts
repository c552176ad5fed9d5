import type { ConfigKey, ConfigReading, LinkFault } from '#core/ports/unit-driver.ts';
import {
  type ParameterReading,
  readSeveralParameters,
  readSingleParameter,
} from '#core/protocol/teltonika/parameters.ts';
import { askParameters } from '#core/protocol/teltonika/requests.ts';
import {
  decodeTeltonikaValue,
  type TeltonikaFamily,
  type TeltonikaParameter,
} from '#core/protocol/teltonika/unit-families.ts';
import { askOneLine, type TeltonikaTalk } from './teltonika-talk.ts';

/**
 * Reads configuration keys. The dialect has no checksum, so every value is read twice and must come out alike; several are
 * asked at once, and what such an answer leaves in doubt is asked again in smaller groups, at last alone.
 */
export async function readTeltonikaKeys(
  talk: TeltonikaTalk,
  family: TeltonikaFamily | null,
  keys: readonly ConfigKey[],
): Promise<TeltonikaKeys | LinkFault> {
  const readings = new Map<number, ParameterReading>();
  const plain: number[] = [];
  const secret: number[] = [];
  for (const key of keys) {
    const parameter = family === null ? undefined : ownParameter(family, key);
    if (parameter !== undefined) {
      (parameter.secret === true ? secret : plain).push(parameter.id);
    }
  }
  for (const group of groupsOf(plain, IDS_PER_QUESTION)) {
    const fault = await readGroup(talk, group, readings);
    if (fault !== null) {
      return fault;
    }
  }
  for (const id of secret) {
    // Alone, so that the capture knows where the secret begins and ends.
    const fault = await talk.secretly(() => readAlone(talk, id, readings));
    if (fault !== null) {
      return fault;
    }
  }
  if (readings.size > 0 && [...readings.values()].every((reading) => reading.kind === 'unknown')) {
    return { kind: 'timed-out', detail: 'the unit answers who it is, but to no question about its configuration' };
  }
  const values: Record<ConfigKey, ConfigReading> = {};
  for (const key of keys) {
    const parameter = family === null ? undefined : ownParameter(family, key);
    values[key] = configReading(parameter, parameter === undefined ? undefined : readings.get(parameter.id));
  }
  return { kind: 'read', values };
}

export interface TeltonikaKeys {
  readonly kind: 'read';
  readonly values: Readonly<Record<ConfigKey, ConfigReading>>;
}

/** The parameter behind a key; undefined for a key that this family does not hold. */
export function ownParameter(family: TeltonikaFamily, key: ConfigKey): TeltonikaParameter | undefined {
  return Object.hasOwn(family.parameters, key) ? family.parameters[key] : undefined;
}

const IDS_PER_QUESTION = 10;

type Readings = Map<number, ParameterReading>;

async function readGroup(talk: TeltonikaTalk, ids: readonly number[], into: Readings): Promise<LinkFault | null> {
  const [only] = ids;
  if (only === undefined) {
    return null;
  }
  if (ids.length === 1) {
    return readAlone(talk, only, into);
  }
  if (talk.isOverdue()) {
    return tellUnknown(ids, into, OVERDUE);
  }
  const first = await askSeveral(talk, ids);
  if (first.kind !== 'read') {
    return first;
  }
  const second = first.readings.size === 0 ? first : await askSeveral(talk, ids);
  if (second.kind !== 'read') {
    return second;
  }
  const doubtful: number[] = [];
  for (const id of ids) {
    const reading = first.readings.get(id);
    if (reading !== undefined && isAlike(reading, second.readings.get(id))) {
      into.set(id, reading);
    } else {
      doubtful.push(id);
    }
  }
  const half = Math.ceil(ids.length / 2);
  const groups = doubtful.length < ids.length ? [doubtful] : [ids.slice(0, half), ids.slice(half)];
  for (const group of groups) {
    const fault = await readGroup(talk, group, into);
    if (fault !== null) {
      return fault;
    }
  }
  return null;
}

async function askSeveral(
  talk: TeltonikaTalk,
  ids: readonly number[],
): Promise<{ readonly kind: 'read'; readonly readings: ReadonlyMap<number, ParameterReading> } | LinkFault> {
  const outcome = await talk.session.ask(askParameters(talk.speech, ids));
  if (outcome.kind === 'answered') {
    const text = outcome.lines[0]?.text ?? '';
    return { kind: 'read', readings: readSeveralParameters(text, ids) };
  }
  return isBroken(outcome) ? outcome : { kind: 'read', readings: new Map() };
}

async function readAlone(talk: TeltonikaTalk, id: number, into: Readings): Promise<LinkFault | null> {
  if (talk.isOverdue()) {
    return tellUnknown([id], into, OVERDUE);
  }
  const found: ParameterReading[] = [];
  for (let reading = 0; reading < 2; reading += 1) {
    const outcome = await askOneLine(talk, askParameters(talk.speech, [id]));
    if (outcome.kind !== 'line') {
      return isBroken(outcome) ? outcome : tellUnknown([id], into, 'no usable answer');
    }
    found.push(readSingleParameter(outcome.text, id));
  }
  const [first, second] = found;
  into.set(id, first !== undefined && isAlike(first, second) ? first : { kind: 'unknown', why: 'two readings differ' });
  return null;
}

function tellUnknown(ids: readonly number[], into: Readings, why: string): null {
  for (const id of ids) {
    into.set(id, { kind: 'unknown', why });
  }
  return null;
}

const OVERDUE = 'the unit answers too slowly';

function isBroken(fault: LinkFault): boolean {
  return fault.kind === 'port-lost' || fault.kind === 'cancelled';
}

function isAlike(left: ParameterReading, right: ParameterReading | undefined): boolean {
  return left.kind === right?.kind && (left.kind !== 'value' || (right.kind === 'value' && left.text === right.text));
}

function groupsOf(ids: readonly number[], size: number): readonly (readonly number[])[] {
  const groups: number[][] = [];
  for (let start = 0; start < ids.length; start += size) {
    groups.push(ids.slice(start, start + size));
  }
  return groups;
}

function configReading(
  parameter: TeltonikaParameter | undefined,
  reading: ParameterReading | undefined,
): ConfigReading {
  if (parameter === undefined || reading?.kind === 'absent') {
    return { kind: 'unsupported' };
  }
  if (reading === undefined) {
    return { kind: 'unknown', why: 'it was not read' };
  }
  return reading.kind === 'value' ? { kind: 'value', value: decodeTeltonikaValue(parameter, reading.text) } : reading;
}
