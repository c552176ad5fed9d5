import { sql } from 'kysely';
import type { EventName } from '#core/domain/webhooks/event-subscription.ts';
import type { IsoTime } from '#core/kernel/iso-time.ts';
import type { CloudTransaction } from '../database/tables.ts';

/** An event that was just stored in the same transaction. */
export interface StoredEvent {
  readonly position: string;
  readonly organizationId: string;
  readonly name: EventName;
  /** Whether there is a body of version 2. */
  readonly hasV2: boolean;
  readonly at: IsoTime;
}

/**
 * Notes for whom the event is: the active subscriptions of its organization that want it (PAIR-4). It happens in the event's own transaction,
 * so either both are there after a crash or neither; whoever finds the notes makes batches of them.
 */
export async function writeDeliveries(transaction: CloudTransaction, event: StoredEvent): Promise<void> {
  const versions = event.hasV2 ? [1, 2] : [1];
  await sql`insert into event_deliveries (subscription_id, event_position, written_at)
    select id, ${event.position}, ${event.at} from event_subscriptions
    where organization_id = ${event.organizationId} and state = 'active'
      and names @> ${JSON.stringify([event.name])}::jsonb and version in (${sql.join(versions)})`.execute(transaction);
}
