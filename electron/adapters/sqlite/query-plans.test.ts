import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stationId } from '#core/kernel/entity-ids.ts';
import { systemClock } from '../clock/system-clock.ts';
import { createIds } from '../ids/create-ids.ts';
import { openOperationJournal } from '../operation-journal/open-operation-journal.ts';
import { createScopeSeal } from '../secrets/scope-seal.ts';
import { createSecretSeal } from '../secrets/secret-seal.ts';
import { createStationStore } from './create-station-store.ts';
import { migrate } from './migrate.ts';
import { stationMigrations } from './migrations/station-migrations.ts';
import { createStatements } from './statements.ts';
import { makeTestFolder, removeTestFolder, silentLog } from './testing/opened-store.ts';

/** Tables that may be read whole: they hold tens of rows, and the call asks for all of them. */
const smallTables = [
  'mirror_job_template',
  'mirror_organization',
  'mirror_parked',
  'mirror_profile',
  'mirror_secret',
  'reader',
  'roster',
];

describe('STA-3 STA-4 queries with 100,000 units and a million audit entries', () => {
  let directory = '';
  let db: Database.Database;
  let texts: readonly string[] = [];

  beforeAll(() => {
    directory = makeTestFolder();
    db = new Database(join(directory, 'station.sqlite'));
    migrate(db, { migrations: stationMigrations, backupDirectory: directory });
    const statements = createStatements(db);
    createStationStore({
      db,
      statementsOf: () => statements,
      reopen: () => db,
      journal: openOperationJournal(join(directory, 'operations.journal')),
      log: silentLog,
      stationId: stationId.parse('bench-3'),
      generation: 1,
      clock: systemClock,
      ids: createIds(),
      seal: createSecretSeal({ directory }),
      scopeSeal: createScopeSeal({ directory }),
      release: () => {},
    });
    texts = statements.texts();
  });
  afterAll(() => {
    db.close();
    removeTestFolder(directory);
  });

  const planOf = (sql: string): string[] => {
    const parameters = Array.from({ length: sql.split('?').length - 1 }, () => null);
    return db
      .prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
      .all(...parameters)
      .map(({ detail }) => detail);
  };
  /**
   * A walk along an index or the row ids is fine if LIMIT ends it. At the end of a full copy, and when a customer is forgotten, the mirror is
   * walked on purpose. The few jobs with something sealed stand in an index of their own.
   */
  const isAllowedScan = (sql: string, table: string): boolean =>
    table === 'json_each' ||
    smallTables.includes(table) ||
    (/ORDER BY .* LIMIT \?$/s.test(sql) && !/WHERE/.test(sql)) ||
    /mirror_next/.test(sql) ||
    /FROM mirror_job WHERE sealed <> ''/.test(sql) ||
    /^DELETE FROM mirror_\w+ WHERE json_extract/.test(sql);

  it('looks at every statement of the store', () => {
    expect(texts.length).toBeGreaterThan(50);
  });

  it('never reads a large table whole and never sorts one', () => {
    const slow = texts.flatMap((sql) =>
      planOf(sql)
        .filter((detail) => {
          const [, table] = /^SCAN (\w+)/.exec(detail) ?? [];
          return (table !== undefined && !isAllowedScan(sql, table)) || detail.includes('TEMP B-TREE');
        })
        .map((detail) => `${detail} in: ${sql}`),
    );
    expect(slow).toEqual([]);
  });

  it('would notice an index that is missing', () => {
    const plan = (): string => planOf('SELECT json FROM mirror_unit WHERE serial = ? ORDER BY unit_type').join();
    expect(plan()).toContain('mirror_unit_by_serial');
    db.exec('DROP INDEX mirror_unit_by_serial');
    expect(plan()).toContain('SCAN mirror_unit');
  });
});
