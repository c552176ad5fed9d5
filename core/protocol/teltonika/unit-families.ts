import { z } from 'zod';
import { assertNever } from '../../kernel/assert-never.ts';
import {
  decodeChoice,
  type EncodedValue,
  encodeChoice,
  encodeInteger,
  encodeText,
  refused,
} from '../parameter-value.ts';

/**
 * Which parameter and I/O ids a model holds, from resources/unit-families/teltonika.json. Ids are bound per family because
 * the same number means different things on different models. Used by the Teltonika driver.
 */
const parameter = z
  .strictObject({
    id: z.number().int().positive(),
    type: z.enum(['text', 'integer', 'choice']),
    maxLength: z.number().int().positive().optional(),
    minimum: z.number().int().optional(),
    maximum: z.number().int().optional(),
    /** Fitbay's word → the unit's number. */
    choices: z.record(z.string(), z.string()).optional(),
    secret: z.boolean().optional(),
    needsReboot: z.boolean().optional(),
    simulated: z.boolean().optional(),
    comment: z.string().optional(),
  })
  .refine((it) => (it.type === 'choice') === (it.choices !== undefined), 'a choice names its choices, and only it');

const io = z.strictObject({
  id: z.number().int().positive(),
  comment: z.string(),
  simulated: z.boolean().optional(),
});

const ioSet = z.strictObject({
  supplyMillivolts: io.optional(),
  batteryMillivolts: io.optional(),
  ignition: io.optional(),
  odometerMetres: io.optional(),
  ebsVin: io.optional(),
  canLink: io.optional(),
});

const family = z.strictObject({
  id: z.string().min(1),
  /** Beginnings of the hardware name; the longest one that fits decides. */
  models: z.array(z.string().min(1)).min(1),
  parameterSets: z.array(z.string()),
  ioSet: z.string(),
  gnssStates: z.record(z.string(), z.enum(['off', 'no-fix', 'fix', 'sleep'])),
  /** Where its ids and limits were read. */
  source: z.string().optional(),
  /** What stands between id and value in `setparam`; with a blank a command takes one value only. */
  separator: z.enum([':', ' ']).optional(),
  writable: z.boolean().optional(),
  /** Values count only from the next restart on, so a write is proved after one. */
  keptAfterRestart: z.boolean().optional(),
  simulated: z.boolean().optional(),
  comment: z.string().optional(),
});

const familyTable = z.strictObject({
  version: z.literal(1),
  comment: z.string(),
  /** How commands may have to be written, to be tried in this order on a unit that does not answer. */
  speeches: z
    .array(z.strictObject({ prefix: z.enum(['', '.']), lineEnding: z.enum(['cr', 'crlf']), comment: z.string() }))
    .min(1),
  parameterSets: z.record(z.string(), z.record(z.string(), parameter)),
  ioSets: z.record(z.string(), ioSet),
  families: z.array(family),
});

export type TeltonikaParameter = z.infer<typeof parameter>;
export type TeltonikaIoField = keyof z.infer<typeof ioSet>;
export type GnssState = 'off' | 'no-fix' | 'fix' | 'sleep';

/** What one model family holds, ready to use. */
export interface TeltonikaFamily {
  readonly id: string;
  readonly models: readonly string[];
  readonly parameters: Readonly<Record<string, TeltonikaParameter>>;
  readonly io: Readonly<Partial<Record<TeltonikaIoField, number>>>;
  readonly gnssStates: Readonly<Record<string, GnssState>>;
  /** Between id and value in `setparam`. */
  readonly separator: ':' | ' ';
  readonly writable: boolean;
  readonly keptAfterRestart: boolean;
}

/** Reads a table of families. Throws on a table that is wrong: it is part of the program, not input. */
export function parseTeltonikaFamilies(data: unknown): readonly TeltonikaFamily[] {
  const table = familyTable.parse(data);
  return table.families.map((entry) => {
    const parameters: Record<string, TeltonikaParameter> = {};
    for (const name of entry.parameterSets) {
      Object.assign(parameters, named(table.parameterSets, name));
    }
    const ioIds: Partial<Record<TeltonikaIoField, number>> = {};
    const elements = named(table.ioSets, entry.ioSet);
    for (const field of ioSet.keyof().options) {
      const element = elements[field];
      if (element !== undefined) {
        ioIds[field] = element.id;
      }
    }
    const { id, models, gnssStates, separator = ':', writable = true, keptAfterRestart = false } = entry;
    return { id, models, parameters, io: ioIds, gnssStates, separator, writable, keptAfterRestart };
  });
}

/** A way to write commands: what stands before each and what ends it. */
export interface TeltonikaWriting {
  readonly prefix: string;
  readonly lineEnding: string;
}

/** The ways in which commands may have to be written, the usual one first. Throws as `parseTeltonikaFamilies` does. */
export function parseTeltonikaWritings(data: unknown): readonly TeltonikaWriting[] {
  const { speeches } = familyTable.parse(data);
  return speeches.map(({ prefix, lineEnding }) => ({ prefix, lineEnding: LINE_ENDINGS[lineEnding] }));
}

export const LINE_ENDINGS = { cr: '\r', crlf: '\r\n' } as const;

/** The family of a hardware name such as `FMB920`; null for a model that no table entry names. */
export function teltonikaFamilyOf(families: readonly TeltonikaFamily[], model: string): TeltonikaFamily | null {
  let best: TeltonikaFamily | null = null;
  let bestLength = 0;
  for (const candidate of families) {
    for (const start of candidate.models) {
      if (model.startsWith(start) && start.length > bestLength) {
        best = candidate;
        bestLength = start.length;
      }
    }
  }
  return best;
}

/**
 * Checks and encodes one value. `;` and `:` would start another parameter inside the same command, so they are refused
 * everywhere, as is everything that is not plain ASCII.
 */
export function encodeTeltonikaValue(target: TeltonikaParameter, value: string): EncodedValue {
  if (!/^[\x20-\x7e]*$/.test(value) || /[;:]/.test(value)) {
    return refused('a semicolon, a colon or a character outside plain ASCII cannot be sent');
  }
  if (value !== value.trim()) {
    return refused('a blank at either end is not kept by the unit');
  }
  switch (target.type) {
    case 'text':
      return encodeText(target.maxLength, value);
    case 'integer':
      return encodeInteger(target, value);
    case 'choice':
      return encodeChoice(target.choices ?? {}, value);
    default:
      return assertNever(target.type);
  }
}

/** Fitbay's word for a value that the unit holds. A number that no choice names stays as it is: shown, never guessed. */
export function decodeTeltonikaValue({ choices = {} }: TeltonikaParameter, text: string): string {
  return decodeChoice(choices, text);
}

function named<Value>(sets: Readonly<Record<string, Value>>, name: string): Value {
  const found = sets[name];
  if (found === undefined) {
    throw new Error(`the family table names a set that it does not hold: ${name}`);
  }
  return found;
}
