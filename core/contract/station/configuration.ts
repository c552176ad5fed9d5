import { z } from 'zod';
import { profileId } from '../../kernel/entity-ids.ts';
import { isoTime } from '../../kernel/iso-time.ts';

/**
 * The configuration of a sheet as the page draws it: every wanted value with its source, what the unit holds, what it was last proved to
 * hold, and who may change what (INST-3, INST-4, decision 18). Put together when it is asked for; nothing of it is kept twice.
 */
export const configurationLine = z.strictObject({
  key: z.string(),
  /** A secret shows a mask. */
  wanted: z.string(),
  source: z.enum(['profile', 'job', 'override', 'unit']),
  /** Name of the profile that sets it, this one or one further down; null for what no profile sets. */
  from: z.string().nullable(),
  secret: z.boolean(),
  /** What is prescribed where this value stands in its place, with the reason and by whom. */
  override: z.strictObject({ instead: z.string(), reason: z.string(), by: z.string(), at: isoTime }).nullable(),
  /** `open`: anybody may give another. `with-reason`: prescribed, and the customer allows to depart. `locked`: prescribed. */
  change: z.enum(['open', 'with-reason', 'locked']),
  /** What the unit holds: `unread` before it was read. Null is empty. */
  actual: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('unread') }),
    z.strictObject({ kind: z.literal('value'), value: z.string().nullable() }),
  ]),
  /** What it was last proved to hold; left out where nothing is known. */
  known: z.string().nullable().optional(),
  departure: z.enum(['unit-changed', 'wanted-changed', 'both-changed', 'never-known']).nullable(),
  /** `same`: the unit holds it already. Null before it was read. */
  state: z
    .enum(['same', 'to-write', 'accepted', 'rejected', 'unknown', 'not-sent', 'verified', 'differs', 'unsupported'])
    .nullable(),
  detail: z.string().nullable(),
});
export type ConfigurationLine = z.infer<typeof configurationLine>;

export const configurationView = z.strictObject({
  /** Null where no profile fits. */
  profile: z.strictObject({ id: profileId, name: z.string(), version: z.number().int() }).nullable(),
  /** Profiles that may be chosen. */
  choices: z.array(z.strictObject({ id: profileId, name: z.string(), version: z.number().int() })),
  /** Whether prescribed values may be departed from here (ORG-5). */
  overrideAllowed: z.boolean(),
  lines: z.array(configurationLine),
  /** Keys that nobody prescribes and that may be filled in. */
  blanks: z.array(z.string()),
  /** Values at hand for a blank, e.g. the VIN of the plate. */
  suggestions: z.array(z.strictObject({ key: z.string(), value: z.string(), from: z.enum(['plate', 'unit']) })),
  /** When and by whom what is last known was proved; null where nothing is. */
  known: z
    .strictObject({
      at: isoTime,
      by: z.string(),
      station: z.string(),
      profileName: z.string(),
      profileVersion: z.number(),
    })
    .nullable(),
  /** The backup that was kept before writing, to which the unit can be rolled back. */
  backup: z.strictObject({ id: z.string(), takenAt: isoTime, takenBy: z.string(), keys: z.number().int() }).nullable(),
  /** Who did what with the configuration on this sheet, oldest first; text keys of the audit page. */
  story: z.array(
    z.strictObject({
      at: isoTime,
      /** Null where it was erased. */
      by: z.string().nullable(),
      action: z.string(),
      outcome: z.enum(['done', 'refused', 'failed', 'noted']),
      code: z.string().nullable(),
    }),
  ),
});
export type ConfigurationView = z.infer<typeof configurationView>;
