import { z } from 'zod';
import { departure } from './three-way.ts';

/** One key whose value on the unit is not the wanted one, and what became of writing it (INST-3). */
export const configurationChange = z.strictObject({
  key: z.string(),
  from: z.string().nullable(),
  to: z.string(),
  wantedBy: z.enum(['profile', 'job', 'override', 'unit']),
  secret: z.boolean(),
  /** `verified` is the only green: the value was read back afterwards and equals the wanted one. */
  state: z.enum(['to-write', 'accepted', 'rejected', 'unknown', 'not-sent', 'verified', 'differs', 'unsupported']),
  detail: z.string().optional(),
  /** What the unit was last proved to hold, null for empty; left out where nothing was proved of this key. */
  known: z.string().nullable().optional(),
  /** Which side moved since then. */
  departure: departure.optional(),
});
export type ConfigurationChange = z.infer<typeof configurationChange>;
