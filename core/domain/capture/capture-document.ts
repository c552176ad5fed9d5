import { z } from 'zod';
import { isoTime } from '../../kernel/iso-time.ts';
import { captureLine } from './capture-line.ts';

/** Everything that is known of one capture, with what somebody needs who reads it far from the bench (INST-7). No secret is in it. */
export const captureHeader = z.strictObject({
  /** `evopulse:359315075384726`, or the serial alone where the type is not known; null where no sheet says which unit it was. */
  unit: z.string().nullable(),
  unitTypeLabel: z.string().nullable(),
  /** What the unit said it is; null before it was identified. */
  model: z.string().nullable(),
  firmware: z.string().nullable(),
  driver: z.string().nullable(),
  /** Null for a port without a number. */
  bay: z.number().int().positive().nullable(),
  port: z.string(),
  sessionId: z.string().nullable(),
  station: z.string(),
  organization: z.string(),
  /** Version of Fitbay. */
  version: z.string(),
});
export type CaptureHeader = z.infer<typeof captureHeader>;

export const captureDocument = z.strictObject({
  header: captureHeader,
  /** Oldest first. */
  lines: z.array(captureLine),
  /** How many older lines are not here any more: the newest are kept. */
  dropped: z.number().int().nonnegative(),
  /** When the file or answer was made. */
  takenAt: isoTime,
});
export type CaptureDocument = z.infer<typeof captureDocument>;
