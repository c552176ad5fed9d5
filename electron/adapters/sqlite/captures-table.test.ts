import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CaptureLine } from '#core/domain/capture/capture-line.ts';
import { personId, sessionId } from '#core/kernel/entity-ids.ts';
import { toIsoTime } from '#core/kernel/iso-time.ts';
import type { StationStore } from '#core/ports/station-store.ts';
import { createCapturesTable } from './captures-table.ts';
import { migrate } from './migrate.ts';
import { stationMigrations } from './migrations/station-migrations.ts';
import { createStatements } from './statements.ts';
import { makeTestFolder, openedStore, removeTestFolder } from './testing/opened-store.ts';

const [first, second, third] = ['one', 'two', 'three'].map((id) => sessionId.parse(id)) as [
  ReturnType<typeof sessionId.parse>,
  ReturnType<typeof sessionId.parse>,
  ReturnType<typeof sessionId.parse>,
];
const kaya = personId.parse('kaya');

function lines(from: number, count: number): CaptureLine[] {
  return Array.from({ length: count }, (_, index) => ({
    at: toIsoTime(Date.UTC(2026, 10, 20) + (from + index) * 1000),
    direction: 'to-unit',
    text: `line ${from + index}`,
  }));
}

const appendix = (id: typeof first, from: number, count: number) => ({
  sessionId: id,
  bay: 1,
  port: 'sim:1',
  ownerId: kaya,
  lines: lines(from, count),
});

describe('INST-7 captures in the store', () => {
  let directory = '';
  let store: StationStore;
  beforeEach(() => {
    directory = makeTestFolder();
    store = openedStore(directory);
  });
  afterEach(() => {
    store.close();
    removeTestFolder(directory);
  });

  it('grow piece by piece, are listed with the newest change first, and are there after a restart', () => {
    store.transact((write) => {
      write.appendCapture(appendix(first, 0, 2));
      write.appendCapture(appendix(second, 5, 1));
      write.appendCapture({ ...appendix(first, 10, 1), bay: 2, port: 'sim:2', ownerId: personId.parse('lind') });
    });
    store.close();
    store = openedStore(directory);
    expect(store.captures(10).map((capture) => capture.sessionId)).toEqual([first, second]);
    expect(store.capture(first)).toEqual({
      sessionId: first,
      bay: 2,
      port: 'sim:2',
      startedAt: '2026-11-20T00:00:00.000Z',
      changedAt: '2026-11-20T00:00:10.000Z',
      lines: 3,
      dropped: 0,
      ownerIds: ['kaya', 'lind'],
    });
    expect(store.captureLines(first).map(({ text }) => text)).toEqual(['line 0', 'line 1', 'line 10']);
    expect([store.capture(third), store.captureLines(third)]).toEqual([null, []]);
  });

  it('are written inside an act only', () => {
    const kept = store.transact((write) => write);
    expect(() => kept.appendCapture(appendix(first, 0, 1))).toThrow(/transact/);
  });
});

describe('INST-7 captures are bounded', () => {
  function opened(bounds: Parameters<typeof createCapturesTable>[1]) {
    const db = new Database(':memory:');
    db.pragma('foreign_keys = ON');
    migrate(db, { migrations: stationMigrations, backupDirectory: '' });
    const { reads, writes } = createCapturesTable(createStatements(db), bounds);
    const append = db.transaction(writes.appendCapture);
    const bytes = () => db.prepare('SELECT bytes FROM capture_total').pluck().get();
    const held = () => db.prepare('SELECT coalesce(sum(bytes), 0) FROM capture_piece').pluck().get();
    return { reads, append, bytes, held };
  }

  it('of one sheet the oldest lines go first, and it says how many went', () => {
    const { reads, append, bytes, held } = opened({ linesPerSheet: 10, bytesPerSheet: 1e6, bytesInAll: 1e6 });
    for (let from = 0; from < 24; from += 4) {
      append(appendix(first, from, 4));
    }
    expect(reads.capture(first)).toMatchObject({ lines: 8, dropped: 16 });
    expect(reads.captureLines(first).at(0)?.text).toBe('line 16');
    expect(bytes()).toBe(held());
  });

  it('of all sheets the ones changed longest ago go first, never the one that grows', () => {
    const { reads, append, bytes, held } = opened({ linesPerSheet: 1e6, bytesPerSheet: 1e6, bytesInAll: 2_000 });
    append(appendix(first, 0, 10));
    append(appendix(second, 20, 10));
    append(appendix(third, 40, 10));
    expect(reads.captures(10).map((capture) => capture.sessionId)).toEqual([third, second]);
    append(appendix(second, 60, 40));
    expect(reads.captures(10).map((capture) => capture.sessionId)).toEqual([second]);
    expect(bytes()).toBe(held());
  });
});
