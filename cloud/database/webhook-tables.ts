import type { ColumnType, Generated, JSONColumnType } from 'kysely';
import type {
  BatchState,
  EventName,
  EventVersion,
  OffReason,
  SubscriptionState,
  TryOutcome,
} from '#core/domain/webhooks/event-subscription.ts';

/** Tables of event subscriptions, their batches and tries, and of the hourly NotFound; migration 010 makes them. */
export interface WebhookTables {
  webhook_keys: WebhookKeysTable;
  event_subscriptions: EventSubscriptionsTable;
  event_deliveries: EventDeliveriesTable;
  event_batches: EventBatchesTable;
  event_tries: EventTriesTable;
  webhook_circuits: WebhookCircuitsTable;
  not_found_repeats: NotFoundRepeatsTable;
}

/** One row; see `webhooks/webhook-key`. */
interface WebhookKeysTable {
  only_row: Generated<boolean>;
  /** AES-256 key as base64. */
  key: string;
  made_at: string;
}

interface EventSubscriptionsTable {
  id: string;
  organization_id: string;
  url: string;
  /** Of the URL, with its port; see `webhooks/host-circuits`. */
  host: string;
  names: JSONColumnType<EventName[]>;
  version: EventVersion;
  state: SubscriptionState;
  off_reason: OffReason | null;
  /** Sealed; see `webhooks/webhook-key`. */
  secret: string;
  former_secret: string | null;
  former_until: string | null;
  created_at: string;
  created_by: string;
  revision: number;
  /** Number of the next batch. It rises in the transaction that makes the batch, so there are no gaps. */
  next_number: Generated<number>;
  last_success_at: string | null;
  failing_since: string | null;
  /** The receiver asked for a pause. */
  slow_until: string | null;
}

/** One event for one subscription, written together with the event. Without a batch it waits for one. */
interface EventDeliveriesTable {
  subscription_id: string;
  event_position: string;
  written_at: string;
  batch_id: string | null;
}

interface EventBatchesTable {
  id: string;
  subscription_id: string;
  number: number;
  /** As it is signed and sent. */
  body: string;
  events: number;
  units: JSONColumnType<string[]>;
  /** When its first event was written. */
  oldest_at: string;
  made_at: string;
  state: BatchState;
  failures: Generated<number>;
  next_at: string;
  /** Of the try that is under way, so that one that was given up cannot write over its successor's outcome. */
  claim: string | null;
  claimed_until: string | null;
  delivered_at: string | null;
}

interface EventTriesTable {
  position: Generated<string>;
  batch_id: string;
  at: string;
  address: string | null;
  outcome: TryOutcome;
  status: number | null;
  duration_ms: number;
  answer: string;
}

/** A host that did not answer a fleet's last try. No row: it did, or was never asked. Migration 022. */
interface WebhookCircuitsTable {
  organization_id: string;
  host: string;
  failures: number;
  openings: number;
  opened_at: string | null;
  try_at: string | null;
  /** The one try of a half-open circuit is under way. */
  probe_until: string | null;
}

/** A unit whose VIN no asset has; the row stays until that changes, so that its end is fixed. */
interface NotFoundRepeatsTable {
  unit: string;
  organization_id: string;
  sensor_vin: string | null;
  position: ColumnType<{ latitude: number; longitude: number } | null, string | null, string | null>;
  ends_at: string;
  /** Null: the last one went out. */
  next_at: string | null;
}
