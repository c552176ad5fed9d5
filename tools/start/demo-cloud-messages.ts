import { z } from 'zod';

/** What `npm start` and the process of its cloud say to each other. Both sides parse what they receive. */

/** Start → cloud. Losing the connection means `stop`. */
export const toDemoCloud = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('register'),
    station: z.strictObject({
      stationId: z.string(),
      name: z.string(),
      organizationId: z.string(),
      place: z.string().optional(),
      publicKey: z.string(),
      thumbprint: z.string(),
    }),
  }),
  z.strictObject({ kind: z.literal('stop') }),
]);
export type ToDemoCloud = z.infer<typeof toDemoCloud>;

/** Cloud → start. `ready` or `cannot-start` is the first. */
export const fromDemoCloud = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('ready'), url: z.string() }),
  z.strictObject({ kind: z.literal('cannot-start'), why: z.enum(['port-in-use', 'database']), detail: z.string() }),
  z.strictObject({ kind: z.literal('registered'), generation: z.number().int(), refreshToken: z.string() }),
]);
export type FromDemoCloud = z.infer<typeof fromDemoCloud>;
