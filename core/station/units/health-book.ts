import type { CheckOutcome } from '../../domain/inspection/checklist.ts';
import { type IsoTime, isoTime } from '../../kernel/iso-time.ts';
import type { StationStore } from '../../ports/station-store.ts';

/** The newest inspection of each unit that this station knows of. */
export interface InspectedUnit {
  readonly checks: readonly CheckOutcome[];
  readonly at: IsoTime;
}

/** How many sheets are looked through; older ones say nothing of how a unit is doing now. */
const sheetsOfLate = 1_000;

export function readInspections(store: StationStore): ReadonlyMap<string, InspectedUnit> {
  const newest = new Map<string, InspectedUnit>();
  for (const { unit, inspection } of store.inspectionsOfLate(sheetsOfLate)) {
    const at = lastOf(inspection.checks) ?? inspection.at;
    const before = newest.get(unit);
    if (before === undefined || before.at < at) {
      newest.set(unit, { checks: inspection.checks, at });
    }
  }
  return newest;
}

function lastOf(checks: readonly CheckOutcome[]): IsoTime | null {
  const times = checks.flatMap(({ at }) => isoTime.safeParse(at).data ?? []);
  return times.sort().at(-1) ?? null;
}
