import type { HealthField, LinkFault, ReadHealthOutcome } from '#core/ports/unit-driver.ts';
import type { AnswerLine, ExchangeRequest } from '#core/protocol/command-exchange.ts';
import {
  type MeasuredField,
  readInfo,
  readIoField,
  readPosition,
  readStatus,
} from '#core/protocol/teltonika/health.ts';
import { readIoValue } from '#core/protocol/teltonika/parameters.ts';
import { askInfo, askIo, askPosition, askStatus } from '#core/protocol/teltonika/requests.ts';
import type { TeltonikaFamily, TeltonikaIoField } from '#core/protocol/teltonika/unit-families.ts';
import { askOneLine, type TeltonikaTalk } from './teltonika-talk.ts';

/**
 * Measures the health fields that were asked for, with as few questions as they need. A question without an answer makes
 * its own fields unknown; only a lost cable or a cancel ends the measurement.
 */
export async function readTeltonikaHealth(
  talk: TeltonikaTalk,
  family: TeltonikaFamily | null,
  wanted: readonly HealthField[],
): Promise<ReadHealthOutcome> {
  const measured: Measured = {};
  const wants = (fields: readonly HealthField[]) => fields.some((field) => wanted.includes(field));
  const steps: (() => Promise<LinkFault | null>)[] = [];
  if (wants(INFO_FIELDS)) {
    steps.push(() => measureInfo(talk, family, measured));
  }
  if (wants(STATUS_FIELDS)) {
    steps.push(() => measure(talk, askStatus(talk.speech), { measured, fields: STATUS_FIELDS, read: readStatus }));
  }
  for (const field of IO_FIELDS.filter((candidate) => wanted.includes(candidate))) {
    steps.push(() => measureIo({ talk, family, measured }, field));
  }
  for (const step of steps) {
    const fault = await step();
    if (fault !== null) {
      return fault;
    }
  }
  const fields: Measured = {};
  for (const field of wanted) {
    fields[field] = measured[field] ?? { kind: 'unknown', why: 'units of this family do not tell it' };
  }
  return { kind: 'measured', fields };
}

/** What this family can be asked; an element that a model lacks is then told as unknown. */
export function teltonikaHealthFields(family: TeltonikaFamily | null): readonly HealthField[] {
  const elements = IO_FIELDS.filter((field) => family?.io[field] !== undefined);
  return [...elements, ...INFO_FIELDS, ...STATUS_FIELDS];
}

const IO_FIELDS: readonly TeltonikaIoField[] = [
  ...(['supplyMillivolts', 'batteryMillivolts', 'ignition', 'canLink', 'ebsVin', 'odometerMetres'] as const),
];
const INFO_FIELDS = ['gnssFix', 'satellites', 'recordsStored'] as const satisfies readonly HealthField[];
const STATUS_FIELDS = [
  ...(['dataLink', 'sim', 'signalLevel', 'networkRegistration'] as const),
] satisfies readonly HealthField[];

const DIFFERING = { kind: 'garbled', detail: 'two readings differ' } as const;

type Measured = Partial<Record<HealthField, MeasuredField>>;
interface Reader {
  readonly measured: Measured;
  readonly fields: readonly HealthField[];
  readonly read: (line: AnswerLine) => Measured;
}

async function measure(talk: TeltonikaTalk, request: ExchangeRequest, reader: Reader): Promise<LinkFault | null> {
  const unknown = (why: string): null => {
    for (const field of reader.fields) {
      reader.measured[field] = { kind: 'unknown', why };
    }
    return null;
  };
  if (talk.isOverdue()) {
    return unknown('the unit answers too slowly');
  }
  const outcome = await talk.session.ask(request);
  if (outcome.kind === 'port-lost' || outcome.kind === 'cancelled') {
    return outcome;
  }
  const line = outcome.kind === 'answered' ? outcome.lines[0] : undefined;
  if (line === undefined) {
    return unknown('no usable answer');
  }
  Object.assign(reader.measured, reader.read(line));
  return null;
}

async function measureInfo(
  talk: TeltonikaTalk,
  family: TeltonikaFamily | null,
  measured: Measured,
): Promise<LinkFault | null> {
  const read = (line: AnswerLine): Measured => ({ ...readInfo(line, family) });
  const fault = await measure(talk, askInfo(talk.speech), { measured, fields: INFO_FIELDS, read });
  const isClear = measured.gnssFix?.kind === 'value' && measured.satellites?.kind === 'value';
  if (fault !== null || isClear) {
    return fault;
  }
  const position: Measured = {};
  const positionFault = await measure(talk, askPosition(talk.speech), {
    measured: position,
    fields: ['gnssFix', 'satellites'],
    read: readPosition,
  });
  for (const field of ['gnssFix', 'satellites'] as const) {
    const better = position[field];
    if (measured[field]?.kind !== 'value' && better !== undefined) {
      measured[field] = better;
    }
  }
  return positionFault;
}

async function measureIo(
  work: { readonly talk: TeltonikaTalk; readonly family: TeltonikaFamily | null; readonly measured: Measured },
  field: TeltonikaIoField,
): Promise<LinkFault | null> {
  const { talk, family, measured } = work;
  const id = family?.io[field];
  if (id === undefined || talk.isOverdue()) {
    const why = id === undefined ? 'units of this family do not tell it' : 'the unit answers too slowly';
    measured[field] = { kind: 'unknown', why };
    return null;
  }
  const first = await askOneLine(talk, askIo(talk.speech, id));
  // A damaged digit of a voltage shows in the next measurement; a damaged VIN would be paired. So it must come twice alike.
  const second = field === 'ebsVin' && first.kind === 'line' ? await askOneLine(talk, askIo(talk.speech, id)) : first;
  if (second.kind === 'port-lost' || second.kind === 'cancelled') {
    return second;
  }
  const outcome = first.kind === 'line' && second.kind === 'line' && first.text !== second.text ? DIFFERING : second;
  measured[field] =
    outcome.kind === 'line'
      ? readIoField(field, readIoValue(outcome.text, id))
      : { kind: 'unknown', why: 'no usable answer' };
  return null;
}
