import { type AutomaticCheck, type Checklist, checklist, type ManualCheck } from '#core/domain/inspection/checklist.ts';
import { unitTypeFile } from '#core/domain/ownership/unit-type-file.ts';
import { entryOf } from '#core/domain/ownership/unit-type-matrix.ts';
import unitTypes from '#resources/unit-types.json' with { type: 'json' };

/**
 * The checklists of resources/, for drawing a sheet before anything was measured. They are the station's own data: which result counts is
 * decided there, from the same files.
 */
const files: Readonly<Record<string, unknown>> = import.meta.glob('../../../resources/checklists/*.json', {
  eager: true,
  import: 'default',
});

const byId: ReadonlyMap<string, Checklist> = new Map(
  Object.values(files).map((file) => {
    const parsed = checklist.parse(file);
    return [parsed.id, parsed];
  }),
);
const matrix = unitTypeFile.parse(unitTypes).types;

/** The checklist of a unit type; null where the type is not inspected here. */
export function checklistOf(unitType: string): Checklist | null {
  const id = entryOf(matrix, unitType)?.checklist ?? null;
  return id === null ? null : (byId.get(id) ?? null);
}

export function automaticChecks(list: Checklist): readonly AutomaticCheck[] {
  return list.checks.filter((check) => check.kind === 'automatic');
}

export function manualChecks(list: Checklist): readonly ManualCheck[] {
  return list.checks.filter((check) => check.kind === 'manual');
}
