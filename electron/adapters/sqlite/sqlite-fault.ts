import Database from 'better-sqlite3';
import { StorageRefusal, type StorageTrouble } from '#core/ports/storage-refusal.ts';

/**
 * What SQLite's errors mean to a station (reliability.md §2.5). `outcome-unknown`: a commit failed in a way after which the row may
 * be there or not (finding F6), so nothing may be said before the store was opened anew and looked at.
 */
type StoreFaultKind = Exclude<StorageTrouble, 'not-saved'>;

/** Thrown by the store where SQLite refused; the port has no union for it because no use case can go on. */
export class StationStoreFault extends StorageRefusal {
  readonly sqliteCode: string;

  constructor(kind: StorageTrouble, cause: InstanceType<typeof Database.SqliteError>) {
    super(kind, `the station store is ${kind} (${cause.code}: ${cause.message})`, { cause });
    this.name = 'StationStoreFault';
    this.sqliteCode = cause.code;
  }
}

const kindsByPrefix: readonly (readonly [string, StoreFaultKind])[] = [
  ['SQLITE_FULL', 'disk-full'],
  ['SQLITE_IOERR', 'outcome-unknown'],
  ['SQLITE_CORRUPT', 'damaged'],
  ['SQLITE_NOTADB', 'damaged'],
  ['SQLITE_BUSY', 'busy'],
  ['SQLITE_LOCKED', 'busy'],
  ['SQLITE_READONLY', 'read-only'],
  ['SQLITE_CANTOPEN', 'read-only'],
];

/** The fault behind a foreign error, or undefined where it is none of SQLite's that we know: those are bugs and are rethrown. */
export function toStoreFault(error: unknown): StationStoreFault | undefined {
  if (!(error instanceof Database.SqliteError)) {
    return undefined;
  }
  const known = kindsByPrefix.find(([prefix]) => error.code.startsWith(prefix));
  return known === undefined ? undefined : new StationStoreFault(known[1], error);
}

export function hasSqliteCode(error: unknown, prefix: string): boolean {
  return error instanceof Database.SqliteError && error.code.startsWith(prefix);
}
