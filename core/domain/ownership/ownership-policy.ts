import { z } from 'zod';

/** What a company may set about ownership; the values are data in `resources/ownership-policy.json`. The cloud's copy decides, the station's is for showing. */
export const ownershipPolicy = z.strictObject({
  /** How long after a transfer somebody may ask to undo it, and how long after asking a second person may decide (decisions.md d12). */
  reversalWindowHours: z.number().int().min(1).max(720),
  /** How long a verdict from the station's own copy counts as fresh (decisions.md X5). */
  verdictValidHours: z.number().int().min(1).max(168),
});
export type OwnershipPolicy = z.infer<typeof ownershipPolicy>;
