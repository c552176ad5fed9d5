import type { ConfigChange, ConfigKey, ConfigReading, VerifyOutcome } from '#core/ports/unit-driver.ts';
import {
  type CalampParameter,
  type CalampParameters,
  isSameCalampValue,
  readParameterLine,
} from '#core/protocol/calamp/parameters.ts';
import { askParameter } from '#core/protocol/calamp/requests.ts';
import type { CalampTrouble } from './calamp-identity.ts';
import type { CalampTalk } from './calamp-talk.ts';
import { compareWithUnit, UNREAD } from './compare-with-unit.ts';

/**
 * Reads configuration keys. The dialect has no checksum, so every value is read twice and must come out alike; all are read once before any
 * is read again, so that an answer which came twice cannot be both readings.
 */
export async function readCalampKeys(
  talk: CalampTalk,
  parameters: CalampParameters,
  keys: readonly ConfigKey[],
): Promise<CalampKeys | CalampTrouble> {
  const first = await readOnce(talk, parameters, keys);
  if (first.kind !== 'read') {
    return first;
  }
  const second = await readOnce(talk, parameters, keys);
  if (second.kind !== 'read') {
    return second;
  }
  const values = Object.fromEntries(keys.map((key) => [key, agreed(first.values[key], second.values[key])]));
  const read = Object.values(values);
  return read.length > 0 && read.every(({ kind }) => kind === 'unknown')
    ? { kind: 'timed-out', detail: 'the unit answers, but to no question about its configuration' }
    : { kind: 'read', values };
}

export interface CalampKeys {
  readonly kind: 'read';
  readonly values: Readonly<Record<ConfigKey, ConfigReading>>;
}

/** Reads the changed keys afresh and compares. */
export async function verifyCalampKeys(
  talk: CalampTalk,
  parameters: CalampParameters,
  changes: readonly ConfigChange[],
): Promise<VerifyOutcome> {
  const read = await readCalampKeys(
    talk,
    parameters,
    changes.map(({ key }) => key),
  );
  return compareWithUnit(read, changes, (key, found, wanted) => {
    const parameter = ownParameter(parameters, key);
    return parameter !== undefined && isSameCalampValue(parameter, found, wanted);
  });
}

/** The parameter behind a key; undefined for a key that these units do not hold. */
export function ownParameter(parameters: CalampParameters, key: ConfigKey): CalampParameter | undefined {
  return Object.hasOwn(parameters, key) ? parameters[key] : undefined;
}

async function readOnce(
  talk: CalampTalk,
  parameters: CalampParameters,
  keys: readonly ConfigKey[],
): Promise<CalampKeys | CalampTrouble> {
  const values: Record<ConfigKey, ConfigReading> = {};
  for (const key of keys) {
    const parameter = ownParameter(parameters, key);
    if (parameter === undefined) {
      values[key] = { kind: 'unsupported' };
      continue;
    }
    const read = () => readParameter(talk, parameter);
    const reading = await (parameter.secret === true ? talk.secretly(read) : read());
    if (isTrouble(reading)) {
      return reading;
    }
    values[key] = reading;
  }
  return { kind: 'read', values };
}

async function readParameter(talk: CalampTalk, parameter: CalampParameter): Promise<ConfigReading | CalampTrouble> {
  const first = await askOnce(talk, parameter);
  // Output of the unit may have stood in the answer; at another moment it may not.
  return first === MISSHAPEN ? askOnce(talk, parameter) : first;
}

const OVERDUE: ConfigReading = { kind: 'unknown', why: 'the unit answers too slowly' };
const MISSHAPEN: ConfigReading = { kind: 'unknown', why: 'an answer of unknown shape' };

async function askOnce(talk: CalampTalk, parameter: CalampParameter): Promise<ConfigReading | CalampTrouble> {
  if (talk.isOverdue()) {
    return OVERDUE;
  }
  const answer = await talk.ask(askParameter(parameter));
  switch (answer.kind) {
    case 'body': {
      const [line = '', ...others] = answer.lines;
      const value = others.length === 0 ? readParameterLine(line, parameter) : null;
      if (value === null) {
        return MISSHAPEN;
      }
      return value === '' ? { kind: 'empty' } : { kind: 'value', value };
    }
    case 'refused':
      return { kind: 'unsupported' };
    case 'timed-out':
    case 'garbled':
      return { kind: 'unknown', why: 'no usable answer' };
    default:
      return answer;
  }
}

function agreed(first: ConfigReading = UNREAD, second: ConfigReading = UNREAD): ConfigReading {
  if (first.kind === 'unknown' || second.kind === 'unknown') {
    return first.kind === 'unknown' ? first : second;
  }
  const isAlike = first.kind === second.kind && textOf(first) === textOf(second);
  return isAlike ? first : { kind: 'unknown', why: 'two readings differ' };
}

function textOf(reading: ConfigReading): string | null {
  return reading.kind === 'value' ? reading.value : null;
}

function isTrouble(reading: ConfigReading | CalampTrouble): reading is CalampTrouble {
  return !['value', 'empty', 'unsupported', 'unknown'].includes(reading.kind);
}
