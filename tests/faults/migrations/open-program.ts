import { join } from 'node:path';
import Database from 'better-sqlite3';
import { stationMigrations } from '#electron/adapters/sqlite/migrations/station-migrations.ts';
import { openedStore } from '#electron/adapters/sqlite/testing/opened-store.ts';

// Opens a folder, which brings its database to the newest schema, and closes it again. `piecemeal` is sabotage: it migrates statement by statement.

const [directory, way] = process.argv.slice(2);
if (directory === undefined) {
  throw new Error('name the folder');
}
if (way === 'piecemeal') {
  const db = new Database(join(directory, 'station.sqlite'));
  const found = Number(db.pragma('user_version', { simple: true }));
  for (const { version, sql } of stationMigrations.filter((one) => one.version > found)) {
    db.exec(sql);
    db.pragma(`user_version = ${version}`);
  }
  db.close();
}
openedStore(directory).close();
