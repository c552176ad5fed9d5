import { z } from 'zod';
import { organizationId, profileId } from '../../kernel/entity-ids.ts';

/** Whose secret it is and under which name its value is kept. */
export const secretReference = z.strictObject({ organizationId: organizationId.nullable(), name: z.string().min(1) });
export type SecretReference = z.infer<typeof secretReference>;

/** One wanted value. Values are text as a person would type them; that of a secret is the mask until right before it is written. */
export const profileValue = z.strictObject({
  key: z.string().min(1),
  value: z.string(),
  /** Who decided: shown in the difference and on the report. */
  source: z.enum(['profile', 'job', 'override', 'unit']),
  secret: z.boolean().optional(),
  /** Where the value of a secret is kept. */
  reference: secretReference.optional(),
  /** Name of the profile that sets it, where that is one further down. */
  from: z.string().optional(),
});
export type ProfileValue = z.infer<typeof profileValue>;

/** A profile with everything that it inherits, for units of its types (INST-3). Made by `resolveProfile`; nobody stores it. */
export const configurationProfile = z.strictObject({
  id: profileId,
  organizationId: organizationId.nullable().optional(),
  name: z.string().min(1),
  version: z.number().int().positive(),
  unitTypes: z.array(z.string().min(1)),
  minimumFirmware: z.string().nullable(),
  values: z.array(profileValue),
});
export type ConfigurationProfile = z.infer<typeof configurationProfile>;
