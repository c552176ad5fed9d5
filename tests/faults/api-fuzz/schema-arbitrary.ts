import fc from 'fast-check';
import { z } from 'zod';

/** JSON Schema as the API's description uses it; what it does not use yet is a fault of the proof and throws. */
export const jsonSchema = z.looseObject({
  type: z.union([z.string(), z.array(z.string())]).optional(),
  const: z.unknown().optional(),
  enum: z.array(z.unknown()).optional(),
  anyOf: z.array(z.unknown()).optional(),
  oneOf: z.array(z.unknown()).optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  required: z.array(z.string()).optional(),
  additionalProperties: z.unknown().optional(),
  items: z.unknown().optional(),
  minItems: z.number().optional(),
  maxItems: z.number().optional(),
  pattern: z.string().optional(),
  format: z.string().optional(),
  minLength: z.number().optional(),
  maxLength: z.number().optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  exclusiveMinimum: z.number().optional(),
});
type Schema = z.infer<typeof jsonSchema>;

/** Values that exist, by the name of the field that may hold them; without them every request would end at the first look-up. */
export type KnownValues = ReadonlyMap<string, fc.Arbitrary<unknown>>;

/** Values that fit a schema. `name` is the field in which the value stands. */
export function valuesOf(raw: unknown, known: KnownValues, name = ''): fc.Arbitrary<unknown> {
  const schema = jsonSchema.parse(raw);
  const fitting = fittingOf(schema, known);
  const existing = known.get(name);
  return existing === undefined
    ? fitting
    : fc.oneof({ weight: 3, arbitrary: existing }, { weight: 1, arbitrary: fitting });
}

function fittingOf(schema: Schema, known: KnownValues): fc.Arbitrary<unknown> {
  if ('const' in schema) {
    return fc.constant(schema.const);
  }
  if (schema.enum !== undefined) {
    return fc.constantFrom(...schema.enum);
  }
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices !== undefined) {
    return fc.oneof(...choices.map((one) => valuesOf(one, known)));
  }
  if (Array.isArray(schema.type)) {
    return fc.oneof(...schema.type.map((type) => fittingOf({ ...schema, type }, known)));
  }
  switch (schema.type) {
    case 'object':
      return objectsOf(schema, known);
    case 'array':
      return fc.array(valuesOf(schema.items ?? {}, known), {
        minLength: schema.minItems ?? 0,
        maxLength: Math.min(schema.maxItems ?? 4, (schema.minItems ?? 0) + 4),
      });
    case 'string':
      return stringsOf(schema);
    case 'integer':
      return integersOf(schema);
    case 'number':
      return fc.double({ min: schema.minimum ?? -1e9, max: schema.maximum ?? 1e9, noNaN: true });
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case undefined:
      return fc.jsonValue({ maxDepth: 3 });
    default:
      throw new Error(`the proof does not know the type ${schema.type}`);
  }
}

function objectsOf({ properties = {}, required = [], additionalProperties }: Schema, known: KnownValues) {
  const fields = Object.fromEntries(
    Object.entries(properties).map(([name, one]) => [name, valuesOf(one, known, name)] as const),
  );
  const declared = fc.record(fields, { requiredKeys: required.filter((name) => name in fields) });
  const isOpen = additionalProperties !== undefined && additionalProperties !== false;
  return isOpen
    ? fc
        .tuple(
          declared,
          fc.dictionary(fc.string({ maxLength: 12 }), valuesOf(additionalProperties, known), { maxKeys: 2 }),
        )
        .map(([one, more]): object => ({ ...more, ...one }))
    : declared;
}

function stringsOf({ pattern, format, minLength = 0, maxLength = 200 }: Schema): fc.Arbitrary<string> {
  if (pattern?.startsWith('^\\d{4}-\\d\\d-\\d\\dT')) {
    return fc
      .date({ min: new Date('2020-01-01'), max: new Date('2035-01-01'), noInvalidDate: true })
      .map((at) => at.toISOString());
  }
  if (pattern !== undefined) {
    return fc.stringMatching(new RegExp(pattern, 'u'));
  }
  if (format === 'email') {
    return fc.emailAddress();
  }
  return fc.string({ minLength, maxLength: Math.min(maxLength, minLength + 40), unit: 'binary' });
}

/** Often at the edges, where columns end and doubles lose their last digit. */
function integersOf({ minimum, maximum, exclusiveMinimum }: Schema): fc.Arbitrary<number> {
  const min = Math.max(minimum ?? Number.MIN_SAFE_INTEGER, (exclusiveMinimum ?? Number.MIN_SAFE_INTEGER - 2) + 1);
  const max = maximum ?? Number.MAX_SAFE_INTEGER;
  const edges = [min, min + 1, 2 ** 31 - 1, 2 ** 31, 2 ** 53 - 1, max].filter((one) => one >= min && one <= max);
  const small = fc.integer({ min, max: Math.min(max, min + 20) });
  return fc.oneof(
    { weight: 4, arbitrary: small },
    { weight: 1, arbitrary: fc.constantFrom(...edges) },
    fc.integer({ min, max }),
  );
}
