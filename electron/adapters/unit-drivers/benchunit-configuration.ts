import type {
  ConfigChange,
  ConfigReading,
  DriverContext,
  KeyWrite,
  LinkFault,
  ReadConfigurationOutcome,
  VerifyOutcome,
  WriteConfigurationOutcome,
  WriteProgress,
} from '#core/ports/unit-driver.ts';
import { readPairs, writePair } from '#core/protocol/benchunit/lines.ts';
import {
  type BenchunitParameter,
  type BenchunitTable,
  decodeBenchunitValue,
  encodeBenchunitValue,
} from '#core/protocol/benchunit/unit-table.ts';
import { askIdentity, type BenchTalk } from './benchunit-talk.ts';
import { tellAnswered, tellSending } from './write-steps.ts';

function parameterOf({ parameters }: BenchunitTable, key: string): BenchunitParameter | undefined {
  return Object.hasOwn(parameters, key) ? parameters[key] : undefined;
}

/** Reads keys; those that the family does not have are unsupported, those that the unit left out are unknown. */
export async function readBenchunitKeys(
  talk: BenchTalk,
  table: BenchunitTable,
  keys: readonly string[],
): Promise<Exclude<ReadConfigurationOutcome, { readonly kind: 'locked' }>> {
  const wanted = keys.flatMap((key) => parameterOf(table, key)?.name ?? []);
  const answer = wanted.length === 0 ? null : await talk.ask(`GET ${wanted.join(',')}`);
  if (answer !== null && answer.kind !== 'yes' && answer.kind !== 'no') {
    return answer;
  }
  const told = readPairs(answer?.kind === 'yes' ? answer.words : '');
  const reading = (key: string): ConfigReading => {
    const parameter = parameterOf(table, key);
    if (parameter === undefined) {
      return { kind: 'unsupported' };
    }
    const held = told.get(parameter.name);
    if (held === undefined) {
      return { kind: 'unknown', why: 'the unit does not tell it' };
    }
    return held === '' ? { kind: 'empty' } : { kind: 'value', value: decodeBenchunitValue(parameter, held) };
  };
  return { kind: 'read', values: Object.fromEntries(keys.map((key) => [key, reading(key)])) };
}

export interface BenchunitWriteJob {
  readonly expectedImei: string;
  readonly changes: readonly ConfigChange[];
  readonly cancel: DriverContext['cancel'];
  readonly onProgress: ((progress: WriteProgress) => void) | undefined;
}

/** Writes values one by one. Each is sent once: without an answer the unit may hold it or not, and only a new reading can tell. */
export async function writeBenchunitKeys(
  talk: BenchTalk,
  table: BenchunitTable,
  job: BenchunitWriteJob,
): Promise<WriteConfigurationOutcome> {
  const { expectedImei, changes, cancel } = job;
  const met = await askIdentity(talk);
  if (met.kind !== 'identity') {
    return met;
  }
  if (met.identity.imei !== expectedImei) {
    return { kind: 'wrong-unit', expectedImei, readImei: met.identity.imei };
  }
  const lines: { readonly change: ConfigChange; readonly line: string }[] = [];
  for (const change of changes) {
    const planned = plannedLine(table, change);
    if (planned.kind === 'refused-value') {
      return planned;
    }
    lines.push({ change, line: planned.line });
  }
  const done: KeyWrite[] = [];
  for (const { change, line } of lines) {
    const stop = stopBefore(talk, cancel);
    if (stop === null) {
      tellSending(job, done.length, [{ change }]);
    }
    const fault = stop ?? (await writeOne(talk, { change, line }, done));
    if (fault !== null) {
      const rest = changes.slice(done.length).map((one): KeyWrite => ({ ...named(one), state: 'not-sent' }));
      return done.length === 0 ? fault : { kind: 'partial', writes: [...done, ...rest], fault };
    }
    tellAnswered(job, done.length - 1, done.slice(-1));
  }
  return { kind: 'written', writes: done };
}

type Planned =
  | { readonly kind: 'line'; readonly line: string }
  | Extract<WriteConfigurationOutcome, { readonly kind: 'refused-value' }>;

function plannedLine(table: BenchunitTable, { key, to }: ConfigChange): Planned {
  const parameter = parameterOf(table, key);
  if (parameter === undefined) {
    return { kind: 'refused-value', key, why: 'this unit does not hold it' };
  }
  const encoded = encodeBenchunitValue(parameter, to);
  if (encoded.kind === 'refused') {
    return { kind: 'refused-value', key, why: encoded.why };
  }
  const line = writePair(parameter.name, encoded.text);
  return line === null
    ? { kind: 'refused-value', key, why: 'a character outside plain ASCII cannot be sent' }
    : { kind: 'line', line };
}

function stopBefore(talk: BenchTalk, cancel: DriverContext['cancel']): LinkFault | null {
  if (talk.isLost()) {
    return { kind: 'port-lost', detail: 'the cable was gone before the next value was sent' };
  }
  return cancel?.aborted === true ? { kind: 'cancelled' } : null;
}

async function writeOne(
  talk: BenchTalk,
  { change, line }: { readonly change: ConfigChange; readonly line: string },
  done: KeyWrite[],
): Promise<LinkFault | null> {
  const answer = await talk.ask(`SET ${line}`, { isWrite: true });
  switch (answer.kind) {
    case 'yes':
      done.push({ ...named(change), state: 'accepted' });
      return null;
    case 'no':
      done.push({ ...named(change), state: 'rejected', detail: 'the unit does not take this value' });
      return null;
    default:
      done.push({ ...named(change), state: 'unknown', detail: 'no answer to this write' });
      return answer;
  }
}

function named({ key, from, to }: ConfigChange) {
  return { key, from, to };
}

/** Reads afresh and compares, numbers as numbers. */
export async function verifyBenchunitKeys(
  talk: BenchTalk,
  table: BenchunitTable,
  changes: readonly ConfigChange[],
): Promise<VerifyOutcome> {
  const read = await readBenchunitKeys(
    talk,
    table,
    changes.map(({ key }) => key),
  );
  if (read.kind !== 'read') {
    return read;
  }
  const keys = changes.map(({ key, to }) => {
    const found = read.values[key] ?? { kind: 'unknown', why: 'it was not read' };
    return { key, wanted: to, found, equal: holds(found, to, parameterOf(table, key)?.type === 'integer') };
  });
  return keys.every(({ equal }) => equal) ? { kind: 'verified', keys } : { kind: 'differs', keys };
}

function holds(found: ConfigReading, wanted: string, isNumber: boolean): boolean {
  const held = found.kind === 'empty' ? '' : found.kind === 'value' ? found.value : null;
  return held === wanted || (isNumber && held !== null && held !== '' && Number(held) === Number(wanted));
}
