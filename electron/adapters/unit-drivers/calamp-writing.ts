import type {
  ConfigChange,
  DriverContext,
  KeyWrite,
  LinkFault,
  WriteConfigurationOutcome,
  WriteProgress,
} from '#core/ports/unit-driver.ts';
import { type CalampParameter, type CalampParameters, encodeCalampValue } from '#core/protocol/calamp/parameters.ts';
import { writeParameter } from '#core/protocol/calamp/requests.ts';
import { readCalampImei } from './calamp-identity.ts';
import { ownParameter } from './calamp-reading.ts';
import type { CalampTalk, CalampTalkAnswer } from './calamp-talk.ts';
import { type PlannedKeyWrite, planKeyWrites } from './plan-key-writes.ts';
import { tellAnswered, tellSending } from './write-steps.ts';

/**
 * Writes values one by one and says per key what the unit said. Each is sent once: after a time-out or a lost cable the unit may hold it or
 * not, so it is `unknown`, the rest `not-sent`, and only a new reading can tell.
 */
export async function writeCalampKeys(
  talk: CalampTalk,
  parameters: CalampParameters,
  job: CalampWriteJob,
): Promise<WriteConfigurationOutcome> {
  const { expectedImei, changes } = job;
  const met = await readCalampImei(talk);
  if (met.kind !== 'imei') {
    return met;
  }
  if (met.imei !== expectedImei) {
    return { kind: 'wrong-unit', expectedImei, readImei: met.imei };
  }
  const planned = planKeyWrites(changes, {
    parameterOf: (key) => ownParameter(parameters, key),
    encode: encodeCalampValue,
  });
  return planned.kind === 'planned' ? writeInTurn(talk, planned.writes, job) : planned;
}

export interface CalampWriteJob {
  readonly expectedImei: string;
  readonly changes: readonly ConfigChange[];
  readonly cancel: DriverContext['cancel'];
  readonly onProgress: ((progress: WriteProgress) => void) | undefined;
}

type PlannedWrite = PlannedKeyWrite<CalampParameter>;

async function writeInTurn(
  talk: CalampTalk,
  writes: readonly PlannedWrite[],
  job: CalampWriteJob,
): Promise<WriteConfigurationOutcome> {
  const done: KeyWrite[] = [];
  for (const { change, parameter, text } of writes) {
    const stop = stopBefore(talk, job.cancel);
    if (stop !== null) {
      return stopped(writes, done, stop);
    }
    tellSending(job, done.length, [{ change }]);
    const order = () => talk.order(writeParameter(parameter, text));
    const answer = await (parameter.secret === true ? talk.secretly(order) : order());
    const write = writeOf(change, answer);
    done.push(write);
    const fault = faultOf(answer);
    if (fault !== null) {
      return stopped(writes, done, fault);
    }
    tellAnswered(job, done.length - 1, [write]);
  }
  return { kind: 'written', writes: done };
}

function writeOf({ key, from, to }: ConfigChange, answer: CalampTalkAnswer): KeyWrite {
  switch (answer.kind) {
    case 'body':
      return { key, from, to, state: 'accepted' };
    case 'refused':
      return { key, from, to, state: 'rejected', detail: `the unit answers ${answer.text}` };
    case 'locked':
      return { key, from, to, state: 'rejected', detail: 'the unit wants its password' };
    default:
      return { key, from, to, state: 'unknown', detail: 'no answer to this write' };
  }
}

/** A unit that locks itself in the middle takes none of the rest. */
function faultOf(answer: CalampTalkAnswer): LinkFault | null {
  if (answer.kind === 'locked') {
    return { kind: 'garbled', detail: 'the unit wants its password again' };
  }
  return answer.kind === 'body' || answer.kind === 'refused' ? null : answer;
}

function stopBefore(talk: CalampTalk, cancel: DriverContext['cancel']): LinkFault | null {
  if (talk.session.isLost()) {
    return { kind: 'port-lost', detail: 'the cable was gone before the next value was sent' };
  }
  return cancel?.aborted === true ? { kind: 'cancelled' } : null;
}

/** What was never sent is known to be as it was. */
function stopped(
  writes: readonly PlannedWrite[],
  done: readonly KeyWrite[],
  fault: LinkFault,
): WriteConfigurationOutcome {
  const notSent = writes
    .slice(done.length)
    .map(({ change: { key, from, to } }): KeyWrite => ({ key, from, to, state: 'not-sent' }));
  return { kind: 'partial', writes: [...done, ...notSent], fault };
}
