import { describe, expect, it } from 'vitest';
import { unitTypeFile } from '#core/domain/ownership/unit-type-file.ts';
import data from '#resources/unit-types.json' with { type: 'json' };
import { findTypes, type UnitTypeRow } from './find-types.ts';

const rows: readonly UnitTypeRow[] = unitTypeFile
  .parse(data)
  .types.map((entry) => ({ entry, checklist: null, profiles: [] }));
const found = (search: string) => findTypes(rows, search).map(({ entry }) => entry.unitType);

describe('OWN-6 finding a type among the matrix', () => {
  it.each([
    ['', rows.map(({ entry }) => entry.unitType)],
    ['evo pulse', ['evopulse']],
    ['TX GO', ['txgo']],
    ['tcu', ['tcu350']],
    ['munic service', ['munic']],
    ['nothing of the kind', []],
  ])('%j', (search, types) => {
    expect(found(search)).toEqual(types);
  });
});
