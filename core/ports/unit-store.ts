import type { BenchSession } from '../domain/bench/bench-session.ts';
import type { UnitFacts } from '../domain/ownership/unit-facts.ts';
import type { OrganizationId } from '../kernel/entity-ids.ts';

/** What the pages of units and assets read of the station's copy (UNIT-1, UNIT-2). */
export interface UnitReads {
  /** In no order. */
  unitsOwnedBy(ownerId: OrganizationId): readonly UnitFacts[];
  /** Of the newest sheets, open ones first, what was measured on them; sheets without a unit or an inspection are left out. */
  inspectionsOfLate(sheets: number): readonly KeptInspection[];
}

export interface KeptInspection {
  /** `type:serial`. */
  readonly unit: string;
  readonly customerId: OrganizationId;
  readonly inspection: Extract<BenchSession['inspection'], { kind: 'measured' }>;
}
