import { type Operation, operation, operationVerdict } from '#core/domain/sync/operation.ts';
import { standingOfVerdict } from '#core/domain/sync/verdict-standing.ts';
import { invariant } from '#core/kernel/invariant.ts';
import type { OperationRecord, StoreReader, StoreWriter } from '#core/ports/station-store.ts';
import type { Statements } from './statements.ts';
import { readStored } from './stored-json.ts';

type Reads = Pick<
  StoreReader,
  | 'pendingOperations'
  | 'waitingOperations'
  | 'operation'
  | 'operations'
  | 'operationsThatNeedSomebody'
  | 'operationCounts'
>;
type Writes = Pick<StoreWriter, 'enqueue' | 'setVerdict' | 'resolveOperation'>;

interface OperationRow {
  readonly json: string;
  readonly verdictJson: string | null;
  readonly resolution: string | null;
}

/** As in the schema: where an operation stands on its way. */
const standing = { waiting: 0, needsSomebody: 1, settled: 2 } as const;
const columns = 'json, verdict_json AS verdictJson, resolution';

/** The outbox: every operation with its one verdict, kept for ever. */
export function createOperationsTable(
  statements: Statements,
  generation: number,
): { readonly reads: Reads; readonly writes: Writes } {
  return { reads: prepareReads(statements), writes: prepareWrites(statements, generation) };
}

function prepareReads(statements: Statements): Reads {
  const pending = statements.prepare<[number], OperationRow>(
    `SELECT ${columns} FROM operation WHERE standing = 0 ORDER BY generation, seq LIMIT ?`,
  );
  const pendingExcept = statements.prepare<[string, number], OperationRow>(
    `SELECT ${columns} FROM operation WHERE standing = 0 AND unit NOT IN (SELECT value FROM json_each(?))
     ORDER BY generation, seq LIMIT ?`,
  );
  const ofUnit = statements.prepare<[string], OperationRow>(
    `SELECT ${columns} FROM operation WHERE standing = 0 AND unit = ? ORDER BY generation, seq`,
  );
  const byId = statements.prepare<[string], OperationRow>(`SELECT ${columns} FROM operation WHERE id = ?`);
  const oldestFirst = statements.prepare<[number, number], OperationRow>(
    `SELECT ${columns} FROM operation WHERE standing = ? ORDER BY generation, seq LIMIT ?`,
  );
  const newestFirst = statements.prepare<[number, number], OperationRow>(
    `SELECT ${columns} FROM operation WHERE standing = ? ORDER BY generation DESC, seq DESC LIMIT ?`,
  );
  const count = statements.prepare<[number], { count: number }>(
    'SELECT count(*) AS count FROM operation WHERE standing = ?',
  );
  const oldest = statements.prepare<[], { occurredAt: string }>(
    'SELECT occurred_at AS occurredAt FROM operation WHERE standing = 0 ORDER BY generation, seq LIMIT 1',
  );

  return {
    pendingOperations(limit, exceptUnits = []) {
      const rows =
        exceptUnits.length === 0 ? pending.all(limit) : pendingExcept.all(JSON.stringify(exceptUnits), limit);
      return rows.map((row) => readStored('operation', operation, row.json));
    },
    waitingOperations: (unit) => ofUnit.all(unit).map((row) => readStored('operation', operation, row.json)),
    operation(id) {
      const row = byId.get(id);
      return row === undefined ? null : readRecord(row);
    },
    operations(limit) {
      const waiting = oldestFirst.all(standing.waiting, limit);
      const open = oldestFirst.all(standing.needsSomebody, limit - waiting.length);
      const settled = newestFirst.all(standing.settled, limit - waiting.length - open.length);
      return [...waiting, ...open, ...settled].map(readRecord);
    },
    operationsThatNeedSomebody: (limit) => oldestFirst.all(standing.needsSomebody, limit).map(readRecord),
    operationCounts: () => ({
      pending: count.get(standing.waiting)?.count ?? 0,
      needsSomebody: count.get(standing.needsSomebody)?.count ?? 0,
      oldest: oldest.get()?.occurredAt ?? null,
    }),
  };
}

function prepareWrites(statements: Statements, generation: number): Writes {
  const lastSeq = statements.prepare<[number], { seq: number }>(
    'SELECT seq FROM operation WHERE generation = ? ORDER BY seq DESC LIMIT 1',
  );
  const insert = statements.prepare<[string, number, number, string, string, string]>(
    `INSERT INTO operation (id, generation, seq, unit, occurred_at, standing, json) VALUES (?, ?, ?, ?, ?, 0, ?)`,
  );
  const answer = statements.prepare<[string, number, string]>(
    'UPDATE operation SET verdict_json = ?, standing = ? WHERE id = ? AND standing = 0',
  );
  const resolve = statements.prepare<[string, string]>(
    'UPDATE operation SET resolution = ?, standing = 2 WHERE id = ? AND standing = 1',
  );

  return {
    enqueue(draft): Operation {
      statements.mustBeInTransaction();
      const seq = (lastSeq.get(generation)?.seq ?? 0) + 1;
      const numbered = operation.parse({ ...draft, seq });
      insert.run(numbered.id, generation, seq, numbered.unit, numbered.occurredAt, JSON.stringify(numbered));
      return numbered;
    },
    setVerdict(verdict) {
      statements.mustBeInTransaction();
      const meaning = standingOfVerdict(verdict.verdict);
      invariant(meaning !== 'unanswered', 'a deferred operation has no verdict yet');
      const next = meaning === 'accepted' ? standing.settled : standing.needsSomebody;
      const { changes } = answer.run(JSON.stringify(operationVerdict.parse(verdict)), next, verdict.operationId);
      invariant(changes === 1, `operation ${verdict.operationId} waits for a verdict`);
    },
    resolveOperation(id, note) {
      statements.mustBeInTransaction();
      const { changes } = resolve.run(note, id);
      invariant(changes === 1, `operation ${id} needs somebody`);
    },
  };
}

function readRecord(row: OperationRow): OperationRecord {
  return {
    operation: readStored('operation', operation, row.json),
    verdict: row.verdictJson === null ? null : readStored('operation', operationVerdict, row.verdictJson),
    resolution: row.resolution,
  };
}
