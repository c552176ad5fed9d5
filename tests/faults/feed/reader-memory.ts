import Database from 'better-sqlite3';

/** What a reader took, on disk: every row with how often it came, and its cursor, which a page changes together with its rows. */
export interface ReaderMemory {
  readonly cursor: () => string | undefined;
  keepPage(keys: readonly string[], cursor: string): void;
  counts(): { readonly rows: number; readonly doubled: number };
  close(): void;
}

export function openReaderMemory(file: string): ReaderMemory {
  const database = new Database(file);
  database.pragma('journal_mode = wal');
  database.pragma('synchronous = full');
  database.exec('create table if not exists seen (key text primary key, times integer not null) without rowid');
  database.exec('create table if not exists place (id integer primary key check (id = 1), cursor text not null)');
  const note = database.prepare('insert into seen values (?, 1) on conflict do update set times = times + 1');
  const move = database.prepare('insert into place values (1, ?) on conflict do update set cursor = excluded.cursor');
  const keep = database.transaction((keys: readonly string[], cursor: string) => {
    for (const key of keys) {
      note.run(key);
    }
    move.run(cursor);
  });
  return {
    cursor: () => database.prepare<[], string>('select cursor from place').pluck().get(),
    keepPage: (keys, cursor) => keep.immediate(keys, cursor),
    counts() {
      const count = (sql: string): number => database.prepare<[], number>(sql).pluck().get() ?? 0;
      return {
        rows: count('select count(*) from seen'),
        doubled: count('select count(*) from seen where times > 1'),
      };
    },
    close: () => void database.close(),
  };
}
