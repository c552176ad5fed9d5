import { z } from 'zod';

/** What the cloud answers to a new PIN for the old one (STA-1). */
export const pinChange = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('changed') }),
  /** The old PIN does not fit, or nobody here has this id. */
  z.strictObject({ kind: z.literal('wrong-pin'), triesLeft: z.number().int() }),
  z.strictObject({ kind: z.literal('locked-out') }),
  z.strictObject({ kind: z.literal('weak'), why: z.enum(['too-short', 'too-long', 'not-digits', 'common', 'same']) }),
]);
export type PinChange = z.infer<typeof pinChange>;
