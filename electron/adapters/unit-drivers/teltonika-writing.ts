import type { ConfigChange, KeyWrite, LinkFault, WriteConfigurationOutcome } from '#core/ports/unit-driver.ts';
import { isSameValue } from '#core/protocol/parameter-value.ts';
import { type ParameterWrite, readWriteAnswer } from '#core/protocol/teltonika/parameters.ts';
import { writeParameters } from '#core/protocol/teltonika/requests.ts';
import type { TeltonikaFamily } from '#core/protocol/teltonika/unit-families.ts';
import { readTeltonikaKeys } from './teltonika-reading.ts';
import type { TeltonikaTalk } from './teltonika-talk.ts';
import { planTeltonikaWrites, type WriteBatch } from './teltonika-write-plan.ts';
import { keyWrite, stopBefore, stopped, tellAnswered, tellSending, type WriteJob } from './write-steps.ts';

/**
 * Writes values in batches and says per key what the unit said. A batch is sent once: after a time-out or a lost cable the
 * unit may hold it or not, so its keys are `unknown`, the rest `not-sent`, and only a new reading can tell.
 */
export async function writeTeltonikaKeys(
  talk: TeltonikaTalk,
  family: TeltonikaFamily | null,
  job: WriteJob,
): Promise<WriteConfigurationOutcome> {
  const planned = planTeltonikaWrites(family, job.changes, TEXT_COMMAND);
  if (planned.kind !== 'planned') {
    return planned;
  }
  const done: KeyWrite[] = [];
  for (const batch of planned.batches) {
    const before = stopBefore(talk.session, job.cancel);
    if (before !== null) {
      return stopped(job.changes, done, before);
    }
    tellSending(job, done.length, batch);
    const fault = await writeBatch({ talk, family, batch, done });
    if (fault !== null) {
      return stopped(job.changes, done, fault);
    }
    tellAnswered(job, done.length - batch.length, done.slice(-batch.length));
  }
  return { kind: 'written', writes: done };
}

/** The text form is limited to 160 characters over SMS; nothing says that the cable takes more. */
const TEXT_COMMAND = { longest: 160, overhead: 'setparam '.length };

interface BatchWork {
  readonly talk: TeltonikaTalk;
  readonly family: TeltonikaFamily | null;
  readonly batch: WriteBatch;
  readonly done: KeyWrite[];
}

async function writeBatch(work: BatchWork): Promise<LinkFault | null> {
  const { talk, family, batch, done } = work;
  const sent = batch.map((planned) => planned.value);
  const request = writeParameters(talk.speech, sent, family?.separator);
  const write = () => talk.session.ask(request, { isWrite: true });
  const outcome = await (batch.some((planned) => planned.isSecret) ? talk.secretly(write) : write());
  if (outcome.kind !== 'answered') {
    done.push(...batch.map(({ change }) => keyWrite(change, 'unknown', 'no answer to this write')));
    return outcome;
  }
  const answers = readWriteAnswer(outcome.lines[0]?.text ?? '', sent);
  const states = batch.map(({ change, value }) => stateOf(change, answers.get(value.id)));
  if (batch.length === 1 || states.every((write) => write.state === 'accepted')) {
    done.push(...states);
    return null;
  }
  return settleByReading(work, states);
}

/** A refusal of several values names none of them, so the unit is asked what it holds. This reads; it never writes again. */
async function settleByReading(work: BatchWork, states: readonly KeyWrite[]): Promise<LinkFault | null> {
  const { talk, family, batch, done } = work;
  const keys = states.filter((write) => write.state !== 'accepted').map((write) => write.key);
  const read = await readTeltonikaKeys(talk, family, keys);
  if (read.kind !== 'read') {
    done.push(...states);
    return read.kind === 'port-lost' || read.kind === 'cancelled' ? read : null;
  }
  for (const [index, write] of states.entries()) {
    const found = read.values[write.key];
    if (write.state === 'accepted' || found === undefined || found.kind === 'unknown') {
      done.push(write);
      continue;
    }
    const held = found.kind === 'value' ? found.value : '';
    const isNumber = batch[index]?.value.isNumber ?? false;
    done.push(
      isSameValue(held, write.to, isNumber)
        ? { ...write, state: 'accepted', detail: 'told by reading it back' }
        : { ...write, state: 'rejected', detail: 'the unit still holds another value' },
    );
  }
  return null;
}

function stateOf(change: ConfigChange, answer: ParameterWrite | undefined): KeyWrite {
  switch (answer?.kind) {
    case 'accepted':
      return keyWrite(change, 'accepted');
    case 'refused':
      return keyWrite(change, 'rejected', 'the unit does not take this value');
    default:
      return keyWrite(change, 'unknown', answer?.why ?? 'the unit says nothing about it');
  }
}
