import { entryOf, type UnitTypeEntry } from '#core/domain/ownership/unit-type-matrix.ts';
import { useStationQuery } from './station-provider.tsx';

/** What the station knows of unit types (OWN-6). Until it has answered, a type is called by its id. */
export interface UnitTypes {
  entryOf(unitType: string): UnitTypeEntry;
  /** The name that people use. */
  labelOf(unitType: string): string;
}

export function useUnitTypes(): UnitTypes {
  const matrix = useStationQuery(['station', 'unit-types'], (client) => client.ownership.unitTypes()).data ?? [];
  return {
    entryOf: (unitType) => entryOf(matrix, unitType),
    labelOf: (unitType) => entryOf(matrix, unitType).label,
  };
}
