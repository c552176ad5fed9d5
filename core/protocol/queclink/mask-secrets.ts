import { HIDDEN, hideWhole } from '../../kernel/hidden-text.ts';
import { printable } from '../latin1.ts';
import type { QueclinkFamily } from './unit-families.ts';

/**
 * Makes cable text fit for a capture (INST-7). Every command begins with the unit's password, a read configuration holds the access point's
 * password and the unit's own; they are hidden by their places, and values that are known to be secret wherever they appear.
 */
export interface QueclinkMask {
  /** Whose sections have which secret places; all that may be met. */
  readonly families: readonly QueclinkFamily[];
  /** Values known to be secret. Shorter ones than three characters would blacken half the capture and are left to their places. */
  readonly values: readonly string[];
  /** An answer with a secret is expected now: what was not recognized may be a piece of it, and is hidden whole. */
  readonly hidesFragments: boolean;
}

/** `AT+GTBSI=gl300,internet,user,letmein,…` → `AT+GTBSI=***,internet,user,***,…`. `text` is as `printable` writes it. */
export function maskQueclinkSecrets(text: string, mask: QueclinkMask, isFragment: boolean): string {
  if (isFragment && mask.hidesFragments) {
    return hideWhole(text);
  }
  let masked = text;
  for (const value of mask.values) {
    if (value.length >= SHORTEST_KNOWN) {
      masked = masked.replaceAll(printable(value), HIDDEN);
    }
  }
  if (/^\+(RESP|BUFF):GTAL/.test(masked)) {
    return maskConfiguration(masked, mask.families) ?? hideWhole(text);
  }
  return masked.replace(COMMAND, (_whole, section: string, fields: string) => {
    const [, ...rest] = fields.split(',');
    return `AT+GT${section}=${[HIDDEN, ...maskPlaces(rest, placesOf(mask.families, section))].join(',')}`;
  });
}

const SHORTEST_KNOWN = 3;
const COMMAND = /AT\+GT([A-Z]{3})=([^$]*)/g;
/** Head, protocol, unique id and device name stand before the first section. */
const FIELDS_BEFORE = 4;

/** Null where it is not certain which field is which: damage may have moved a secret. */
function maskConfiguration(frame: string, families: readonly QueclinkFamily[]): string | null {
  const fields = frame.split(',');
  const [head = ''] = fields;
  const sections = fields.slice(FIELDS_BEFORE);
  return head.endsWith('GTALS')
    ? maskOne(fields.slice(0, FIELDS_BEFORE), sections, families)
    : maskAll(fields.slice(0, FIELDS_BEFORE), sections, families);
}

function maskOne(
  head: readonly string[],
  [name = '', ...rest]: readonly string[],
  families: readonly QueclinkFamily[],
): string | null {
  const places = placesOf(families, name);
  const isNamed = families.some(({ markers, sections }) => markers.includes(name) || Object.hasOwn(sections, name));
  // Send time and count number stand behind the fields.
  const lengths = lengthsOf(families, name);
  const isWhole = lengths.length === 0 || lengths.includes(rest.length - 2);
  return isNamed && isWhole ? [...head, name, ...maskPlaces(rest, places)].join(',') : null;
}

function maskAll(
  head: readonly string[],
  fields: readonly string[],
  families: readonly QueclinkFamily[],
): string | null {
  const secretNames = [...new Set(families.flatMap(({ secretFields }) => Object.keys(secretFields)))];
  const masked = [...fields];
  for (const name of secretNames) {
    const at = fields.indexOf(name);
    const lengths = lengthsOf(families, name);
    const isWhole =
      lengths.length === 0 ||
      lengths.some((length) => families.some(({ markers }) => markers.includes(fields[at + 1 + length] ?? '')));
    if (at === -1 || !isWhole || fields.lastIndexOf(name) !== at) {
      return null;
    }
    for (const place of placesOf(families, name)) {
      masked[at + place] = hiddenUnlessEmpty(fields[at + place] ?? '');
    }
  }
  return [...head, ...masked].join(',');
}

function placesOf(families: readonly QueclinkFamily[], section: string): readonly number[] {
  return families.flatMap(({ secretFields }) =>
    Object.hasOwn(secretFields, section) ? (secretFields[section] ?? []) : [],
  );
}

function lengthsOf(families: readonly QueclinkFamily[], section: string): readonly number[] {
  return families.flatMap(({ sections }) => (Object.hasOwn(sections, section) ? [sections[section] ?? 0] : []));
}

function maskPlaces(fields: readonly string[], places: readonly number[]): readonly string[] {
  return fields.map((text, index) => (places.includes(index + 1) ? hiddenUnlessEmpty(text) : text));
}

function hiddenUnlessEmpty(text: string): string {
  return text === '' ? '' : HIDDEN;
}
