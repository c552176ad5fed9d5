// What one confirmed step would do (OWN-12): shown to the person who confirms, and compared by the station with what was shown.
import type { OrganizationId } from '../../kernel/entity-ids.ts';
import type { UnitVerdict } from '../ownership/verdict.ts';
import type { CartonRow } from './carton.ts';
import { cartonOutcome } from './carton-outcome.ts';

/** One unit as the person saw it: whose it is, and at which owner epoch (OWN-10). */
export interface PlannedTransfer {
  readonly number: number;
  readonly fromId: OrganizationId;
  readonly expectedEpoch: number;
  /** It is paired with an asset of its owner; that pairing ends first (OWN-14). */
  readonly unpairFirst: boolean;
}

export interface TransferPlan {
  readonly units: readonly PlannedTransfer[];
  /** Who gives how many, most first; null names one that may not be named (OWN-8). */
  readonly owners: readonly { readonly id: OrganizationId; readonly name: string | null; readonly count: number }[];
  /** How many are still paired with an asset of their owner. */
  readonly stillPaired: number;
  /** How many can be transferred here, but not configured. */
  readonly transferOnly: number;
  /** How many were judged by this station's own copy, not by the centre. */
  readonly notLive: number;
}

/** More than this many units in one step need a second person (reliability.md §5.2). */
export const mostUnitsForOnePerson = 20;

export function needsSecondPerson(units: number): boolean {
  return units > mostUnitsForOnePerson;
}

/** Everything that is allowed now, in the order in which it was scanned. */
export function planTransfers(rows: readonly CartonRow[]): TransferPlan {
  const planned = rows.flatMap((row) => {
    const { verdict } = row;
    return !row.removed && cartonOutcome(row) === 'ready' && verdict.kind === 'verdict' ? planOne(row, verdict) : [];
  });
  const units = planned.map(({ unit }) => unit).sort((left, right) => left.number - right.number);
  return {
    units,
    owners: countOwners(planned.map(({ owner }) => owner)),
    stillPaired: units.filter((unit) => unit.unpairFirst).length,
    transferOnly: planned.filter(({ verdict }) => hasFinding(verdict, 'TYPE_TRANSFER_ONLY')).length,
    notLive: planned.filter(({ verdict }) => verdict.freshness === 'mirror').length,
  };
}

type Owner = NonNullable<UnitVerdict['owner']>;

function planOne(
  { number }: CartonRow,
  verdict: UnitVerdict,
): readonly { readonly unit: PlannedTransfer; readonly owner: Owner; readonly verdict: UnitVerdict }[] {
  const { owner, ownerEpoch } = verdict;
  if (owner === null || ownerEpoch === null) {
    return [];
  }
  const unpairFirst = hasFinding(verdict, 'STILL_PAIRED');
  return [{ unit: { number, fromId: owner.id, expectedEpoch: ownerEpoch, unpairFirst }, owner, verdict }];
}

function hasFinding(verdict: UnitVerdict, code: string): boolean {
  return verdict.findings.some((finding) => finding.code === code);
}

function countOwners(owners: readonly Owner[]): TransferPlan['owners'] {
  const byId = new Map<string, { id: OrganizationId; name: string | null; count: number }>();
  for (const { id, name } of owners) {
    byId.set(id, { id, name, count: (byId.get(id)?.count ?? 0) + 1 });
  }
  return [...byId.values()].sort((left, right) => right.count - left.count);
}

/** Whether `shown` is exactly what the step would do now: the same units of the same owners at the same epochs. */
export function isSamePlan(shown: readonly PlannedTransfer[], now: readonly PlannedTransfer[]): boolean {
  const byNumber = new Map(now.map((unit) => [unit.number, unit]));
  return (
    shown.length === now.length &&
    byNumber.size === new Set(shown.map(({ number }) => number)).size &&
    shown.every((unit) => isSameUnit(unit, byNumber.get(unit.number)))
  );
}

function isSameUnit(shown: PlannedTransfer, now: PlannedTransfer | undefined): boolean {
  return (
    now !== undefined &&
    shown.fromId === now.fromId &&
    shown.expectedEpoch === now.expectedEpoch &&
    shown.unpairFirst === now.unpairFirst
  );
}
