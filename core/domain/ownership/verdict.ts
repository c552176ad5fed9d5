import { z } from 'zod';
import { organizationId } from '../../kernel/entity-ids.ts';
import { isoTime } from '../../kernel/iso-time.ts';
import { findingCode, severity } from '../codes.ts';

/** The shape of the one answer to "who owns it and what may be done" (OWN-1). `judgeUnit` makes it; page, CLI and cloud show it. */
export const finding = z.strictObject({
  code: findingCode,
  severity,
  /** What the words need: names, dates, digits. Keys are placeholders of the text `codes.<CODE>.text`. */
  detail: z.record(z.string(), z.string()).optional(),
});
export type Finding = z.infer<typeof finding>;

/** What the one filled button does (OWN-15, ux rule 12). */
export const nextAction = z.enum([
  'start-work',
  'transfer',
  'transfer-only',
  'choose-type',
  'rescan',
  'contact-support',
  'ask-customer-administrator',
  'reactivate-subscription',
  'use-other-tool',
  'use-asset-page',
  'wait',
  'nothing',
]);
export type NextAction = z.infer<typeof nextAction>;

export const allowedActions = z.strictObject({
  transfer: z.boolean(),
  install: z.boolean(),
  inspect: z.boolean(),
  pair: z.boolean(),
});
export type AllowedActions = z.infer<typeof allowedActions>;

export const unitVerdict = z.strictObject({
  kind: z.literal('verdict'),
  /** `type:serial`, or the serial alone where no such unit is known. */
  unit: z.string(),
  owner: z.strictObject({ id: organizationId, name: z.string().nullable() }).nullable(),
  /** All findings at once, in the fixed order format > known > type > trust > owner > class > subscription > the rest. */
  findings: z.array(finding),
  allowed: allowedActions,
  /** For each thing not allowed, the code that says why. */
  reasons: z.partialRecord(z.enum(['transfer', 'install', 'inspect', 'pair']), findingCode),
  /** The deciding finding: the first blocker, otherwise what the unit is ready for. */
  next: findingCode,
  action: nextAction,
  /** Owner epoch this verdict was made for; a transfer confirms this one and no other. */
  ownerEpoch: z.number().int().nullable(),
  /** When the facts were true at the cloud. */
  asOf: isoTime,
  /** `live` from the cloud just now, `mirror` from the station's copy of `asOf`. */
  freshness: z.enum(['live', 'mirror']),
});
export type UnitVerdict = z.infer<typeof unitVerdict>;

export const typeChoice = z.strictObject({
  kind: z.literal('choose-type'),
  serial: z.string(),
  types: z.array(z.string()).min(2),
  asOf: isoTime,
  freshness: z.enum(['live', 'mirror']),
});
export type TypeChoice = z.infer<typeof typeChoice>;

export const verdict = z.discriminatedUnion('kind', [unitVerdict, typeChoice]);
export type Verdict = z.infer<typeof verdict>;
