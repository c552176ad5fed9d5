import { join } from 'node:path';
import Database from 'better-sqlite3';

/** What the owner of the PC can do with any tool for databases: the newest entries go, and nothing in the file tells. */
export function cutTail(directory: string, left: number): void {
  const db = new Database(join(directory, 'station.sqlite'));
  const triggers = db
    .prepare<[], { name: string; sql: string }>(`SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'`)
    .all();
  for (const { name } of triggers) {
    db.exec(`DROP TRIGGER "${name}"`);
  }
  db.prepare('DELETE FROM audit_entry WHERE seq > ?').run(left);
  db.prepare('DELETE FROM audit_personal WHERE seq > ?').run(left);
  for (const { sql } of triggers) {
    db.exec(sql);
  }
  db.close();
}
