import { z } from 'zod';

/** One line of an organization's part of the trail at the cloud (OWN-13). Both sides of a transfer carry the same `transferId`. */
export const organizationAuditRow = z.strictObject({
  organizationId: z.string(),
  organizationName: z.string(),
  index: z.number().int(),
  at: z.string(),
  action: z.string(),
  outcome: z.string(),
  code: z.string().nullable(),
  unit: z.string().nullable(),
  transferId: z.string().nullable(),
  /** What was done together carries the same carton (OWN-12); left out where it was done alone. */
  cartonId: z.string().optional(),
  /** Null where it was erased. */
  actor: z.string().nullable(),
  /** SHA-256 of what the leaf says, without its place; what the same act says in other logs is `otherSides`. */
  contentHash: z.string(),
  otherSides: z.array(z.string()),
});
export type OrganizationAuditRow = z.infer<typeof organizationAuditRow>;
