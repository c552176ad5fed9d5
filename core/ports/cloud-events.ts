import type { StatedActor } from '../domain/access/stated-actor.ts';
import type {
  BatchView,
  OpenedBatch,
  SubscriptionChange,
  SubscriptionCommand,
  SubscriptionView,
  SubscriptionWish,
} from '../domain/webhooks/event-subscription.ts';
import type { IsoTime } from '../kernel/iso-time.ts';
import type { CloudFailure } from './cloud-client.ts';

/** The central API's side of event subscriptions (PAIR-7). Nothing of it can wait: without an answer nothing was promised. */
export interface CloudEvents {
  subscriptions(): Promise<
    | { readonly kind: 'subscriptions'; readonly subscriptions: readonly SubscriptionView[]; readonly asOf: IsoTime }
    | CloudFailure
  >;
  create(
    request: SubscriptionRequest & { readonly subscription: SubscriptionWish },
  ): Promise<SubscriptionChange | CloudFailure>;
  change(
    request: SubscriptionRequest & {
      readonly id: string;
      readonly expectedRevision: number;
      readonly command: SubscriptionCommand;
    },
  ): Promise<SubscriptionChange | CloudFailure>;
  /** Newest first, below the number `before` where one is given. */
  batches(
    id: string,
    before: number | null,
  ): Promise<{ readonly kind: 'batches'; readonly batches: readonly BatchView[] } | CloudFailure>;
  batch(id: string, batchId: string): Promise<{ readonly kind: 'batch'; readonly opened: OpenedBatch } | CloudFailure>;
}

export interface SubscriptionRequest {
  /** The same when the same is asked again because no answer came: it is done once. */
  readonly requestId: string;
  readonly actor: StatedActor;
}
