// What stands against undoing a transfer (decisions.md d12): one list for the station, which shows it, and for the cloud, which judges by
// it when somebody asks and again when somebody approves.
import type { OrganizationId } from '../../kernel/entity-ids.ts';
import { epochMs, type IsoTime, toIsoTime } from '../../kernel/iso-time.ts';
import type { ReversalCode } from '../codes.ts';
import type { TrustStanding } from '../organizations/trust.ts';
import type { OwnershipPolicy } from './ownership-policy.ts';
import type { UnitFacts } from './unit-facts.ts';

export interface ReversalFacts {
  /** Who received the unit, and the owner epoch since. */
  readonly transfer: { readonly toId: OrganizationId; readonly epoch: number };
  /** The unit as it is now; null where it is not known. */
  readonly unit: Pick<UnitFacts, 'ownerId' | 'ownerEpoch' | 'configuration' | 'pairedWith'> | null;
  /** Between the customer and the organization that transferred. */
  readonly trust: TrustStanding;
  /** See `reversalDeadline`. */
  readonly deadline: IsoTime;
  readonly now: IsoTime;
}

export type ReversalObstacle = ReversalCode | 'TRUST_MISSING' | 'TRUST_EXPIRED';

/** Everything that stands against it, the weightiest first; empty when it can be undone. */
export function reversalObstacles({
  transfer,
  unit,
  trust,
  deadline,
  now,
}: ReversalFacts): readonly ReversalObstacle[] {
  const trusted: readonly ReversalObstacle[] =
    trust.kind === 'active' ? [] : [trust.kind === 'expired' ? 'TRUST_EXPIRED' : 'TRUST_MISSING'];
  if (unit === null || unit.ownerId !== transfer.toId || unit.ownerEpoch !== transfer.epoch) {
    return [...trusted, 'REVERSAL_UNIT_MOVED'];
  }
  return [
    ...trusted,
    ...(unit.pairedWith === null ? [] : (['REVERSAL_UNIT_PAIRED'] as const)),
    ...(unit.configuration === 'configured' ? (['REVERSAL_UNIT_CONFIGURED'] as const) : []),
    ...(epochMs(now) > epochMs(deadline) ? (['REVERSAL_TOO_LATE'] as const) : []),
  ];
}

/** Last moment to ask, counted from the transfer, or to approve, counted from the asking. */
export function reversalDeadline(from: IsoTime, { reversalWindowHours }: OwnershipPolicy): IsoTime {
  return toIsoTime(epochMs(from) + reversalWindowHours * 3_600_000);
}
