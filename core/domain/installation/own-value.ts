import { z } from 'zod';
import { isoTime } from '../../kernel/iso-time.ts';

/**
 * A value that whoever works on a sheet gave for this one unit (INST-3, INST-4). `unit`: nobody prescribes it, such as this vehicle's VIN.
 * `override`: it stands in the place of a prescribed one, with the reason that goes to the trail and the report (ORG-5).
 */
export const ownValue = z.strictObject({
  key: z.string().min(1).max(80),
  value: z.string().max(500),
  source: z.enum(['unit', 'override']),
  /** Set for an override. */
  reason: z.string().nullable(),
  /** What is prescribed instead; null where nothing is. */
  instead: z.string().nullable(),
  at: isoTime,
  by: z.string(),
});
export type OwnValue = z.infer<typeof ownValue>;
