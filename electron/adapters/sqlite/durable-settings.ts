import type Database from 'better-sqlite3';

/**
 * The settings on which STA-4 rests (reliability.md §2.1). Each is set and read back on every connection: better-sqlite3 quietly puts
 * `synchronous` to NORMAL when a database changes to WAL, and NORMAL loses acknowledged work in a power cut.
 */
interface Setting {
  readonly pragma: string;
  readonly set: string;
  readonly expected: string | number;
}

const settings: readonly Setting[] = [
  { pragma: 'journal_mode', set: 'WAL', expected: 'wal' },
  // After WAL, never before.
  { pragma: 'synchronous', set: 'FULL', expected: 2 },
  { pragma: 'foreign_keys', set: 'ON', expected: 1 },
  { pragma: 'recursive_triggers', set: 'OFF', expected: 0 },
  { pragma: 'trusted_schema', set: 'OFF', expected: 0 },
  { pragma: 'cell_size_check', set: 'ON', expected: 1 },
  { pragma: 'secure_delete', set: 'ON', expected: 1 },
  { pragma: 'mmap_size', set: '0', expected: 0 },
  { pragma: 'locking_mode', set: 'NORMAL', expected: 'normal' },
  { pragma: 'temp_store', set: 'MEMORY', expected: 2 },
  { pragma: 'busy_timeout', set: '5000', expected: 5000 },
  { pragma: 'wal_autocheckpoint', set: '1000', expected: 1000 },
  // Only macOS distinguishes them; elsewhere they are accepted and change nothing.
  { pragma: 'fullfsync', set: 'ON', expected: 1 },
  { pragma: 'checkpoint_fullfsync', set: 'ON', expected: 1 },
];

/** The WAL-reset damage of 3.7.0 to 3.51.2 (https://www.sqlite.org/wal.html#walresetbug). */
const oldestSafeSqlite = [3, 51, 3] as const;

export type SettingsCheck = { readonly kind: 'safe' } | { readonly kind: 'unsafe'; readonly detail: string };

/** Sets everything, then reads everything back from the connection. */
export function applyDurableSettings(db: Database.Database): SettingsCheck {
  const version = String(db.prepare('SELECT sqlite_version()').pluck().get());
  if (!isSafeVersion(version)) {
    return { kind: 'unsafe', detail: `SQLite ${version} is older than ${oldestSafeSqlite.join('.')}` };
  }
  for (const setting of settings) {
    db.pragma(`${setting.pragma} = ${setting.set}`);
  }
  return readDurableSettings(db);
}

/** What the connection says now. */
export function readDurableSettings(db: Database.Database): SettingsCheck {
  const wrong = settings
    .map((setting) => ({ setting, found: db.pragma(setting.pragma, { simple: true }) }))
    .filter(({ setting, found }) => found !== setting.expected)
    .map(({ setting, found }) => `${setting.pragma} is ${String(found)} instead of ${setting.expected}`);
  return wrong.length === 0 ? { kind: 'safe' } : { kind: 'unsafe', detail: wrong.join('; ') };
}

/** Whether this SQLite has none of the known faults that lose committed rows. */
export function isSafeVersion(version: string): boolean {
  const parts = version.split('.').map(Number);
  for (const [index, oldest] of oldestSafeSqlite.entries()) {
    const part = parts[index] ?? 0;
    if (part !== oldest) {
      return part > oldest;
    }
  }
  return true;
}
