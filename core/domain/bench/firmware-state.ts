import { z } from 'zod';
import { isoTime } from '../../kernel/iso-time.ts';

/**
 * How a sheet stands with the firmware of its unit (INST-5). Part of the bench session, and the evidence for report and trail: which file,
 * from which version to which, who and when.
 */
export const firmwareOrder = z.strictObject({
  /** SHA-256 of the image, which is also how it is known on the station. */
  sha256: z.string(),
  file: z.string(),
  model: z.string(),
  from: z.string(),
  to: z.string(),
  direction: z.enum(['newer', 'same', 'older', 'unknown']),
});
export type FirmwareOrderRecord = z.infer<typeof firmwareOrder>;

const order = { ...firmwareOrder.shape, at: isoTime, by: z.string() };

export const firmwareState = z.discriminatedUnion('kind', [
  /** Saved before the first byte goes out: found after a crash or unplug, it means "identify the unit again". */
  z.strictObject({ kind: z.literal('updating'), ...order }),
  /** The unit was identified afterwards and runs what it was given. */
  z.strictObject({ kind: z.literal('updated'), ...order }),
  /** It does not, or nobody knows: `after` is what it told last since then, null while it has not been asked. */
  z.strictObject({ kind: z.literal('incomplete'), ...order, after: z.string().nullable(), why: z.string() }),
]);
export type FirmwareState = z.infer<typeof firmwareState>;
