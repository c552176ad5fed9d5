import type { IsoTime } from '../../kernel/iso-time.ts';

/** The envelope in which subscribers get events: names, order and forms of the vendor's samples, nothing more (PAIR-4). */
export interface EventBatch {
  readonly batchId: string;
  readonly subscriptionId: string;
  readonly at: IsoTime;
  /** Bodies of one version in the order of the events. */
  readonly events: readonly object[];
}

/** The text that is signed and sent; it is kept as it is and never written a second time. */
export function writeEnvelope({ batchId, subscriptionId, at, events }: EventBatch): string {
  return JSON.stringify({
    eventBatchId: batchId,
    eventSubscriptionId: subscriptionId,
    eventBatchTime: toBatchTime(at),
    eventsData: events,
  });
}

/** The samples write batch times with seven decimals (decisions.md B13). */
function toBatchTime(at: IsoTime): string {
  return at.replace(/Z$/, '0000Z');
}

/**
 * The `webhook-id` of a batch: the gapless number of the subscription, and the batch. It is signed and the same on every try, so a receiver
 * drops repetitions by it, sorts by the number and sees which one is missing.
 */
export function webhookIdOf({ number, id }: { readonly number: number; readonly id: string }): string {
  return `${number}-${id}`;
}
