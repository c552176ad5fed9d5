import { type BenchSession, benchSession } from '#core/domain/bench/bench-session.ts';
import { invariant } from '#core/kernel/invariant.ts';
import type { StoreReader, StoreWriter } from '#core/ports/station-store.ts';
import type { Statements } from './statements.ts';
import { readStored, readStoredOrNull } from './stored-json.ts';

type Reads = Pick<
  StoreReader,
  'session' | 'openSessionOf' | 'sessions' | 'openSessions' | 'sessionsOfSerials' | 'sessionOfReport'
>;
type Writes = Pick<StoreWriter, 'saveSession'>;
type JsonRow = { readonly json: string };

const table = 'bench_session';

/** Work sheets. */
export function createSessionsTable(statements: Statements): { readonly reads: Reads; readonly writes: Writes } {
  const byId = statements.prepare<[string], JsonRow>('SELECT json FROM bench_session WHERE id = ?');
  const openBySerial = statements.prepare<[string, string], JsonRow>(
    `SELECT json FROM bench_session WHERE is_open = 1 AND serial = ? AND customer_id = ?
     ORDER BY changed_at DESC LIMIT 1`,
  );
  const byUse = statements.prepare<[number], JsonRow>(
    'SELECT json FROM bench_session ORDER BY is_open DESC, changed_at DESC LIMIT ?',
  );
  const allOpen = statements.prepare<[], JsonRow>(
    'SELECT json FROM bench_session WHERE is_open = 1 ORDER BY changed_at DESC',
  );
  const bySerials = statements.prepare<[string], JsonRow>(
    'SELECT json FROM bench_session WHERE serial IN (SELECT value FROM json_each(?))',
  );
  const byReport = statements.prepare<[string], JsonRow>(
    `SELECT json FROM bench_session WHERE json_extract(json, '$.signOff.reportNumber') = ? LIMIT 1`,
  );
  const save = prepareSave(statements);
  const toSessions = (rows: readonly JsonRow[]) => rows.map((row) => readStored(table, benchSession, row.json));

  return {
    reads: {
      session: (id) => readStoredOrNull(table, benchSession, byId.get(id)),
      openSessionOf: (serial, customerId) =>
        readStoredOrNull(table, benchSession, openBySerial.get(serial, customerId)),
      sessions: (limit) => toSessions(byUse.all(limit)),
      openSessions: () => toSessions(allOpen.all()),
      sessionsOfSerials: (serials) => toSessions(bySerials.all(JSON.stringify(serials))).toSorted(byUseFirst),
      sessionOfReport: (number) => readStoredOrNull(table, benchSession, byReport.get(number)),
    },
    writes: {
      saveSession(session) {
        statements.mustBeInTransaction();
        save(benchSession.parse(session));
      },
    },
  };
}

/** Compares the revision while it writes, so that two acts that read the same sheet cannot both win. */
/** A unit has a handful of sheets: sorted here, no index is needed for it. */
function byUseFirst(left: BenchSession, right: BenchSession): number {
  const open = Number(right.state === 'open') - Number(left.state === 'open');
  return open === 0 ? right.changedAt.localeCompare(left.changedAt) : open;
}

function prepareSave(statements: Statements): (session: BenchSession) => void {
  const insert = statements.prepare<[string, number, string, string, string, string]>(
    `INSERT INTO bench_session (id, revision, is_open, serial, customer_id, changed_at, json)
     VALUES (?, 1, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING`,
  );
  const replace = statements.prepare<[number, number, string, string, string, string, string, number]>(
    `UPDATE bench_session SET revision = ?, is_open = ?, serial = ?, customer_id = ?, changed_at = ?, json = ?
     WHERE id = ? AND revision = ?`,
  );
  return (session) => {
    const isOpen = session.state === 'open' ? 1 : 0;
    const columns = [session.label.serial, session.customerId, session.changedAt, JSON.stringify(session)] as const;
    const { changes } =
      session.revision === 1
        ? insert.run(session.id, isOpen, ...columns)
        : replace.run(session.revision, isOpen, ...columns, session.id, session.revision - 1);
    invariant(changes === 1, `revision ${session.revision} of sheet ${session.id} follows the stored one`);
  };
}
