import { invariant } from '../../../kernel/invariant.ts';
import type { LabelFields, LabelWarning } from '../parsed-label.ts';
import { ambiguous, type FormResult, label, NOT_THIS_FORM, unreadable } from './form-result.ts';
import { type KeyedPart, type NumberKind, splitKeyedParts } from './keyed-parts.ts';
import { percentDecode } from './percent-decode.ts';
import { readIccid, readImei, readImeisv, readSerial, readVin } from './read-number.ts';
import { searchUnitNumber } from './unit-number-search.ts';

/**
 * Labels that name their numbers: `IMEI:…;S/N:…`, `imei=…&iccid=…` in a link, JSON, lines of a sticker. The key decides what a
 * number is, so numbers that are named never compete with others in the text.
 */
export function readKeyedLabel(body: string): FormResult {
  const text = /^[a-z][a-z0-9+.-]*:\/\//i.test(body) ? percentDecode(body) : body;
  const { parts, rest } = splitKeyedParts(text);
  if (parts.length === 0) {
    return NOT_THIS_FORM;
  }
  const readings = parts.map(readPart);
  const namesUnit = parts.some((part) => part.kind !== 'iccid' && part.kind !== 'vin');
  const unused = [rest, ...readings.map((reading) => reading.unused)].join('\n');
  return combine(namesUnit ? readings : [...readings, ...unnamedNumber(unused)]);
}

interface Reading {
  readonly kind: NumberKind;
  readonly result: FormResult;
  /** The words behind the value that do not belong to it. */
  readonly unused: string;
}

/** A sticker often names only the SIM card and prints the unit's number above it without a word. */
function unnamedNumber(rest: string): readonly Reading[] {
  const found = searchUnitNumber(rest);
  return found.kind === 'not-this-form' ? [] : [{ kind: 'serial', result: found, unused: '' }];
}

/**
 * The value behind a key: its first word; else the fewest first words that make a whole number, for numbers printed in groups.
 * A part of a VIN must be one word, as anything could be appended to it.
 */
function readPart({ kind, words }: KeyedPart): Reading {
  const attempts = words.slice(0, MAX_GROUPS).map((_, index) => ({
    kind,
    result: READ[kind](words.slice(0, index + 1).join(' ')),
    unused: words.slice(index + 1).join(' '),
  }));
  const [first] = attempts;
  invariant(first, 'behind a key there is at least an empty word');
  return attempts.find(({ result }) => isWhole(result)) ?? first;
}

/** No number of ours is printed in more groups. */
const MAX_GROUPS = 12;

const READ: Readonly<Record<NumberKind, (part: string) => FormResult>> = {
  imei: readImei,
  imeisv: readImeisv,
  serial: readSerial,
  iccid: readIccid,
  vin: readVin,
};

/** Only numbers that are complete and plausible may be put together from words; a doubtful one must stand in one word. */
function isWhole(result: FormResult): boolean {
  return (
    result.kind === 'label' && !result.warnings.some((code) => code === 'VIN_PARTIAL' || code === 'VIN_IMPLAUSIBLE')
  );
}

/** One label of all readings. A second, different value for the same field is a question, except for SIM cards, where it is a warning. */
function combine(readings: readonly Reading[]): FormResult {
  const fields: Record<string, string> = {};
  const warnings: LabelWarning[] = [];
  for (const { result } of readings) {
    if (result.kind === 'label') {
      const clash = Object.entries(result.fields).find(([name, value]) => (fields[name] ?? value) !== value);
      if (clash && clash[0] !== 'iccid') {
        return ambiguous([fields[clash[0]] ?? '', clash[1]]);
      }
      warnings.push(...result.warnings, ...(clash ? (['SEVERAL_ICCIDS'] as const) : []));
      Object.assign(fields, result.fields);
    }
  }
  return judgeFaults(readings, withoutDoubtfulIccid(fields, warnings), warnings);
}

/** Faults of side fields are warnings beside a good unit number. Where the unit's own number is faulty and no other names it, nothing is taken. */
function judgeFaults(readings: readonly Reading[], fields: LabelFields, warnings: readonly LabelWarning[]): FormResult {
  const faults = readings.flatMap(({ kind, result }) =>
    result.kind === 'unreadable' ? [{ kind, fault: result }] : [],
  );
  const hasUnit = fields.serial !== undefined || fields.imei !== undefined || fields.imeisv !== undefined;
  const blocking = hasUnit ? undefined : faults.find(({ kind }) => kind !== 'iccid' && kind !== 'vin');
  const worst = blocking ?? (Object.keys(fields).length === 0 ? faults[0] : undefined);
  if (worst) {
    return worst.fault;
  }
  if (Object.keys(fields).length === 0) {
    return unreadable({ code: 'SCAN_UNREADABLE', detail: 'no-unit' });
  }
  return label(fields, [...warnings, ...faults.flatMap(({ fault }) => asWarning(fault.code))]);
}

function asWarning(code: string): readonly LabelWarning[] {
  return code === 'SERIAL_FORMAT' || code === 'ICCID_FORMAT' || code === 'VIN_FORMAT' || code === 'VIN_LETTER'
    ? [code]
    : [];
}

function withoutDoubtfulIccid(fields: LabelFields, warnings: readonly LabelWarning[]): LabelFields {
  if (!warnings.includes('SEVERAL_ICCIDS')) {
    return fields;
  }
  const { iccid: _several, ...others } = fields;
  return others;
}
