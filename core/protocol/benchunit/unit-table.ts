import { z } from 'zod';
import { assertNever } from '../../kernel/assert-never.ts';
import { decodeChoice, type EncodedValue, encodeChoice, encodeInteger, encodeText } from '../parameter-value.ts';

/** Which of the bench unit's names holds which of Fitbay's keys, and within what limits; from resources/unit-families/benchunit.json. */
const parameter = z.discriminatedUnion('type', [
  z.strictObject({
    name: z.string(),
    type: z.literal('text'),
    maxLength: z.number().int().positive(),
    secret: z.boolean().optional(),
  }),
  z.strictObject({
    name: z.string(),
    type: z.literal('integer'),
    minimum: z.number().int(),
    maximum: z.number().int(),
  }),
  z.strictObject({ name: z.string(), type: z.literal('choice'), choices: z.record(z.string(), z.string()) }),
]);

const table = z.strictObject({
  version: z.literal(1),
  comment: z.string(),
  firmwareSupplyMillivolts: z.number().int().positive(),
  parameters: z.record(z.string(), parameter),
});
export type BenchunitParameter = z.infer<typeof parameter>;
export type BenchunitTable = z.infer<typeof table>;

/** Reads the table. Throws on a table that is wrong: it is part of the program, not input. */
export function parseBenchunitTable(data: unknown): BenchunitTable {
  return table.parse(data);
}

/** A value as the unit spells it, or why it cannot hold it. */
export function encodeBenchunitValue(target: BenchunitParameter, value: string): EncodedValue {
  switch (target.type) {
    case 'text':
      return encodeText(target.maxLength, value);
    case 'integer':
      return encodeInteger(target, value);
    case 'choice':
      return encodeChoice(target.choices, value);
    default:
      return assertNever(target);
  }
}

/** What the unit holds, in Fitbay's words; the unit's own where it is none of the choices. */
export function decodeBenchunitValue(target: BenchunitParameter, held: string): string {
  return target.type === 'choice' ? decodeChoice(target.choices, held) : held;
}
