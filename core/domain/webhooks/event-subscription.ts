import { z } from 'zod';
import { isoTime } from '../../kernel/iso-time.ts';
import { eventsCode } from '../codes.ts';

/**
 * What stations and the cloud tell each other about the event subscriptions of a fleet (PAIR-4, PAIR-7): who is told by webhook when units
 * are paired. How a batch looks is in `event-envelope.ts`, when it is tried again in `retry-schedule.ts`.
 */
export const eventName = z.enum(['unit.paired', 'unit.unpaired']);
export type EventName = z.infer<typeof eventName>;

export const eventVersion = z.union([z.literal(1), z.literal(2)]);
export type EventVersion = z.infer<typeof eventVersion>;

/** `paused` by a person, `off` by the cloud. Neither is told of events that happen meanwhile; what was waiting before goes on afterwards. */
export const subscriptionState = z.enum(['active', 'paused', 'off']);
export type SubscriptionState = z.infer<typeof subscriptionState>;

/** `gone`: the receiver answered 410. `only-failures`: nothing arrived for five days. */
export const offReason = z.enum(['gone', 'only-failures']);
export type OffReason = z.infer<typeof offReason>;

export const subscriptionId = z.string().min(1).max(64);
export const batchId = z.string().min(1).max(64);

/** The most characters of a webhook's address. */
export const longestWebhookUrl = 1_000;

/** What a fleet wants. All events there are belong to the group `asset`. */
export const subscriptionWish = z.strictObject({
  url: z.string().trim().min(1).max(longestWebhookUrl),
  names: z
    .array(eventName)
    .min(1)
    .max(2)
    .refine((names) => new Set(names).size === names.length, 'each name once'),
  version: eventVersion,
});
export type SubscriptionWish = z.infer<typeof subscriptionWish>;

export const subscriptionView = z.strictObject({
  id: z.string(),
  url: z.string(),
  group: z.literal('asset'),
  names: z.array(eventName),
  version: eventVersion,
  state: subscriptionState,
  offReason: offReason.nullable(),
  createdAt: isoTime,
  createdBy: z.string(),
  lastSuccessAt: isoTime.nullable(),
  /** Since then every try failed. */
  failingSince: isoTime.nullable(),
  /** Its host does not answer (`host-circuit.ts`): nothing is sent there until `tryAt`, and then one batch. Null where it does. */
  circuit: z
    .strictObject({ openedAt: isoTime, tryAt: isoTime, failures: z.number().int().positive() })
    .nullable()
    .default(null),
  /** Until then batches are signed with the former secret as well. */
  formerSecretUntil: isoTime.nullable(),
  waitingBatches: z.number().int().nonnegative(),
  parkedBatches: z.number().int().nonnegative(),
  /** When the oldest event happened that has not arrived yet, parked ones aside. */
  oldestWaitingAt: isoTime.nullable(),
  /** Rises with every change by a person. */
  revision: z.number().int().positive(),
});
export type SubscriptionView = z.infer<typeof subscriptionView>;

/** Which batches are sent again, each under its own id: only those that are not older than `replayDays`. */
export const replayWish = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('batch'), batchId }),
  z.strictObject({
    kind: z.literal('range'),
    from: z.number().int().positive(),
    to: z.number().int().positive(),
  }),
  z.strictObject({ kind: z.literal('since'), at: isoTime }),
]);
export type ReplayWish = z.infer<typeof replayWish>;
export const replayDays = 30;

export const subscriptionCommand = z.discriminatedUnion('act', [
  z.strictObject({ act: z.literal('change'), wish: subscriptionWish }),
  z.strictObject({ act: z.literal('pause') }),
  z.strictObject({ act: z.literal('resume') }),
  z.strictObject({ act: z.literal('rotate') }),
  z.strictObject({ act: z.literal('remove') }),
  z.strictObject({ act: z.literal('replay'), of: replayWish }),
]);
export type SubscriptionCommand = z.infer<typeof subscriptionCommand>;

/** What the books keep of an answer: everything but the secret. */
export const storedSubscriptionChange = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('done'),
    subscription: subscriptionView,
    /** How many batches are sent again; null where nobody asked for that. */
    replayed: z.number().int().nonnegative().nullable(),
    /** Whether a new secret was made. */
    hasNewSecret: z.boolean(),
  }),
  z.strictObject({ kind: z.literal('removed') }),
  z.strictObject({ kind: z.literal('refused'), code: eventsCode, current: subscriptionView.nullable() }),
]);
export type StoredSubscriptionChange = z.infer<typeof storedSubscriptionChange>;

const [done, removed, refused] = storedSubscriptionChange.options;

/** `secret`: the new secret as `whsec_…`, in this answer and never again; null where none was made. */
export const subscriptionChange = z.discriminatedUnion('kind', [
  done.omit({ hasNewSecret: true }).extend({ secret: z.string().nullable() }),
  removed,
  refused,
]);
export type SubscriptionChange = z.infer<typeof subscriptionChange>;

export const batchState = z.enum(['waiting', 'delivered', 'parked']);
export type BatchState = z.infer<typeof batchState>;

/** One line of the delivery log. */
export const batchView = z.strictObject({
  id: z.string(),
  /** Counts the batches of this subscription without gaps, from 1. */
  number: z.number().int().positive(),
  madeAt: isoTime,
  events: z.number().int().positive(),
  units: z.array(z.string()),
  state: batchState,
  /** Failed tries since it was made or replayed last. */
  failures: z.number().int().nonnegative(),
  /** When it is tried next; null when it is not. */
  nextAt: isoTime.nullable(),
  /** It is due and waits for its host, which does not answer: `nextAt` is when that is asked again. */
  isHeld: z.boolean().default(false),
  deliveredAt: isoTime.nullable(),
});
export type BatchView = z.infer<typeof batchView>;

/** What came of one try; `outcome` says it in a word, `status` is the receiver's. */
export const tryOutcome = z.enum([
  'accepted',
  'refused',
  'redirected',
  'gone',
  'not-public',
  'not-found',
  'not-reached',
  'not-secure',
  'too-slow',
  'broken-off',
]);
export type TryOutcome = z.infer<typeof tryOutcome>;

export const tryView = z.strictObject({
  at: isoTime,
  /** The address that was spoken to; null where it came to none. */
  address: z.string().nullable(),
  outcome: tryOutcome,
  status: z.number().int().nullable(),
  durationMs: z.number().int().nonnegative(),
  /** The first 4 kB of the answer, as text. */
  answer: z.string(),
});
export type TryView = z.infer<typeof tryView>;

export const openedBatch = z.strictObject({
  batch: batchView,
  webhookId: z.string(),
  /** Exactly what is signed and sent. */
  body: z.string(),
  tries: z.array(tryView),
});
export type OpenedBatch = z.infer<typeof openedBatch>;

/** Whether version and names go together: version 2 exists for `unit.paired` only (PAIR-4). */
export function namesOfVersion(version: EventVersion): readonly EventName[] {
  return version === 1 ? eventName.options : ['unit.paired'];
}
