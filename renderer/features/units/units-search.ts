import { type UnitSort, unitSorts } from '#core/domain/units/find-units.ts';
import { type UnitStanding, unitStandings } from '#core/domain/units/unit-row.ts';

/** What the units page shows, kept in its address so that a bookmark and going back find it again (UNIT-1). */
export interface UnitsAddress {
  /** Our own units, where the bench works for a customer. */
  readonly of?: 'own';
  readonly text?: string;
  readonly status?: UnitStanding;
  readonly sort?: UnitSort;
  readonly down?: true;
}

export function readUnitsAddress(search: Record<string, unknown>): UnitsAddress {
  const { text } = search;
  const status = unitStandings.find((one) => one === search['status']);
  const sort = unitSorts.find((one) => one === search['sort']);
  return {
    ...(search['of'] === 'own' ? { of: 'own' as const } : {}),
    // A number that was searched for comes back from the address as a number.
    ...(typeof text === 'string' || typeof text === 'number' ? { text: String(text) } : {}),
    ...(status === undefined ? {} : { status }),
    ...(sort === undefined ? {} : { sort }),
    ...(search['down'] === true ? { down: true as const } : {}),
  };
}
