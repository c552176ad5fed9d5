import { z } from 'zod';
import { organizationId, personId } from '../../kernel/entity-ids.ts';
import { toldName } from '../../kernel/plain-name.ts';
import { role } from './roles.ts';

/** Somebody who may sign in at a station. The PIN itself is nowhere: only a verifier made from it (reliability.md §5.2). */
export const person = z.strictObject({
  id: personId,
  organizationId,
  /** As on badges and reports: `M. Kaya`. */
  displayName: toldName(),
  givenName: toldName(),
  roles: z.array(role).min(1),
  active: z.boolean(),
  badge: z.string().nullable(),
  pinVerifier: z.strictObject({
    algorithm: z.literal('scrypt'),
    cost: z.number().int(),
    blockSize: z.number().int(),
    parallelization: z.number().int(),
    /** Base64. */
    salt: z.string(),
    /** Base64 of the derived key. */
    derived: z.string(),
  }),
});
export type Person = z.infer<typeof person>;
