import { sql } from 'kysely';
import type { Transactions } from '../database/open-database.ts';
import { walledTables } from '../database/wall/walled-tables.ts';

/** Tables of which organizations see rows. */
export const tenantTables: readonly string[] = Object.keys(walledTables).filter(
  (table) => walledTables[table]?.kind === 'tenant',
);

/** Every row of these tables that comes back when nobody asks whose it is, as text, by table. */
export function rowsInView(ways: Transactions, tables: readonly string[] = tenantTables): Promise<RowsInView> {
  return ways.read(async (transaction) => {
    const seen = new Map<string, ReadonlySet<string>>();
    for (const table of tables) {
      const { rows } = await sql<{ line: string }>`select part::text as line from ${sql.table(table)} as part`.execute(
        transaction,
      );
      seen.set(table, new Set(rows.map(({ line }) => line)));
    }
    return seen;
  });
}

export type RowsInView = ReadonlyMap<string, ReadonlySet<string>>;

/** Tables of which both see the same row, that `everybody` does not see. */
export function sharedTables(left: RowsInView, right: RowsInView, everybody: RowsInView): readonly string[] {
  return [...left]
    .filter(([table, rows]) => [...rows].some((row) => right.get(table)?.has(row) && !everybody.get(table)?.has(row)))
    .map(([table]) => table);
}
