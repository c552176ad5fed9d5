import type { KeyWrite, LinkFault, WriteConfigurationOutcome } from '#core/ports/unit-driver.ts';
import { isSendable, writeSection } from '#core/protocol/queclink/requests.ts';
import {
  encodeQueclinkValue,
  type QueclinkParameter,
  queclinkParameter,
} from '#core/protocol/queclink/unit-families.ts';
import { type PlannedKeyWrite, planKeyWrites, type RefusedValue } from './plan-key-writes.ts';
import { readQueclinkSectionsOf, type SectionReadings } from './queclink-reading.ts';
import { faultOf, type OpenUnit, type QueclinkTalk } from './queclink-talk.ts';
import { inOrder, keyWrite, stopBefore, stopped, tellAnswered, tellSending, type WriteJob } from './write-steps.ts';

/**
 * Writes values section by section. A command carries all fields of its section, and what an empty one does differs between models, so
 * each section is read first and sent whole, with nothing but the wanted fields changed. It is sent once. The unit acknowledges what it
 * takes and is silent to what it refuses, so after a silence the section is read, never written again.
 */
export async function writeQueclinkKeys(
  talk: QueclinkTalk,
  unit: OpenUnit,
  job: WriteJob,
): Promise<WriteConfigurationOutcome> {
  const planned = planKeyWrites<QueclinkParameter>(job.changes, {
    parameterOf: (key) => queclinkParameter(unit.family, key),
    encode: encodeQueclinkValue,
  });
  if (planned.kind === 'refused-value') {
    return planned;
  }
  const names = [...new Set(planned.writes.map(({ parameter }) => parameter.section))];
  const held = await readQueclinkSectionsOf(talk, unit, names);
  if (held.kind !== 'sections') {
    return held;
  }
  const commands = names.map((name) => commandFor(name, planned.writes, held));
  const sections: SectionCommand[] = [];
  for (const command of commands) {
    if (command.kind !== 'section') {
      return command;
    }
    sections.push(command);
  }
  const done: KeyWrite[] = [];
  for (const command of sections) {
    const before = done.length;
    const stop = stopBefore(talk, job.cancel);
    if (stop === null) {
      tellSending(job, before, command.writes);
    }
    const fault = stop ?? (await sendSection({ talk, unit, done }, command));
    tellAnswered(job, before, done.slice(before));
    if (fault !== null) {
      return stopped(job.changes, done, fault);
    }
  }
  return { kind: 'written', writes: inOrder(job.changes, done) };
}

type PlannedWrite = PlannedKeyWrite<QueclinkParameter>;

interface SectionCommand {
  readonly kind: 'section';
  readonly name: string;
  readonly fields: readonly string[];
  readonly writes: readonly PlannedWrite[];
}

function commandFor(
  name: string,
  all: readonly PlannedWrite[],
  before: SectionReadings,
): SectionCommand | RefusedValue | LinkFault {
  const writes = all.filter(({ parameter }) => parameter.section === name);
  const key = writes[0]?.change.key ?? '';
  const held = before.byName.get(name);
  if (held?.kind === 'other-layout') {
    return { kind: 'refused-value', key, why: held.why };
  }
  if (held?.kind !== 'fields') {
    return { kind: 'garbled', detail: `the rest of section ${name} could not be read: ${held?.why ?? 'no answer'}` };
  }
  if (!held.fields.every(isSendable)) {
    return { kind: 'refused-value', key, why: 'another field of its section holds what cannot be sent back' };
  }
  const fields = held.fields.map(
    (text, index) => writes.find(({ parameter }) => parameter.field === index + 1)?.text ?? text,
  );
  return { kind: 'section', name, fields, writes };
}

interface Sending {
  readonly talk: QueclinkTalk;
  readonly unit: OpenUnit;
  readonly done: KeyWrite[];
}

async function sendSection({ talk, unit, done }: Sending, command: SectionCommand): Promise<LinkFault | null> {
  const { name, writes } = command;
  const imei = unit.version.imei ?? '';
  const send = () => talk.ask((address) => writeSection(address, command, imei), { isWrite: true });
  const hasSecret = (unit.family?.secretFields[name] ?? []).length > 0;
  const outcome = await (hasSecret ? talk.secretly(send) : send());
  if (outcome.kind === 'answered') {
    done.push(...writes.map(({ change }) => keyWrite(change, 'accepted')));
    return null;
  }
  if (outcome.kind !== 'timed-out') {
    done.push(...writes.map(({ change }) => keyWrite(change, 'unknown', 'no answer to this write')));
    return outcome;
  }
  const after = await readQueclinkSectionsOf(talk, unit, [name]);
  const held = after.kind === 'sections' ? after.byName.get(name) : undefined;
  for (const { change, parameter, text } of writes) {
    done.push(
      held?.kind !== 'fields'
        ? keyWrite(change, 'unknown', 'no answer to this write')
        : held.fields[parameter.field - 1] === text
          ? keyWrite(change, 'accepted', 'told by reading it back')
          : keyWrite(change, 'rejected', 'the unit is silent to this section and holds another value'),
    );
  }
  if (after.kind !== 'sections') {
    return after;
  }
  return held?.kind === 'fields' ? null : faultOf(outcome);
}
