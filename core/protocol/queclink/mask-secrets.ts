import { HIDDEN, hideWhole } from '../../kernel/hidden-text.ts';
import { maskKnownValues } from '../mask-known-values.ts';
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
  const masked = maskKnownValues(text, mask.values);
  if (/^\+(RESP|BUFF):GTAL/.test(masked)) {
    return maskConfiguration(masked, mask.families) ?? hideWhole(text);
  }
  return masked.replace(COMMAND, (_whole, section: string, fields: string) => {
    const [, ...rest] = fields.split(',');
    return `AT+GT${section}=${[HIDDEN, ...maskPlaces(rest, placesOf(mask.families, section))].join(',')}`;
  });
}

const COMMAND = /AT\+GT([A-Z]{3})=([^$]*)/g;
/** Head, protocol, unique id and device name stand before the first section. */
const FIELDS_BEFORE = 4;
/** Send time and count number stand behind the last one. */
const FIELDS_BEHIND = 2;

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
  const isWhole = families.some(({ lengths }) => lengthIn(lengths, name) === rest.length - FIELDS_BEHIND);
  return isWhole ? [...head, name, ...maskPlaces(rest, placesOf(families, name))].join(',') : null;
}

/** Only a configuration in which every section stands in its place with all its fields. */
function maskAll(
  head: readonly string[],
  fields: readonly string[],
  families: readonly QueclinkFamily[],
): string | null {
  const family = families.find((one) => isConfigurationOf(one, fields));
  if (family === undefined) {
    return null;
  }
  const masked: string[] = [];
  for (const name of family.markers) {
    const from = masked.length + 1;
    const places = placesOf(families, name);
    masked.push(name, ...maskPlaces(fields.slice(from, from + lengthIn(family.lengths, name)), places));
  }
  return [...head, ...masked, ...fields.slice(masked.length)].join(',');
}

function isConfigurationOf({ markers, lengths }: QueclinkFamily, fields: readonly string[]): boolean {
  let at = 0;
  for (const name of markers) {
    if (fields[at] !== name) {
      return false;
    }
    at += 1 + lengthIn(lengths, name);
  }
  return at > 0 && at === fields.length - FIELDS_BEHIND;
}

function lengthIn(lengths: Readonly<Record<string, number>>, name: string): number {
  return Object.hasOwn(lengths, name) ? (lengths[name] ?? Number.NaN) : Number.NaN;
}

function placesOf(families: readonly QueclinkFamily[], section: string): readonly number[] {
  return families.flatMap(({ secretFields }) =>
    Object.hasOwn(secretFields, section) ? (secretFields[section] ?? []) : [],
  );
}

function maskPlaces(fields: readonly string[], places: readonly number[]): readonly string[] {
  return fields.map((text, index) => (places.includes(index + 1) ? hiddenUnlessEmpty(text) : text));
}

function hiddenUnlessEmpty(text: string): string {
  return text === '' ? '' : HIDDEN;
}
