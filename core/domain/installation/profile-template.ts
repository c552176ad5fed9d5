import { z } from 'zod';
import { organizationId, profileId } from '../../kernel/entity-ids.ts';
import { isoTime } from '../../kernel/iso-time.ts';
import { keptName, takenName } from '../../kernel/plain-name.ts';

/**
 * A profile as it is written and synced (INST-3): its own values only, the rest comes from the profile it is derived from. A secret stands
 * as the name under which its value is kept elsewhere (INST-7); there is no place here where the value itself could stand.
 */
export const secretName = z
  .string()
  .trim()
  .min(1)
  .max(60)
  .regex(/^[A-Za-z0-9][A-Za-z0-9 ._-]*$/);

export const profileEntry = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('value'), key: z.string().min(1).max(80), value: z.string().max(500) }),
  z.strictObject({ kind: z.literal('secret'), key: z.string().min(1).max(80), secret: secretName }),
]);
export type ProfileEntry = z.infer<typeof profileEntry>;

const longestProfileName = 80;

/** What a person writes of a profile. */
export const profileDraft = z.strictObject({
  name: takenName(longestProfileName),
  /** Null for a profile that stands alone. */
  baseId: profileId.nullable(),
  /** Types of units it is offered for; none for a profile that only others are derived from. */
  unitTypes: z.array(z.string().min(1).max(40)).max(50),
  /** Null: whatever the base says, or any. */
  minimumFirmware: z.string().trim().min(1).max(40).nullable(),
  entries: z.array(profileEntry).max(200),
});
export type ProfileDraft = z.infer<typeof profileDraft>;

/** The same as another side has written it down: its name is cleaned, never a reason to refuse the rest. */
export const toldProfileDraft = profileDraft.extend({ name: keptName(longestProfileName) });

export const profileTemplate = toldProfileDraft.extend({
  id: profileId,
  /** Whose it is, and so who may change it; null for one that comes with the platform and belongs to everybody. */
  organizationId: organizationId.nullable(),
  version: z.number().int().positive(),
  changedAt: isoTime,
  changedBy: z.string().max(200),
  /** What the person who changed it wrote of it. */
  note: z.string().trim().max(300).nullable(),
});
export type ProfileTemplate = z.infer<typeof profileTemplate>;

/** The part that a person wrote. */
export function draftOf({ name, baseId, unitTypes, minimumFirmware, entries }: ProfileTemplate): ProfileDraft {
  return { name, baseId, unitTypes, minimumFirmware, entries };
}
