import { z } from 'zod';
import { isoTime } from '#core/kernel/iso-time.ts';

/** What a courier in a process of its own is asked for. */
export const courierOrder = z.strictObject({
  number: z.number().int(),
  now: isoTime,
  subscriptionIds: z.array(z.string()),
});
export type CourierOrder = z.infer<typeof courierOrder>;

export const courierAnswer = z.strictObject({ kind: z.literal('done'), order: z.number().int() });
