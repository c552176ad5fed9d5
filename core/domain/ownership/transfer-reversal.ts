import { z } from 'zod';
import { operationId, organizationId, personId } from '../../kernel/entity-ids.ts';
import { isoTime } from '../../kernel/iso-time.ts';

/**
 * A person's request to undo a transfer, and what a second person made of it (decisions.md d12). The cloud keeps it and tells the stations
 * of the organization that made the transfer; a station never changes one itself.
 */
const person = z.strictObject({ personId, name: z.string() });

const decided = { by: person, at: isoTime, note: z.string().nullable() };

export const transferReversal = z.strictObject({
  /** Id of the operation that asked for it. */
  id: operationId,
  /** The transfer to undo, as both organizations know it. */
  transferId: operationId,
  /** `type:serial`. */
  unit: z.string(),
  /** Whose people transferred, asked and decide. */
  organizationId,
  /** The owner before the transfer, who gets the unit back. */
  backToId: organizationId,
  /** The owner since the transfer. */
  customerId: organizationId,
  /** Owner epoch that the transfer led to. Any other means that the unit has moved since. */
  epoch: z.number().int().positive(),
  reason: z.string(),
  requestedBy: person,
  requestedAt: isoTime,
  /** Until when somebody may approve, by the cloud's clock. */
  decideBefore: isoTime,
  outcome: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('open') }),
    z.strictObject({ kind: z.literal('approved'), ...decided }),
    z.strictObject({ kind: z.literal('declined'), ...decided }),
  ]),
});
export type TransferReversal = z.infer<typeof transferReversal>;
