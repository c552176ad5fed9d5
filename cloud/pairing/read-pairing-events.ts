import { organizationId } from '#core/kernel/entity-ids.ts';
import type { IsoTime } from '#core/kernel/iso-time.ts';
import type { CloudTransaction } from '../database/tables.ts';
import { accessTo } from '../registry/access-to.ts';

export interface EventsQuestion {
  readonly organizationId: string;
  readonly askedBy: string;
  readonly unit: string | undefined;
  /** Only events stored before this one. */
  readonly before?: number | undefined;
  readonly limit: number;
  readonly now: IsoTime;
}

export interface StoredPairingEvent {
  /** In the order in which they were stored, over all organizations. */
  readonly position: number;
  readonly id: string;
  readonly organizationId: ReturnType<typeof organizationId.parse>;
  readonly registeredOn: string;
  readonly v1: unknown;
  readonly v2: unknown;
}

/** The events stored for an organization, newest first (PAIR-4); for its own stations and those of a partner it trusts now. */
export async function readPairingEvents(
  transaction: CloudTransaction,
  question: EventsQuestion,
): Promise<{ readonly kind: 'events'; readonly events: StoredPairingEvent[] } | { readonly kind: 'not-yours' }> {
  if ((await accessTo(transaction, question)) === 'none') {
    return { kind: 'not-yours' };
  }
  let query = transaction
    .selectFrom('pairing_events')
    .select(['position', 'id', 'organization_id', 'registered_on', 'v1', 'v2'])
    .where('organization_id', '=', question.organizationId)
    .orderBy('position', 'desc')
    .limit(question.limit);
  if (question.before !== undefined) {
    query = query.where('position', '<', String(question.before));
  }
  if (question.unit !== undefined) {
    query = query.where('unit', '=', question.unit);
  }
  const rows = await query.execute();
  return {
    kind: 'events',
    events: rows.map((row) => ({
      position: Number(row.position),
      id: row.id,
      organizationId: organizationId.parse(row.organization_id),
      registeredOn: row.registered_on,
      v1: row.v1,
      v2: row.v2,
    })),
  };
}
