import { z } from 'zod';
import { assetId } from '../../kernel/entity-ids.ts';
import { isoTime } from '../../kernel/iso-time.ts';
import { unitPosition } from './unit-message.ts';

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

/** A message of the unit, as the centre got it: when, and where the unit said it was. */
export const heardMessage = z.strictObject({ at: isoTime, position: unitPosition.nullable() });
export type HeardMessage = z.infer<typeof heardMessage>;

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
  /** How often the same failure was found, by a message of the unit or by the hourly try. */
  count: z.number().int().positive(),
  /** The unit's own word: its last message about it, or when somebody paired or unpaired it. */
  registeredAt: isoTime,
  /** When the same failure was found first. Null in what was stored before that was kept. */
  firstAt: isoTime.nullable().default(null),
  /** When it was tried last, be it by the hour. */
  triedAt: isoTime.nullable().default(null),
  /** The hourly tries of a VIN that no asset has (PAIR-3). `nextAt` is null once they are over; the whole is null where there are none. */
  repeats: z.strictObject({ nextAt: isoTime.nullable(), endsAt: isoTime }).nullable().default(null),
  /** By which it was paired automatically. Left out where it was not, or where that was not kept yet. */
  heard: heardMessage.optional(),
});
export type PairingStatus = z.infer<typeof pairingStatus>;
