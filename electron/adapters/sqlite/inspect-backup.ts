import Database from 'better-sqlite3';
import { storedAuditEntry } from '#core/domain/audit/audit-entry.ts';
import { emptyChain } from '#core/domain/audit/chain-hash.ts';
import { verifyChain } from '#core/domain/audit/verify-chain.ts';
import { invariant } from '#core/kernel/invariant.ts';
import { applicationId } from './migrate.ts';
import { stationMigrations } from './migrations/station-migrations.ts';
import { toStoreFault } from './sqlite-fault.ts';

/** What a copy of a station's database is worth. Looked at before it gets its name, and again before it takes the database's place. */
export type BackupInspection =
  | {
      readonly kind: 'sound';
      readonly schema: number;
      readonly stationId: string;
      readonly generation: number;
      readonly waiting: number;
      readonly auditSize: number;
    }
  | { readonly kind: 'newer-schema'; readonly found: number; readonly supported: number }
  /** No database, or that of another program. */
  | { readonly kind: 'not-a-backup'; readonly detail: string }
  | { readonly kind: 'damaged'; readonly detail: string };

/** The newest entries of the chain are recomputed; all of them would keep a large station's bench waiting. */
const checkedEntries = 5_000;

/** `file` is a copy of our own: it is taken out of WAL mode, so that it is one file from then on. */
export function inspectBackup(file: string): BackupInspection {
  const db = new Database(file, { fileMustExist: true });
  try {
    return inspect(db);
  } catch (error: unknown) {
    const fault = toStoreFault(error);
    if (fault === undefined) {
      throw error;
    }
    const kind = fault.sqliteCode === 'SQLITE_NOTADB' ? 'not-a-backup' : 'damaged';
    return { kind, detail: fault.message };
  } finally {
    db.close();
  }
}

function inspect(db: Database.Database): BackupInspection {
  const owner = db.pragma('application_id', { simple: true });
  if (owner !== applicationId) {
    return { kind: 'not-a-backup', detail: 'the file belongs to another program' };
  }
  const found = Number(db.pragma('user_version', { simple: true }));
  const supported = stationMigrations.at(-1)?.version ?? 0;
  if (found > supported) {
    return { kind: 'newer-schema', found, supported };
  }
  db.pragma('journal_mode = DELETE');
  const check = String(db.pragma('quick_check(1)', { simple: true }));
  if (check !== 'ok') {
    return { kind: 'damaged', detail: check };
  }
  const chain = checkChain(db);
  if (chain.kind === 'broken') {
    return { kind: 'damaged', detail: chain.detail };
  }
  const setting = db.prepare<[string], { value: string }>('SELECT value FROM setting WHERE key = ?');
  return {
    kind: 'sound',
    schema: found,
    stationId: setting.get('station.id')?.value ?? '',
    generation: Number(setting.get('station.generation')?.value ?? '0'),
    waiting: numberOf(db, 'SELECT count(*) FROM operation WHERE standing = 0'),
    auditSize: chain.size,
  };
}

/** Recomputes the newest entries of the newest chain; flips in their text are nothing that SQLite notices by itself (finding F5). */
export function checkChain(
  db: Database.Database,
): { readonly kind: 'whole'; readonly size: number } | { readonly kind: 'broken'; readonly detail: string } {
  const newest = `SELECT seq, canonical, head FROM audit_entry WHERE generation = (SELECT max(generation) FROM audit_entry)`;
  const rows = db.prepare(`${newest} ORDER BY seq DESC LIMIT ?`).all(checkedEntries + 1);
  const entries = rows.map((row) => storedAuditEntry.parse(row)).reverse();
  const [before] = entries;
  if (before === undefined) {
    return { kind: 'whole', size: 0 };
  }
  const isWhole = before.seq === 1;
  const from = isWhole ? emptyChain : { size: before.seq, head: before.head };
  const finding = verifyChain(isWhole ? entries : entries.slice(1), { from });
  return finding.kind === 'intact'
    ? { kind: 'whole', size: entries.at(-1)?.seq ?? 0 }
    : { kind: 'broken', detail: `audit chain ${finding.fault} at ${finding.seq}` };
}

function numberOf(db: Database.Database, sql: string): number {
  const value = db.prepare(sql).pluck().get();
  invariant(typeof value === 'number', 'a count is a number');
  return value;
}
