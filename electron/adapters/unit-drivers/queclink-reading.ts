import type { ConfigKey, ConfigReading, LinkFault } from '#core/ports/unit-driver.ts';
import { decodeChoice } from '#core/protocol/parameter-value.ts';
import { askAllSections, askSection } from '#core/protocol/queclink/requests.ts';
import { readQueclinkSections } from '#core/protocol/queclink/sections.ts';
import {
  type QueclinkFamily,
  type QueclinkParameter,
  queclinkParameter,
} from '#core/protocol/queclink/unit-families.ts';
import { faultOf, isBroken, type OpenUnit, type QueclinkQuestion, type QueclinkTalk } from './queclink-talk.ts';

/**
 * Reads sections of a unit's configuration. The dialect has no checksum, so every section is read twice and must come out alike; the two
 * questions carry different sequence numbers, and a report counts only behind its own ack, so the second reading is never the first one
 * over again. What the whole configuration leaves in doubt is asked for section by section.
 */
export async function readQueclinkKeys(
  talk: QueclinkTalk,
  unit: OpenUnit,
  keys: readonly ConfigKey[],
): Promise<QueclinkKeys | LinkFault> {
  const { family } = unit;
  const names = sectionsOf(family, keys);
  const read = await readQueclinkSectionsOf(talk, unit, names);
  if (read.kind !== 'sections') {
    return read;
  }
  const sections = read.byName;
  if (names.length > 0 && [...sections.values()].every(({ kind }) => kind === 'unknown')) {
    return { kind: 'timed-out', detail: 'the unit answers who it is, but to no question about its configuration' };
  }
  const values: Record<ConfigKey, ConfigReading> = {};
  for (const key of keys) {
    const parameter = queclinkParameter(family, key);
    values[key] = configReading(parameter, parameter === undefined ? undefined : sections.get(parameter.section));
  }
  return { kind: 'read', values };
}

export interface QueclinkKeys {
  readonly kind: 'read';
  readonly values: Readonly<Record<ConfigKey, ConfigReading>>;
}

/** All fields of a section, in their order. */
export type SectionReading =
  | { readonly kind: 'fields'; readonly fields: readonly string[] }
  /** The unit tells it, and in another way than its model's layout says. */
  | { readonly kind: 'other-layout'; readonly why: string }
  | { readonly kind: 'unknown'; readonly why: string };
export interface SectionReadings {
  readonly kind: 'sections';
  readonly byName: ReadonlyMap<string, SectionReading>;
}

/** Reads whole sections, each as the unit holds it now. A section that could not be read for certain is unknown. */
export function readQueclinkSectionsOf(
  talk: QueclinkTalk,
  { family, version }: OpenUnit,
  names: readonly string[],
): Promise<SectionReadings | LinkFault> {
  const reader = { talk, imei: version.imei, family, readings: new Map<string, SectionReading>() };
  return names.some((name) => (family?.secretFields[name] ?? []).length > 0)
    ? talk.secretly(() => readInto(reader, names))
    : readInto(reader, names);
}

/** The sections that these keys stand in. */
export function sectionsOf(family: QueclinkFamily | null, keys: readonly ConfigKey[]): readonly string[] {
  const found = keys.flatMap((key) => queclinkParameter(family, key)?.section ?? []);
  return [...new Set(found)];
}

/** More sections than this are read at once, where the model's whole configuration is known. */
const READ_SINGLY = 2;

interface Reader {
  readonly talk: QueclinkTalk;
  readonly imei: string | null;
  readonly family: QueclinkFamily | null;
  readonly readings: Map<string, SectionReading>;
}

async function readInto(reader: Reader, names: readonly string[]): Promise<SectionReadings | LinkFault> {
  const { talk, imei, family, readings } = reader;
  if (names.length > READ_SINGLY && family !== null && family.markers.length > 0) {
    const fault = await readTwice(reader, names, (address) => askAllSections(address, imei));
    if (fault !== null) {
      return fault;
    }
  }
  for (const name of names) {
    if (readings.get(name)?.kind === 'fields') {
      continue;
    }
    if (talk.isOverdue()) {
      readings.set(name, { kind: 'unknown', why: 'the unit answers too slowly' });
      continue;
    }
    const fault = await readTwice(reader, [name], (address) => askSection(address, name, imei));
    if (fault !== null) {
      return fault;
    }
  }
  return { kind: 'sections', byName: readings };
}

async function readTwice(
  { talk, family, readings }: Reader,
  names: readonly string[],
  question: QueclinkQuestion,
): Promise<LinkFault | null> {
  const found: ReadonlyMap<string, readonly string[]>[] = [];
  while (found.length < 2 && family !== null) {
    const outcome = await talk.askAgain(question);
    if (outcome.kind !== 'answered' || outcome.report === null) {
      const fault = outcome.kind === 'answered' ? null : faultOf(outcome);
      if (fault !== null && isBroken(fault)) {
        return fault;
      }
      return tellUnknown(readings, names, 'no usable answer');
    }
    found.push(readQueclinkSections(outcome.report, family));
  }
  const [first, second] = found;
  for (const name of names) {
    readings.set(name, sectionOf(first?.get(name), second?.get(name)));
  }
  return null;
}

function sectionOf(fields: readonly string[] | undefined, again: readonly string[] | undefined): SectionReading {
  if (fields === undefined && again === undefined) {
    return { kind: 'other-layout', why: 'the unit tells this section in a way that is not known for its model' };
  }
  return fields !== undefined && fields.join(',') === again?.join(',')
    ? { kind: 'fields', fields }
    : { kind: 'unknown', why: 'two readings differ' };
}

function tellUnknown(readings: Map<string, SectionReading>, names: readonly string[], why: string): null {
  for (const name of names) {
    readings.set(name, { kind: 'unknown', why });
  }
  return null;
}

function configReading(parameter: QueclinkParameter | undefined, section: SectionReading | undefined): ConfigReading {
  if (parameter === undefined) {
    return { kind: 'unsupported' };
  }
  if (section?.kind !== 'fields') {
    return { kind: 'unknown', why: section?.why ?? 'it was not read' };
  }
  const text = section.fields[parameter.field - 1] ?? '';
  return text === '' ? { kind: 'empty' } : { kind: 'value', value: decodeChoice(parameter.choices ?? {}, text) };
}
