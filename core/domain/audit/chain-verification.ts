import { z } from 'zod';

/** What checking a chain found: `broken` names the first bad entry and how it is bad (REP-1). */
export const chainVerification = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('intact'),
    entries: z.number().int(),
    head: z.string(),
    /** Entries of which something about people was erased, as a later entry tells. */
    erased: z.number().int(),
  }),
  z.strictObject({
    kind: z.literal('broken'),
    seq: z.number().int(),
    fault: z.enum(['changed', 'missing', 'reordered', 'inserted', 'wrong-key', 'fork']),
  }),
]);
export type ChainVerification = z.infer<typeof chainVerification>;
