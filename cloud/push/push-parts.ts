import type { CloudDatabase, Transactions } from '../database/open-database.ts';
import type { CloudTransaction } from '../database/tables.ts';
import { ownershipPolicy } from '../registry/ownership-policy.ts';
import { createRegistryReads } from '../registry/registry-reads.ts';
import { unitTypes } from '../registry/unit-types.ts';
import type { CallingStation } from '../stations/find-station.ts';
import type { CloudClock, CloudIds, CloudLog } from '../world/world.ts';
import type { PushContext } from './push-context.ts';

/** What taking a push needs of the cloud, and the beginnings of its transactions. */
export interface PushParts {
  readonly database: CloudDatabase;
  readonly clock: CloudClock;
  readonly ids: CloudIds;
  readonly log: CloudLog;
}

/** What is the station's own business, in its organization's name; only the verdicts themselves are the cloud's. */
export function asStation({ database, clock }: PushParts, { organizationId }: CallingStation): Transactions {
  return database.forTenant({ organizationId, now: clock.now() });
}

/** What the operations of this station may use, in this transaction. */
export async function contextFor(
  parts: PushParts,
  station: CallingStation,
  transaction: CloudTransaction,
): Promise<PushContext> {
  const reads = createRegistryReads(transaction);
  const organizations = await reads.organizations([station.organizationId]);
  return {
    transaction,
    reads,
    station,
    organizationName: organizations.get(station.organizationId)?.name ?? station.organizationId,
    matrix: unitTypes,
    policy: ownershipPolicy,
    now: parts.clock.now(),
    nextId: () => parts.ids.next(),
  };
}
