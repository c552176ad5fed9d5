import { z } from 'zod';
import { assetId } from '../../kernel/entity-ids.ts';
import { isoTime } from '../../kernel/iso-time.ts';

/** Outcome reasons as the vendor's events name them (decisions.md c9); spelled as on the wire. */
export const pairingReason = z.enum([
  'ManualPair',
  'AutoPair',
  'InvalidData',
  'NotFound',
  'MultipleMatchFound',
  'Unknown',
]);
export type PairingReason = z.infer<typeof pairingReason>;

/** What the cloud last said of the pairing of a unit. */
export const pairingStatus = z.strictObject({
  /** `type:serial`. */
  unit: z.string(),
  organizationId: z.string(),
  state: z.enum(['paired', 'failed', 'unpaired']),
  reason: pairingReason.nullable(),
  assetId: assetId.nullable(),
  assetVin: z.string().nullable(),
  sensorVin: z.string().nullable(),
  candidateAssetIds: z.array(assetId),
  /** How often the same failure was reported. */
  count: z.number().int().positive(),
  registeredAt: isoTime,
});
export type PairingStatus = z.infer<typeof pairingStatus>;
