import { z } from 'zod';
import { organizationId, profileId } from '../../kernel/entity-ids.ts';
import { isoTime } from '../../kernel/iso-time.ts';

/**
 * What a unit was last proved to hold: written and read back, here or at another station (INST-3). The third side of a difference, beside
 * what it holds now and what it shall hold. Belongs to whoever the unit was configured for; the next owner does not see it. No secrets.
 */
export const knownConfiguration = z.strictObject({
  /** `type:serial`. */
  unit: z.string().min(1).max(80),
  organizationId,
  profileId,
  profileName: z.string(),
  profileVersion: z.number().int().positive(),
  verifiedAt: isoTime,
  by: z.string().max(200),
  station: z.string().max(200),
  /** Null where it was empty. */
  values: z.record(z.string().min(1).max(80), z.string().max(500).nullable()),
});
export type KnownConfiguration = z.infer<typeof knownConfiguration>;
