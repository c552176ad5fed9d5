import { z } from 'zod';

/** Unit type classes (OWN-6, decisions.md c5): what can be done in a workshop with units of a type. The matrix itself is data in resources/. */
export const unitTypeClass = z.enum(['FULL', 'TRANSFER_ONLY', 'NONE']);
export type UnitTypeClass = z.infer<typeof unitTypeClass>;

export const unitTypeEntry = z.strictObject({
  /** As in unit ids, lower case: `evopulse`, `tp`, `krone`. */
  unitType: z.string().regex(/^[a-z0-9-]+$/),
  label: z.string().min(1),
  class: unitTypeClass,
  /** What configures it when we do not; shown as the next step. */
  vendorTool: z.string().nullable(),
  /** Checklist in resources/checklists, null where we do not inspect. */
  checklist: z.string().nullable(),
  /** The driver that configures units of this type over the cable here; null where none does. */
  family: z.string().nullable().default(null),
  /** `documented` by a public page of the manufacturer; `assumed` until somebody has confirmed it. */
  basis: z.enum(['documented', 'assumed']).default('documented'),
});
export type UnitTypeEntry = z.infer<typeof unitTypeEntry>;

export const unitTypeMatrix = z.array(unitTypeEntry).superRefine((entries, context) => {
  const seen = new Set<string>();
  for (const [index, entry] of entries.entries()) {
    if (seen.has(entry.unitType)) {
      context.addIssue({
        code: 'custom',
        message: `unit type ${entry.unitType} stands twice`,
        path: [index, 'unitType'],
      });
    }
    seen.add(entry.unitType);
  }
});
export type UnitTypeMatrix = z.infer<typeof unitTypeMatrix>;

/** The entry of a type. A type that nobody listed is treated as not supported here, which is the careful answer. */
export function entryOf(matrix: UnitTypeMatrix, unitType: string): UnitTypeEntry {
  return (
    matrix.find((entry) => entry.unitType === unitType) ?? {
      unitType,
      label: unitType,
      class: 'NONE',
      vendorTool: null,
      checklist: null,
      family: null,
      basis: 'assumed',
    }
  );
}
