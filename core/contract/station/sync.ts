import { oc } from '@orpc/contract';
import { z } from 'zod';
import { queueStanding } from '../../domain/sync/queue-standing.ts';
import { isoTime } from '../../kernel/iso-time.ts';
import { reason } from '../../kernel/reason.ts';

/** How the station stands with the centre (STA-3): three numbers and a word. */
export const syncStatus = z.strictObject({
  /** `online` only after an answer of the cloud; `never` before the first. */
  state: z.enum(['online', 'offline', 'sending', 'never', 'not-enrolled', 'halted']),
  pending: z.number().int(),
  needsYou: z.number().int(),
  /** When the oldest waiting operation was made. */
  oldest: isoTime.nullable(),
  lastContact: isoTime.nullable(),
  nextAttemptInMs: z.number().int().nullable(),
  /** Why it is not online, as a text key `sync.why.<reason>`. */
  why: z.string().nullable(),
  clockOffsetMs: z.number().int().nullable(),
  /** Changes that came from the centre and wait for a later version of the program. */
  laterChanges: z.number().int().nonnegative(),
});
export type SyncStatus = z.infer<typeof syncStatus>;

export const queueRow = z.strictObject({
  operationId: z.string(),
  seq: z.number().int(),
  kind: z.string(),
  unit: z.string(),
  customerName: z.string().nullable(),
  occurredAt: isoTime,
  by: z.string(),
  state: z.enum(['waiting', 'sending', 'accepted', 'needs-you']),
  verdict: z.string().nullable(),
  code: z.string().nullable(),
  winner: z.string().nullable(),
  sessionId: z.string().nullable(),
  /** Why it waits and when something is tried about it; null once it is answered. */
  waits: queueStanding.nullable(),
});
export type QueueRow = z.infer<typeof queueRow>;

export const syncContract = {
  status: oc.output(syncStatus),
  /** Waiting ones first in the order they will be sent, then those that need somebody, then the newest answered. */
  queue: oc.input(z.strictObject({ limit: z.number().int().min(1).max(500) })).output(z.array(queueRow)),
  /** Pushes and pulls now; answers when that attempt has ended. */
  run: oc.output(syncStatus),
  /** Marks a refused or conflicting operation as dealt with, how, and with a note (OWN-11). Supervisors only. */
  resolve: oc
    .input(
      z.strictObject({
        operationId: z.string().min(1).max(64),
        note: reason,
        how: z.enum(['settled', 'given-up', 'passed-on']).optional(),
      }),
    )
    .output(
      z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('resolved') }),
        z.strictObject({ kind: z.literal('not-open') }),
      ]),
    ),
};
