import type { z } from 'zod';

/**
 * A small valid value for a schema of the contract, so that a test can call every procedure without knowing any: the gate stands behind the
 * check of the input, and only valid input reaches it. Knows what the contract uses and throws by name for anything else.
 */
export function sampleInput(schema: z.core.$ZodType | undefined): unknown {
  if (schema === undefined) {
    return undefined;
  }
  // The definitions of zod's own types, by their names.
  const definition = schema._zod.def as Definition;
  const sample = samplers[definition.type];
  if (sample === undefined) {
    throw new Error(`no sample for a schema of type ${definition.type}`);
  }
  const value = sample(definition, schema);
  const parsed = (schema as z.ZodType).safeParse(value);
  if (!parsed.success) {
    throw new Error(`${JSON.stringify(value)} is no sample of its schema: ${parsed.error.message}`);
  }
  return value;
}

interface Definition {
  readonly type: string;
  readonly [part: string]: unknown;
}

type Schema = z.core.$ZodType;

const samplers: Readonly<Record<string, (definition: Definition, schema: Schema) => unknown>> = {
  object: ({ shape }) =>
    Object.fromEntries(
      Object.entries(shape as Record<string, Schema>).flatMap(([key, part]) =>
        part._zod.optin === 'optional' ? [] : [[key, sampleInput(part)]],
      ),
    ),
  string: (_definition, schema) => sampleText(schema as z.ZodType),
  number: (_definition, schema) => [1, 5, 0].find((value) => (schema as z.ZodType).safeParse(value).success),
  boolean: () => false,
  enum: ({ entries }) => Object.values(entries as Record<string, string>)[0],
  literal: ({ values }) => (values as readonly unknown[])[0],
  array: ({ element }, schema) => ((schema as z.ZodType).safeParse([]).success ? [] : [sampleInput(element as Schema)]),
  record: () => ({}),
  union: ({ options }) => sampleInput((options as readonly Schema[])[0]),
  nullable: () => null,
  optional: () => undefined,
  default: () => undefined,
  pipe: ({ in: first }) => sampleInput(first as Schema),
};

/** Texts that some place of the contract wants; the first that fits is taken. */
const texts = [
  'sample text',
  '000000',
  'evopulse:359315075384726',
  '359315075384726',
  '2026-11-20T08:00:00.000Z',
  'somebody@example.com',
  'https://cloud.example.com',
  'T1E2S',
  'ab'.repeat(32),
  'abcdefgh-1234',
];

function sampleText(schema: z.ZodType): string {
  const text = texts.find((one) => schema.safeParse(one).success);
  if (text === undefined) {
    throw new Error('no sample text fits');
  }
  return text;
}
