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
 * asked at once, and what such an answer leaves in doubt is asked again in smaller groups, at last alone. The second question is
 * never the first one over again (backwards, or with a companion), so that an answer which came twice cannot be both readings.
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
  const companion = plain[0] ?? companionOf(family);
  for (const id of secret) {
    // Alone or at the end of the line, so that the capture knows where the secret begins and ends.
    const fault = await talk.secretly(() => readAlone(talk, { id, companion }, readings));
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
    return readAlone(talk, { id: only, companion: undefined }, into);
  }
  if (talk.isOverdue()) {
    return tellUnknown(ids, into, OVERDUE);
  }
  const first = await askSeveral(talk, ids);
  if (first.kind !== 'read') {
    return first;
  }
  const second = first.readings.size === 0 ? first : await askSeveral(talk, ids.toReversed());
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

async function readAlone(talk: TeltonikaTalk, one: LoneParameter, into: Readings): Promise<LinkFault | null> {
  const { id } = one;
  if (talk.isOverdue()) {
    return tellUnknown([id], into, OVERDUE);
  }
  const first = await askAlone(talk, id);
  if (first.kind !== 'told') {
    return isBroken(first) ? first : tellUnknown([id], into, 'no usable answer');
  }
  // A line that spoils nearly everything costs most of a minute for one question and its repetitions.
  if (talk.isOverdue()) {
    return tellUnknown([id], into, OVERDUE);
  }
  const second = (await askBeside(talk, one)) ?? (await askAlone(talk, id));
  if (second.kind !== 'told') {
    return isBroken(second) ? second : tellUnknown([id], into, 'no usable answer');
  }
  into.set(
    id,
    isAlike(first.reading, second.reading) ? first.reading : { kind: 'unknown', why: 'two readings differ' },
  );
  return null;
}

interface LoneParameter {
  readonly id: number;
  /** Another parameter that is asked along the second time; undefined where there is none. */
  readonly companion: number | undefined;
}

type LoneReading = { readonly kind: 'told'; readonly reading: ParameterReading } | LinkFault;

async function askAlone(talk: TeltonikaTalk, id: number): Promise<LoneReading> {
  const outcome = await askOneLine(talk, askParameters(talk.speech, [id]));
  return outcome.kind === 'line' ? { kind: 'told', reading: readSingleParameter(outcome.text, id) } : outcome;
}

/** Null where this way tells nothing, for example because a value holds the separator. */
async function askBeside(talk: TeltonikaTalk, { id, companion }: LoneParameter): Promise<LoneReading | null> {
  if (companion === undefined || companion === id) {
    return null;
  }
  const several = await askSeveral(talk, [companion, id]);
  if (several.kind !== 'read') {
    return several;
  }
  const reading = several.readings.get(id);
  return reading === undefined ? null : { kind: 'told', reading };
}

/** Any parameter of the family whose value may be seen. */
function companionOf(family: TeltonikaFamily | null): number | undefined {
  return Object.values(family?.parameters ?? {}).find((parameter) => parameter.secret !== true)?.id;
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

/** What a parameter held, as the station tells it. */
export function configReading(
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
