import { z } from 'zod';
import { isoTime } from '../../kernel/iso-time.ts';

/** Degrees, WGS 84. */
export const unitPosition = z.strictObject({
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
});

/** What a unit itself sends to the cloud. The first one after installation may pair it automatically (PAIR-2). */
export const unitMessage = z.strictObject({
  /** When the unit made it. */
  at: isoTime,
  position: unitPosition.nullable(),
  /** VIN configured in the TBS or EBS as the unit reports it; may be partial or absent. */
  sensorVin: z.string().max(40).nullable(),
  supplyMillivolts: z.number().int().nullable(),
});
export type UnitMessage = z.infer<typeof unitMessage>;
