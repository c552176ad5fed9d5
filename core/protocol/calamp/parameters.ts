import { z } from 'zod';
import { assertNever } from '../../kernel/assert-never.ts';
import { type EncodedValue, encodeInteger, encodeText, isSameValue, refused } from '../parameter-value.ts';

/**
 * Which parameter and index of a CalAmp LMU holds which of Fitbay's keys, from resources/unit-families/calamp.json, and how values are
 * spelled there (link.md §2C). Used by the CalAmp driver.
 */
const parameter = z
  .strictObject({
    id: z.number().int().positive(),
    index: z.number().int().nonnegative(),
    type: z.enum(['text', 'integer']),
    maxLength: z.number().int().positive().optional(),
    format: z.literal('ipv4').optional(),
    minimum: z.number().int().optional(),
    maximum: z.number().int().optional(),
    secret: z.boolean().optional(),
  })
  .refine(({ type, minimum, maximum }) => type === 'text' || (minimum !== undefined && maximum !== undefined), {
    message: 'a number has its range',
  });

const parameterTable = z.strictObject({
  version: z.literal(1),
  comment: z.string(),
  parameters: z.record(z.string(), parameter).refine(namesEachPlaceOnce, 'two keys share a place'),
});

export type CalampParameter = z.infer<typeof parameter>;
/** By Fitbay's key. */
export type CalampParameters = Readonly<Record<string, CalampParameter>>;

/** Reads the table. Throws on a table that is wrong: it is part of the program, not input. */
export function parseCalampParameters(data: unknown): CalampParameters {
  return parameterTable.parse(data).parameters;
}

/**
 * Checks and encodes one value. A comma would begin the next field of the same parameter, and a quote is the unit's own sign, so both are
 * refused, as is everything that is not plain ASCII.
 */
export function encodeCalampValue(target: CalampParameter, value: string): EncodedValue {
  if (!/^[\x20-\x7e]*$/.test(value) || /[,"]/.test(value)) {
    return refused('a comma, a quote or a character outside plain ASCII cannot be sent');
  }
  if (value !== value.trim()) {
    return refused('a blank at either end is not kept by the unit');
  }
  switch (target.type) {
    case 'text':
      return target.format === 'ipv4' && !IPV4.test(value)
        ? refused('not an address like 192.0.2.10')
        : encodeText(target.maxLength, value);
    case 'integer':
      return encodeInteger(target, value);
    default:
      return assertNever(target.type);
  }
}

/** Compares numbers as numbers and everything else letter by letter. */
export function isSameCalampValue({ type }: CalampParameter, left: string, right: string): boolean {
  return isSameValue(left, right, type === 'integer');
}

/** The value in an answer line such as `2306,0,internet`; null for a line that tells another parameter, or none. */
export function readParameterLine(line: string, { id, index }: Pick<CalampParameter, 'id' | 'index'>): string | null {
  const match = /^(\d{1,5}),(\d{1,3}),(.*)$/.exec(line);
  return match !== null && Number(match[1]) === id && Number(match[2]) === index ? (match[3] ?? '').trim() : null;
}

const IPV4 = /^(25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(\.(25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)){3}$/;

function namesEachPlaceOnce(parameters: Readonly<Record<string, CalampParameter>>): boolean {
  const places = Object.values(parameters).map(({ id, index }) => `${id},${index}`);
  return new Set(places).size === places.length;
}
