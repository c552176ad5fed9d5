import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { migrate } from '#electron/adapters/sqlite/migrate.ts';
import { stationMigrations } from '#electron/adapters/sqlite/migrations/station-migrations.ts';

// Databases as earlier versions of Fitbay left them, one text per schema, frozen: what a migration makes of them shows what it makes of a station in
// the field. The next one is written by `write-fixture-program.ts` when its schema is released.

const fixtureFolder = join(import.meta.dirname, 'fixtures');

export function fixtureFile(version: number): string {
  return join(fixtureFolder, `schema-${version}.sql`);
}

/** Every version that a station's database may have. */
export const schemaVersions: readonly number[] = stationMigrations.map(({ version }) => version);

/** Makes a database of that version in a new file: from its fixture, or from that of the newest version before it, brought up to it. */
export function makeOldDatabase(version: number, file: string): void {
  const frozen = readdirSync(fixtureFolder).flatMap((name) => Number(/^schema-(\d+)\.sql$/.exec(name)?.[1] ?? []));
  const from = frozen.filter((one) => one <= version).sort((one, other) => other - one)[0];
  const db = new Database(file);
  if (from !== undefined) {
    db.pragma('foreign_keys = OFF');
    db.transaction(() => db.exec(readFileSync(fixtureFile(from), 'utf8')))();
    db.pragma('foreign_keys = ON');
  }
  bringUp(db, version);
  db.close();
}

/** Brings a database up to a version that need not be the newest. */
export function bringUp(db: Database.Database, version: number): void {
  const backupDirectory = `${db.name}.backups`;
  migrate(db, { migrations: stationMigrations.filter((one) => one.version <= version), backupDirectory });
  rmSync(backupDirectory, { recursive: true, force: true });
}
