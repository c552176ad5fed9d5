import type { UnitTypePage } from '#core/contract/station/ownership.ts';

export type UnitTypeRow = UnitTypePage['types'][number];

/** Types whose id, name or tool has these words in it; case, accents and hyphens aside. */
export function findTypes(rows: readonly UnitTypeRow[], search: string): readonly UnitTypeRow[] {
  const wanted = folded(search);
  return rows.filter(({ entry }) =>
    [entry.unitType, entry.label, entry.vendorTool ?? ''].some((text) => folded(text).includes(wanted)),
  );
}

function folded(text: string): string {
  return text
    .normalize('NFD')
    .replace(/[\p{Diacritic}\s-]/gu, '')
    .toLowerCase();
}
