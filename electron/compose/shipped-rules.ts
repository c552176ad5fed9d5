import { type Checklist, checklist } from '#core/domain/inspection/checklist.ts';
import {
  type OwnershipPolicy,
  ownershipPolicy as ownershipPolicySchema,
} from '#core/domain/ownership/ownership-policy.ts';
import { type UnitTypeMatrix, unitTypeMatrix } from '#core/domain/ownership/unit-type-matrix.ts';
import evoguard from '#resources/checklists/evoguard.json' with { type: 'json' };
import evopulse from '#resources/checklists/evopulse.json' with { type: 'json' };
import ownershipPolicy from '#resources/ownership-policy.json' with { type: 'json' };
import unitTypes from '#resources/unit-types.json' with { type: 'json' };

/** The rules that are data (OWN-6, INSP-1), as they were shipped with this program. A file that breaks its schema stops the start. */
export interface ShippedRules {
  readonly unitTypes: UnitTypeMatrix;
  readonly ownershipPolicy: OwnershipPolicy;
  readonly checklists: readonly Checklist[];
}

export function readShippedRules(): ShippedRules {
  return {
    unitTypes: unitTypeMatrix.parse(unitTypes),
    ownershipPolicy: ownershipPolicySchema.parse(ownershipPolicy),
    checklists: [evopulse, evoguard].map((list) => checklist.parse(list)),
  };
}
