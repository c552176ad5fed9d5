import { z } from 'zod';
import { organizationId } from '../../kernel/entity-ids.ts';
import { toldName } from '../../kernel/plain-name.ts';

/** What an organization is; it may be several at once (ORG-1). */
export const organizationKind = z.enum(['fleet-customer', 'service-partner', 'reseller']);
export type OrganizationKind = z.infer<typeof organizationKind>;

export const organization = z.strictObject({
  id: organizationId,
  name: toldName(),
  kinds: z.array(organizationKind),
  /** Whether units that begin to transmit are paired by their VIN without a person (PAIR-2). */
  autoPairing: z.boolean(),
  /** Whether a stranger who scans a unit of this organization may learn its name (OWN-8). */
  nameIsPublic: z.boolean(),
  /** Whether every visit to a service partner is a job (X2). Left out where it is not. */
  visitsAreJobs: z.literal(true).optional(),
});
export type Organization = z.infer<typeof organization>;
