import { z } from 'zod';

/** How far an entry of this station can be proved (REP-1): by its own chain, by what the centre acknowledged, by the organization's tree. */
export const proofState = z.strictObject({
  /** Its text, its place and what stands beside it fit the head after it. */
  chained: z.boolean(),
  /** The centre holds this station's trail up to here or further. */
  acknowledged: z.boolean(),
  /** The proof that is kept covers it: the entry that it names, and with it every one before. */
  proven: z
    .strictObject({
      /** The entry whose leaf was proven. */
      bySeq: z.number().int(),
      /** Its place in the tree, from 1, and how many leaves the signed head has. */
      leaf: z.number().int(),
      leaves: z.number().int(),
    })
    .nullable(),
});
export type ProofState = z.infer<typeof proofState>;
