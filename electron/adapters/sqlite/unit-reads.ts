import { benchSession } from '#core/domain/bench/bench-session.ts';
import { formatUnitKey } from '#core/domain/identity/unit-key.ts';
import { unitFacts } from '#core/domain/ownership/unit-facts.ts';
import type { KeptInspection, UnitReads } from '#core/ports/unit-store.ts';
import type { Statements } from './statements.ts';
import { readStored } from './stored-json.ts';

type JsonRow = { readonly json: string };

const inspected = benchSession.pick({ customerId: true, unit: true, inspection: true });

/** Long reads for the pages of units: twenty thousand rows of the copy, and of the sheets only what they need. */
export function createUnitReads(statements: Statements): UnitReads {
  const byOwner = statements.prepare<[string], JsonRow>('SELECT json FROM mirror_unit WHERE owner_id = ?');
  const ofLate = statements.prepare<[number], JsonRow>(
    `SELECT json_object('customerId', json_extract(json, '$.customerId'), 'unit', json_extract(json, '$.unit'),
       'inspection', json_extract(json, '$.inspection')) AS json
     FROM bench_session ORDER BY is_open DESC, changed_at DESC LIMIT ?`,
  );
  return {
    unitsOwnedBy: (ownerId) => byOwner.all(ownerId).map((row) => readStored('mirror_unit', unitFacts, row.json)),
    inspectionsOfLate: (sheets) =>
      ofLate.all(sheets).flatMap(({ json }): KeptInspection[] => {
        const { customerId, unit, inspection } = readStored('bench_session', inspected, json);
        return unit === null || inspection.kind !== 'measured'
          ? []
          : [{ unit: formatUnitKey(unit), customerId, inspection }];
      }),
  };
}
