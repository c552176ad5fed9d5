import { z } from 'zod';
import { profileId } from '../../kernel/entity-ids.ts';

/** A configuration template for units of one family (INST-3). Values are text as a person would type them; secrets stand as references. */
export const profileValue = z.strictObject({
  key: z.string().min(1),
  value: z.string(),
  /** Who decided: shown in the difference and on the report. */
  source: z.enum(['profile', 'job', 'override', 'unit']),
  secret: z.boolean().optional(),
});
export type ProfileValue = z.infer<typeof profileValue>;

export const configurationProfile = z.strictObject({
  id: profileId,
  name: z.string().min(1),
  version: z.number().int().positive(),
  unitTypes: z.array(z.string().min(1)).min(1),
  minimumFirmware: z.string().nullable(),
  values: z.array(profileValue),
});
export type ConfigurationProfile = z.infer<typeof configurationProfile>;
