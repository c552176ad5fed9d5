import { unitTypeFile } from '#core/domain/ownership/unit-type-file.ts';
import type { UnitTypeMatrix } from '#core/domain/ownership/unit-type-matrix.ts';
import data from '#resources/unit-types.json' with { type: 'json' };

/** What may be done with units of each type, as data (OWN-6). */
export const unitTypes: UnitTypeMatrix = unitTypeFile.parse(data).types;
