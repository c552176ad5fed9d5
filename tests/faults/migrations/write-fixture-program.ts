import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { dumpDatabase } from './dump-database.ts';
import { fixtureFile, makeOldDatabase } from './schema-fixtures.ts';

// `node tests/faults/migrations/write-fixture-program.ts VERSION [ROWS.sql]`: the database of the fixture before, brought to this version, with rows for what
// is new in it. To be run once for every schema that is released.

const [version, rows] = process.argv.slice(2);
const place = mkdtempSync(join(tmpdir(), 'fitbay-fixture-'));
const file = join(place, 'station.sqlite');
makeOldDatabase(Number(version), file);
const db = new Database(file);
db.exec(rows === undefined ? '' : readFileSync(rows, 'utf8'));
writeFileSync(fixtureFile(Number(version)), dumpDatabase(db));
db.close();
rmSync(place, { recursive: true });
