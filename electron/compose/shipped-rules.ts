import { type Checklist, checklist } from '#core/domain/inspection/checklist.ts';
import { type UnitTypeMatrix, unitTypeMatrix } from '#core/domain/ownership/unit-type-matrix.ts';
import evoguard from '#resources/checklists/evoguard.json' with { type: 'json' };
import evopulse from '#resources/checklists/evopulse.json' with { type: 'json' };
import unitTypes from '#resources/unit-types.json' with { type: 'json' };

/** The rules that are data (OWN-6, INSP-1), as they were shipped with this program. A file that breaks its schema stops the start. */
export interface ShippedRules {
  readonly unitTypes: UnitTypeMatrix;
  readonly checklists: readonly Checklist[];
}

export function readShippedRules(): ShippedRules {
  return {
    unitTypes: unitTypeMatrix.parse(unitTypes),
    checklists: [evopulse, evoguard].map((list) => checklist.parse(list)),
  };
}
