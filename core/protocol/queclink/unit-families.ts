import { z } from 'zod';
import { assertNever } from '../../kernel/assert-never.ts';
import { invariant } from '../../kernel/invariant.ts';
import { type EncodedValue, encodeChoice, encodeInteger, encodeText, refused } from '../parameter-value.ts';
import { deviceTypeOf } from './messages.ts';
import { isSendable } from './requests.ts';

/**
 * Which sections and fields a model holds, from resources/unit-families/queclink.json. Layouts are bound per model because the same
 * command has other fields on another one. Used by the Queclink driver.
 */
const field = z
  .strictObject({
    /** From 1, behind the section's marker. */
    field: z.number().int().positive(),
    type: z.enum(['text', 'integer', 'choice']),
    maxLength: z.number().int().positive().optional(),
    minimum: z.number().int().optional(),
    maximum: z.number().int().optional(),
    /** 0 switches off and is allowed below the minimum. */
    orZero: z.boolean().optional(),
    /** Fitbay's word → the unit's number. */
    choices: z.record(z.string(), z.string()).optional(),
    secret: z.boolean().optional(),
    comment: z.string().optional(),
  })
  .refine((it) => (it.type === 'choice') === (it.choices !== undefined), 'a choice names its choices, and only it');

const section = z
  .strictObject({ fields: z.number().int().positive(), keys: z.record(z.string(), field) })
  .refine(
    (it) => Object.values(it.keys).every((key) => key.field <= it.fields),
    'a key stands in a field of its section',
  );

const place = z.number().int().positive().optional();
/** Where `+RESP:GTINF` holds what, from 1 behind the device name. */
const information = z.strictObject({
  fields: z.number().int().positive().optional(),
  state: place,
  iccid: place,
  rssi: place,
  odometerKilometres: place,
  supplyMillivolts: place,
  batteryVolts: place,
  comment: z.string().optional(),
});

const marker = z.string().regex(/^[A-Z]{3}$/);
const family = z.strictObject({
  id: z.string().min(1),
  /** Device types as the unit spells them. */
  models: z.array(z.string().min(1)).min(1),
  /** First digits of the protocol version. */
  deviceTypes: z.array(z.string().regex(/^([0-9A-Z]{2}|[0-9A-Z]{6})$/)).min(1),
  factoryPassword: z
    .string()
    .regex(/^[0-9a-zA-Z]{4,20}$/)
    .optional(),
  sections: z.record(marker, z.string()),
  /** Fields whose values must not reach a capture, of sections that are not used otherwise too. */
  secretFields: z.record(marker, z.array(z.number().int().positive())),
  /** Every section of the whole configuration in its order, with its number of fields; empty where that is not published. */
  markers: z.record(marker, z.number().int().positive()),
  information: z.string().optional(),
  satelliteReport: z.boolean().optional(),
  comment: z.string().optional(),
});

const familyTable = z.strictObject({
  version: z.literal(1),
  comment: z.string(),
  sections: z.record(z.string(), section),
  information: z.record(z.string(), information),
  families: z.array(family),
});

export type QueclinkField = z.infer<typeof field>;
export type QueclinkInformation = z.infer<typeof information>;

/** Where a key stands. */
export interface QueclinkParameter extends QueclinkField {
  readonly section: string;
}

/** What one model holds, ready to use. */
export interface QueclinkFamily {
  readonly id: string;
  readonly models: readonly string[];
  readonly deviceTypes: readonly string[];
  readonly factoryPassword: string | null;
  readonly parameters: Readonly<Record<string, QueclinkParameter>>;
  /** Number of fields by section. */
  readonly sections: Readonly<Record<string, number>>;
  readonly secretFields: Readonly<Record<string, readonly number[]>>;
  /** All sections of the whole configuration in their order. */
  readonly markers: readonly string[];
  /** Number of fields of every section that is known, used otherwise or not. */
  readonly lengths: Readonly<Record<string, number>>;
  readonly information: QueclinkInformation | null;
  readonly satelliteReport: boolean;
}

/** Reads a table of families. Throws on a table that is wrong: it is part of the program, not input. */
export function parseQueclinkFamilies(data: unknown): readonly QueclinkFamily[] {
  const table = familyTable.parse(data);
  return table.families.map((entry) => {
    const parameters: Record<string, QueclinkParameter> = {};
    const sections: Record<string, number> = {};
    for (const [name, layoutName] of Object.entries(entry.sections)) {
      const layout = table.sections[layoutName];
      invariant(layout !== undefined, `a section layout of the table: ${layoutName}`);
      sections[name] = layout.fields;
      for (const [key, one] of Object.entries(layout.keys)) {
        parameters[key] = { ...one, section: name };
      }
    }
    const told = entry.information === undefined ? null : table.information[entry.information];
    invariant(told !== undefined, `an information layout of the table: ${entry.information}`);
    const { id, models, deviceTypes, factoryPassword = null, secretFields, satelliteReport = false } = entry;
    return {
      id,
      models,
      deviceTypes,
      factoryPassword,
      secretFields,
      satelliteReport,
      markers: Object.keys(entry.markers),
      lengths: { ...entry.markers, ...sections },
      parameters,
      sections,
      information: told,
    };
  });
}

/** The family of a unit by the protocol version that stands in each of its messages, if its own name agrees; null for all others. */
export function queclinkFamilyOf(
  families: readonly QueclinkFamily[],
  unit: { readonly protocol: string; readonly model: string },
): QueclinkFamily | null {
  const deviceType = deviceTypeOf(unit.protocol);
  const family = queclinkFamilyNamed(families, unit.model);
  return family?.deviceTypes.includes(deviceType) === true ? family : null;
}

/** The family that a model's name belongs to. */
export function queclinkFamilyNamed(families: readonly QueclinkFamily[], model: string): QueclinkFamily | null {
  return families.find(({ models }) => models.includes(model.toUpperCase())) ?? null;
}

/** The parameter behind a key; undefined for a key that this family does not hold. */
export function queclinkParameter(family: QueclinkFamily | null, key: string): QueclinkParameter | undefined {
  return family !== null && Object.hasOwn(family.parameters, key) ? family.parameters[key] : undefined;
}

/**
 * Checks and encodes one value. A comma would start another field and `$` end the command, so both are refused everywhere, as is
 * everything that is not plain ASCII. A number cannot be emptied: whether an empty field clears or keeps differs between models.
 */
export function encodeQueclinkValue(target: QueclinkField, value: string): EncodedValue {
  if (!isSendable(value)) {
    return refused('a comma, a dollar sign or a character outside plain ASCII cannot be sent');
  }
  if (value !== value.trim()) {
    return refused('a blank at either end is not kept by the unit');
  }
  switch (target.type) {
    case 'text':
      // A section's marker inside a value could be taken for the beginning of that section.
      return /^[A-Z]{3}$/.test(value)
        ? refused('three capital letters cannot be told from the name of a section')
        : encodeText(target.maxLength, value);
    case 'integer':
      return encodeInteger(target, value);
    case 'choice':
      return encodeChoice(target.choices ?? {}, value);
    default:
      return assertNever(target.type);
  }
}
