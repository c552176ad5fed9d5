import { z } from 'zod';
import { personId, sessionId } from '../../kernel/entity-ids.ts';
import { isoTime } from '../../kernel/iso-time.ts';

/** Which entries of the trail are wanted (REP-1); what is left out does not matter. All must be true of an entry. */
export const trailFilter = z.strictObject({
  personId: personId.optional(),
  /** Part of `type:serial`. */
  unit: z.string().min(1).max(80).optional(),
  /** An action, or the first word of several: `transfer`. */
  action: z
    .string()
    .regex(/^[a-z]+(\.[a-z-]+)*$/)
    .optional(),
  outcome: z.enum(['done', 'refused', 'failed', 'noted']).optional(),
  /** By the station's clock, both included. */
  since: isoTime.optional(),
  until: isoTime.optional(),
  /** Anywhere in the entry or in what stands beside it; letters A to Z in any case. */
  text: z.string().min(1).max(100).optional(),
  sessionId: sessionId.optional(),
});
export type TrailFilter = z.infer<typeof trailFilter>;
