import { z } from 'zod';
import { operationId, personId, stationId } from '../../kernel/entity-ids.ts';
import { isoTime } from '../../kernel/iso-time.ts';

/** What is to be erased of the trails: all about a person up to a moment, or what one entry of one station says of people. */
export const erasureScope = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('person'), personId, until: isoTime }),
  z.strictObject({
    kind: z.literal('entry'),
    stationId,
    generation: z.number().int().positive(),
    seq: z.number().int().positive(),
  }),
]);
export type ErasureScope = z.infer<typeof erasureScope>;

/**
 * An erasing that the centre carried out (docs/decisions/0023). It stays in the feed for good: a station that was away, or that was put back to an
 * old copy, erases again what came back with it.
 */
export const erasure = z.strictObject({
  /** Of the operation that asked for it. */
  id: operationId,
  scope: erasureScope,
  at: isoTime,
});
export type Erasure = z.infer<typeof erasure>;
