import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sampleSupportRequest } from '#core/domain/support/testing/sample-support-request.ts';
import { sessionId } from '#core/kernel/entity-ids.ts';
import { migrate } from '../migrate.ts';
import { makeTestFolder, openedStore, removeTestFolder } from '../testing/opened-store.ts';
import { capturesAndSupport } from './0009-captures-and-support.ts';
import { stationMigrations } from './station-migrations.ts';

let directory = '';
beforeEach(() => {
  directory = makeTestFolder();
});
afterEach(() => removeTestFolder(directory));

describe('STA-4 INST-7 REP-4 a folder from before captures and requests', () => {
  it('keeps what it had, and takes both', () => {
    const db = new Database(join(directory, 'station.sqlite'));
    const earlier = stationMigrations.filter(({ version }) => version < capturesAndSupport.version);
    migrate(db, { migrations: earlier, backupDirectory: directory });
    db.prepare("INSERT INTO setting (key, value) VALUES ('locale', 'de')").run();
    db.close();
    const store = openedStore(directory);
    expect(store.setting('locale')).toBe('de');
    expect([store.captures(10), store.supportHeadings({ personId: null, limit: 10 })]).toEqual([[], []]);
    const request = sampleSupportRequest();
    const sheet = sessionId.parse('session-1');
    const line = { at: '2026-11-20T08:00:00.000Z', direction: 'note', text: 'opened sim:1' } as const;
    store.transact((write) => {
      write.saveSupportRequest(request);
      write.appendCapture({ sessionId: sheet, bay: 1, port: 'sim:1', ownerId: null, lines: [line] });
    });
    expect(store.supportRequest(request.id)).toEqual({ request, standing: { kind: 'waiting' } });
    expect(store.captureLines(sheet)).toEqual([line]);
    store.close();
  });
});
