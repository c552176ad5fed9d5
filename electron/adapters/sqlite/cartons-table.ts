import { type Carton, type CartonRow, carton, cartonRow } from '#core/domain/carton/carton.ts';
import { invariant } from '#core/kernel/invariant.ts';
import type { CartonReads, CartonWrites } from '#core/ports/carton-store.ts';
import type { Statements } from './statements.ts';
import { readStored, readStoredOrNull } from './stored-json.ts';

type JsonRow = { readonly json: string };

/** Cartons and what became of each unit in them (OWN-12). */
export function createCartonsTable(statements: Statements): {
  readonly reads: CartonReads;
  readonly writes: CartonWrites;
} {
  const saveCarton = prepareSaveCarton(statements);
  const saveRow = prepareSaveRow(statements);
  return {
    reads: prepareReads(statements),
    writes: {
      saveCarton(value) {
        statements.mustBeInTransaction();
        saveCarton(carton.parse(value));
      },
      saveCartonRow(value) {
        statements.mustBeInTransaction();
        saveRow(cartonRow.parse(value));
      },
    },
  };
}

function prepareReads(statements: Statements): CartonReads {
  const byId = statements.prepare<[string], JsonRow>('SELECT json FROM carton WHERE id = ?');
  const openFor = statements.prepare<[string], JsonRow>(
    'SELECT json FROM carton WHERE is_open = 1 AND customer_id = ? ORDER BY started_at DESC LIMIT 1',
  );
  const byUse = statements.prepare<[number], JsonRow>(
    'SELECT json FROM carton ORDER BY is_open DESC, started_at DESC LIMIT ?',
  );
  const rowsSince = statements.prepare<[string, number], JsonRow>(
    'SELECT json FROM carton_row WHERE carton_id = ? AND revision > ? ORDER BY revision',
  );
  const byNumber = statements.prepare<[string, number], JsonRow>(
    'SELECT json FROM carton_row WHERE carton_id = ? AND number = ?',
  );
  const bySerial = statements.prepare<[string, string], JsonRow>(
    'SELECT json FROM carton_row WHERE carton_id = ? AND serial = ? ORDER BY number',
  );
  const byOperation = statements.prepare<[string], JsonRow>('SELECT json FROM carton_row WHERE operation_id = ?');
  const readRow = ({ json }: JsonRow) => readStored('carton_row', cartonRow, json);
  return {
    carton: (id) => readStoredOrNull('carton', carton, byId.get(id)),
    openCartonFor: (customerId) => readStoredOrNull('carton', carton, openFor.get(customerId)),
    cartons: (limit) => byUse.all(limit).map(({ json }) => readStored('carton', carton, json)),
    cartonRows: (id, sinceRevision) => rowsSince.all(id, sinceRevision).map(readRow),
    cartonRow: (id, number) => readStoredOrNull('carton_row', cartonRow, byNumber.get(id, number)),
    cartonRowsOfSerial: (id, serial) => bySerial.all(id, serial).map(readRow),
    cartonRowOfOperation: (id) => readStoredOrNull('carton_row', cartonRow, byOperation.get(id)),
  };
}

/** Compares the revision while it writes, so that two acts that read the same carton cannot both win. */
function prepareSaveCarton(statements: Statements): (value: Carton) => void {
  const insert = statements.prepare<[string, number, string, string, string]>(
    `INSERT INTO carton (id, revision, is_open, customer_id, started_at, json) VALUES (?, 1, ?, ?, ?, ?)
     ON CONFLICT (id) DO NOTHING`,
  );
  const replace = statements.prepare<[number, number, string, string, number]>(
    'UPDATE carton SET revision = ?, is_open = ?, json = ? WHERE id = ? AND revision = ?',
  );
  return (value) => {
    const isOpen = value.state === 'open' ? 1 : 0;
    const json = JSON.stringify(value);
    const { changes } =
      value.revision === 1
        ? insert.run(value.id, isOpen, value.customerId, value.startedAt, json)
        : replace.run(value.revision, isOpen, json, value.id, value.revision - 1);
    invariant(changes === 1, `revision ${value.revision} of carton ${value.id} follows the stored one`);
  };
}

function prepareSaveRow(statements: Statements): (value: CartonRow) => void {
  const put = statements.prepare<[string, number, number, string, string | null, string]>(
    `INSERT INTO carton_row (carton_id, number, revision, serial, operation_id, json) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (carton_id, number) DO UPDATE SET
       revision = excluded.revision, operation_id = excluded.operation_id, json = excluded.json`,
  );
  return (value) => {
    const operationId = value.transfer.kind === 'open' ? null : value.transfer.operationId;
    put.run(value.cartonId, value.number, value.revision, value.label.serial, operationId, JSON.stringify(value));
  };
}
