import type Database from 'better-sqlite3';

/** A database as SQL text: the same text for the same schema and rows, so that two of them can be compared, and small changes be read. */
export function dumpDatabase(db: Database.Database): string {
  const number = (pragma: string) => `PRAGMA ${pragma} = ${String(db.pragma(pragma, { simple: true }))};`;
  const tables = objectsOf(db, 'table');
  const rest = ['index', 'trigger', 'view'].flatMap((type) => objectsOf(db, type));
  return [
    ...tables.map(({ sql }) => `${sql};`),
    ...tables.flatMap(({ name }) => rowsOf(db, name)),
    ...rest.map(({ sql }) => `${sql};`),
    number('application_id'),
    number('user_version'),
    '',
  ].join('\n');
}

interface SchemaObject {
  readonly name: string;
  readonly sql: string;
}

function objectsOf(db: Database.Database, type: string): readonly SchemaObject[] {
  return db
    .prepare<[string], SchemaObject>(
      `SELECT name, sql FROM sqlite_schema WHERE type = ? AND sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY name`,
    )
    .all(type);
}

function rowsOf(db: Database.Database, table: string): readonly string[] {
  const columns = db.prepare<[string], { name: string }>('SELECT name FROM pragma_table_info(?)').all(table);
  const quoted = columns.map(({ name }) => `quote("${name}")`).join(` || ', ' || `);
  const rows = db.prepare<[], string>(`SELECT ${quoted} FROM "${table}"`).pluck().all();
  return [...rows].sort().map((row) => `INSERT INTO "${table}" VALUES (${row});`);
}
