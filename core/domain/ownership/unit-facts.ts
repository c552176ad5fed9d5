import { z } from 'zod';
import { assetId, organizationId } from '../../kernel/entity-ids.ts';
import { isoTime } from '../../kernel/iso-time.ts';

/**
 * What is known of one unit: who owns it, whether its subscription runs, what it is paired with. The cloud is the authority;
 * a station holds a copy with the moment it was true. A unit is (unit type, serial), never the serial alone (OWN-5).
 */
export const unitFacts = z.strictObject({
  unitType: z.string().min(1),
  serial: z.string().regex(/^\d{15}$/),
  ownerId: organizationId,
  /** Null where the owner does not let strangers know its name (OWN-8). */
  ownerName: z.string().nullable(),
  /** Counts every change of owner; a transfer names the epoch it was confirmed for (OWN-10). */
  ownerEpoch: z.number().int().nonnegative(),
  subscription: z.strictObject({ state: z.enum(['active', 'expired']), endsAt: isoTime.nullable() }),
  configuration: z.enum(['configured', 'needs-configuration']),
  pairedWith: z.strictObject({ assetId, label: z.string(), vin: z.string().nullable() }).nullable(),
  /** A transfer that is under way elsewhere. */
  transferPending: z.strictObject({ by: z.string(), since: isoTime }).nullable(),
  lastContactAt: isoTime.nullable(),
});
export type UnitFacts = z.infer<typeof unitFacts>;
