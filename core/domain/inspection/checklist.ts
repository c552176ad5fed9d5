import { z } from 'zod';

const limits = z.strictObject({
  failBelow: z.number().optional(),
  warnBelow: z.number().optional(),
  warnAbove: z.number().optional(),
  failAbove: z.number().optional(),
});

/** A checklist as data in resources/checklists (INSP-1): automatic checks name a measured field and its limits, manual ones a question. */
export const automaticCheck = z.strictObject({
  id: z.string().min(1),
  kind: z.literal('automatic'),
  /** A health field of the unit driver, e.g. `supplyMillivolts`, or `configurationMatches`, `firmwareAtLeast`. */
  field: z.string().min(1),
  required: z.boolean(),
  /** Numeric limits in the field's unit: outside `fail*` fails, outside `warn*` warns. */
  limits: limits.optional(),
  /** Further ranges that are as good, e.g. that of 12 V vehicles beside 24 V. */
  orLimits: z.array(limits).min(1).optional(),
  /** For fields that are words: which pass and which warn; any other fails. */
  passValues: z.array(z.union([z.string(), z.boolean()])).optional(),
  warnValues: z.array(z.union([z.string(), z.boolean()])).optional(),
  /** How long it is measured, for the trend. */
  seconds: z.number().int().positive().max(120).optional(),
});

export const manualCheck = z.strictObject({
  id: z.string().min(1),
  kind: z.literal('manual'),
  required: z.boolean(),
});

export const checklist = z.strictObject({
  id: z.string().min(1),
  version: z.number().int().positive(),
  checks: z.array(z.discriminatedUnion('kind', [automaticCheck, manualCheck])).min(1),
});
export type AutomaticCheck = z.infer<typeof automaticCheck>;
export type ManualCheck = z.infer<typeof manualCheck>;
export type Checklist = z.infer<typeof checklist>;

/** Four-valued, never a bare green dot (INSP-2). `not-possible`: it could not be measured, and why is said. */
export const checkResult = z.enum(['pass', 'warn', 'fail', 'not-possible']);
export type CheckResult = z.infer<typeof checkResult>;

export const checkOutcome = z.strictObject({
  checkId: z.string(),
  kind: z.enum(['automatic', 'manual']),
  required: z.boolean(),
  result: checkResult,
  /** The judged value as raw text with its unit left out; null when there is none. */
  value: z.union([z.number(), z.string(), z.boolean()]).nullable(),
  /** Field unit for display: `mV`, `dBm`, `s` … */
  unit: z.string().nullable(),
  why: z.string().nullable(),
  /** Values over the measuring time, oldest first, for the trend. */
  series: z.array(z.number()),
  source: z.enum(['cable', 'cloud', 'technician']),
  at: z.string(),
  /** Counts repetitions of the same check; a re-run shows both (decisions.md d6). */
  run: z.number().int().positive(),
});
export type CheckOutcome = z.infer<typeof checkOutcome>;
