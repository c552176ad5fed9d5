import type { ConfigChange, KeyWrite, LinkFault, WriteConfigurationOutcome } from '#core/ports/unit-driver.ts';
import { type CalampParameter, type CalampParameters, encodeCalampValue } from '#core/protocol/calamp/parameters.ts';
import { writeParameter } from '#core/protocol/calamp/requests.ts';
import { readCalampImei } from './calamp-identity.ts';
import { ownParameter } from './calamp-reading.ts';
import type { CalampTalk, CalampTalkAnswer } from './calamp-talk.ts';
import { type PlannedKeyWrite, planKeyWrites } from './plan-key-writes.ts';
import { keyWrite, stopBefore, stopped, tellAnswered, tellSending, type WriteJobFor } from './write-steps.ts';

/**
 * Writes values one by one and says per key what the unit said. Each is sent once: after a time-out or a lost cable the unit may hold it or
 * not, so it is `unknown`, the rest `not-sent`, and only a new reading can tell.
 */
export async function writeCalampKeys(
  talk: CalampTalk,
  parameters: CalampParameters,
  job: WriteJobFor,
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

type PlannedWrite = PlannedKeyWrite<CalampParameter>;

async function writeInTurn(
  talk: CalampTalk,
  writes: readonly PlannedWrite[],
  job: WriteJobFor,
): Promise<WriteConfigurationOutcome> {
  const done: KeyWrite[] = [];
  for (const { change, parameter, text } of writes) {
    const stop = stopBefore(talk.session, job.cancel);
    if (stop !== null) {
      return stopped(job.changes, done, stop);
    }
    tellSending(job, done.length, [{ change }]);
    const order = () => talk.order(writeParameter(parameter, text));
    const answer = await (parameter.secret === true ? talk.secretly(order) : order());
    const write = writeOf(change, answer);
    done.push(write);
    const fault = faultOf(answer);
    if (fault !== null) {
      return stopped(job.changes, done, fault);
    }
    tellAnswered(job, done.length - 1, [write]);
  }
  return { kind: 'written', writes: done };
}

function writeOf(change: ConfigChange, answer: CalampTalkAnswer): KeyWrite {
  switch (answer.kind) {
    case 'body':
      return keyWrite(change, 'accepted');
    case 'refused':
      return keyWrite(change, 'rejected', `the unit answers ${answer.text}`);
    case 'locked':
      return keyWrite(change, 'rejected', 'the unit wants its password');
    default:
      return keyWrite(change, 'unknown', 'no answer to this write');
  }
}

/** A unit that locks itself in the middle takes none of the rest. */
function faultOf(answer: CalampTalkAnswer): LinkFault | null {
  if (answer.kind === 'locked') {
    return { kind: 'garbled', detail: 'the unit wants its password again' };
  }
  return answer.kind === 'body' || answer.kind === 'refused' ? null : answer;
}
