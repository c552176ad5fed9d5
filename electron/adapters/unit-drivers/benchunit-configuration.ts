import type {
  ConfigChange,
  ConfigReading,
  KeyWrite,
  LinkFault,
  ReadConfigurationOutcome,
  VerifyOutcome,
  WriteConfigurationOutcome,
} from '#core/ports/unit-driver.ts';
import { readPairs, writePair } from '#core/protocol/benchunit/lines.ts';
import {
  type BenchunitParameter,
  type BenchunitTable,
  decodeBenchunitValue,
  encodeBenchunitValue,
} from '#core/protocol/benchunit/unit-table.ts';
import { type EncodedValue, isSameValue, refused } from '#core/protocol/parameter-value.ts';
import { askIdentity, type BenchTalk } from './benchunit-talk.ts';
import { compareWithUnit } from './compare-with-unit.ts';
import { planKeyWrites } from './plan-key-writes.ts';
import { keyWrite, stopBefore, stopped, tellAnswered, tellSending, type WriteJobFor } from './write-steps.ts';

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

/** Writes values one by one. Each is sent once: without an answer the unit may hold it or not, and only a new reading can tell. */
export async function writeBenchunitKeys(
  talk: BenchTalk,
  table: BenchunitTable,
  job: WriteJobFor,
): Promise<WriteConfigurationOutcome> {
  const { expectedImei, changes, cancel } = job;
  const met = await askIdentity(talk);
  if (met.kind !== 'identity') {
    return met;
  }
  if (met.identity.imei !== expectedImei) {
    return { kind: 'wrong-unit', expectedImei, readImei: met.identity.imei };
  }
  const planned = planKeyWrites(changes, {
    parameterOf: (key) => parameterOf(table, key),
    encode: encodedPair,
  });
  if (planned.kind === 'refused-value') {
    return planned;
  }
  const done: KeyWrite[] = [];
  for (const { change, text } of planned.writes) {
    const stop = stopBefore(talk, cancel);
    if (stop === null) {
      tellSending(job, done.length, [{ change }]);
    }
    const fault = stop ?? (await writeOne(talk, { change, text }, done));
    if (fault !== null) {
      return stopped(changes, done, fault);
    }
    tellAnswered(job, done.length - 1, done.slice(-1));
  }
  return { kind: 'written', writes: done };
}

/** The pair as it goes out: `net.apn=internet`. */
function encodedPair(parameter: BenchunitParameter, value: string): EncodedValue {
  const encoded = encodeBenchunitValue(parameter, value);
  if (encoded.kind === 'refused') {
    return encoded;
  }
  const pair = writePair(parameter.name, encoded.text);
  return pair === null ? refused('a character outside plain ASCII cannot be sent') : { kind: 'encoded', text: pair };
}

async function writeOne(
  talk: BenchTalk,
  { change, text }: { readonly change: ConfigChange; readonly text: string },
  done: KeyWrite[],
): Promise<LinkFault | null> {
  const answer = await talk.ask(`SET ${text}`, { isWrite: true });
  switch (answer.kind) {
    case 'yes':
      done.push(keyWrite(change, 'accepted'));
      return null;
    case 'no':
      done.push(keyWrite(change, 'rejected', 'the unit does not take this value'));
      return null;
    default:
      done.push(keyWrite(change, 'unknown', 'no answer to this write'));
      return answer;
  }
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
  return compareWithUnit(read, changes, (key, found, wanted) =>
    isSameValue(found, wanted, parameterOf(table, key)?.type === 'integer'),
  );
}
