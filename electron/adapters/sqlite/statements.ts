import type Database from 'better-sqlite3';

/**
 * Prepares each SQL text once and keeps it, so that the parts of the store share statements and tests can look at every query that
 * the store will ever run.
 */
export interface Statements {
  prepare<Parameters extends readonly unknown[], Row = unknown>(sql: string): Statement<Parameters, Row>;
  /** Every text prepared so far. */
  texts(): readonly string[];
  /** Throws where no transaction is open: a write outside `transact` is a bug. */
  mustBeInTransaction(): void;
}

/** `Row` states what the STRICT tables and the SELECT list guarantee; JSON columns are text here and parsed by their reader. */
export interface Statement<Parameters extends readonly unknown[], Row> {
  run(...parameters: Parameters): { readonly changes: number };
  get(...parameters: Parameters): Row | undefined;
  all(...parameters: Parameters): Row[];
}

export function createStatements(db: Database.Database): Statements {
  const prepared = new Map<string, Database.Statement<unknown[], unknown>>();
  return {
    prepare<Parameters extends readonly unknown[], Row>(sql: string) {
      const statement = prepared.get(sql) ?? db.prepare<unknown[], unknown>(sql);
      prepared.set(sql, statement);
      // The database keeps the types: all tables are STRICT.
      return statement as unknown as Statement<Parameters, Row>;
    },
    texts: () => [...prepared.keys()],
    mustBeInTransaction() {
      if (!db.inTransaction) {
        throw new Error('invariant broken: the store is written inside transact only');
      }
    },
  };
}
