import { z } from 'zod';
import { sessionId } from '#core/kernel/entity-ids.ts';
import { isoTime } from '#core/kernel/iso-time.ts';
import type { FeedRecord } from '#core/ports/station-store.ts';

/** Schemas of those stored records that are the store's own and not the domain's. */
export const feedRecord = z.strictObject({
  id: z.string(),
  at: isoTime,
  mark: z.enum(['ok', 'warn', 'stop', 'work', 'wait', 'idle']),
  key: z.string(),
  detail: z.record(z.string(), z.string()),
  sessionId: sessionId.nullable(),
}) satisfies z.ZodType<FeedRecord>;
