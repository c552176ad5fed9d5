import type { Log } from '#core/ports/log.ts';
import { StorageRefusal } from '#core/ports/storage-refusal.ts';
import type { ScopeSeal } from '../secrets/scope-seal.ts';
import { toStoreFault } from './sqlite-fault.ts';
import type { Statements } from './statements.ts';

/**
 * Ends what a deletion begins (JOB-6, P38). `secure_delete` overwrites deleted rows in the pages, but the write-ahead log and every backup
 * still hold them. So after an act that deleted rows of the mirror the log is emptied, and where a secret went the key of all secrets is
 * changed. What is owed is noted in the deleting act itself: a program that dies in between does it at its next start.
 */
export type NoteForgetting = (what: 'rows' | 'secrets') => void;

const owedSetting = 'mirror.owed';

/** Notes what is owed, inside the act that deletes. */
export function createForgettingNotes(statements: Statements): {
  readonly note: NoteForgetting;
  readonly owed: () => 'rows' | 'secrets' | 'nothing';
  readonly settle: () => void;
  readonly resealAll: (seal: ScopeSeal) => void;
} {
  const read = statements.prepare<[string], { value: string }>('SELECT value FROM setting WHERE key = ?');
  const put = statements.prepare<[string, string]>(
    'INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
  );
  const owed = (): 'rows' | 'secrets' | 'nothing' => {
    const value = read.get(owedSetting)?.value;
    return value === 'rows' || value === 'secrets' ? value : 'nothing';
  };
  return {
    owed,
    note(what) {
      if (owed() !== 'secrets') {
        put.run(owedSetting, what);
      }
    },
    settle: () => void put.run(owedSetting, 'nothing'),
    resealAll: prepareReseal(statements),
  };
}

/** Where sealed texts stand among the columns of the copy that is built beside. */
const placesBeside = [
  { kinds: `'secret', 'parked'`, path: '$[0]' },
  { kinds: `'job'`, path: '$[2]' },
] as const;

/** Seals every secret of the mirror with the newest key; what cannot be opened stays unreadable. */
function prepareReseal(statements: Statements): (seal: ScopeSeal) => void {
  const tables = (['mirror_secret', 'mirror_parked', 'mirror_job'] as const).map((table) => ({
    rows: statements.prepare<[], { id: string; sealed: string }>(`SELECT id, sealed FROM ${table} WHERE sealed <> ''`),
    put: statements.prepare<[string, string]>(`UPDATE ${table} SET sealed = ? WHERE id = ?`),
  }));
  const beside = placesBeside.map(({ kinds, path }) => ({
    rows: statements.prepare<[], { kind: string; key: string; sealed: string }>(
      `SELECT kind, key, json_extract(columns, '${path}') AS sealed FROM mirror_next
       WHERE kind IN (${kinds}) AND json_extract(columns, '${path}') <> ''`,
    ),
    put: statements.prepare<[string, string, string]>(
      `UPDATE mirror_next SET columns = json_set(columns, '${path}', ?) WHERE kind = ? AND key = ?`,
    ),
  }));
  return (seal) => {
    const anew = (sealed: string): string | null => {
      const text = seal.open(sealed);
      return text === null ? null : seal.seal(text);
    };
    for (const { rows, put } of tables) {
      for (const { id, sealed } of rows.all()) {
        put.run(anew(sealed) ?? sealed, id);
      }
    }
    for (const { rows, put } of beside) {
      for (const { kind, key, sealed } of rows.all()) {
        put.run(anew(sealed) ?? sealed, kind, key);
      }
    }
  };
}

export interface ForgettingDeps {
  /** The notes of whichever database is open now. */
  readonly notes: () => ReturnType<typeof createForgettingNotes>;
  readonly seal: ScopeSeal;
  /** Runs in one act, like a use case's. */
  readonly act: (work: () => void) => void;
  /** Empties the write-ahead log; false where a reader stands in the way, e.g. a backup. */
  readonly emptyLog: () => boolean;
  readonly log: Log;
}

/** Answers what to call after each act and once at the start: it does what is owed. Whatever fails is owed still. */
export function createForgetting({ notes, seal, act, emptyLog, log }: ForgettingDeps): () => void {
  const changeKey = (): void => {
    if (!seal.isBetween()) {
      seal.begin();
    }
    act(() => notes().resealAll(seal));
  };
  const settle = (): void => {
    const owed = notes().owed();
    if (owed === 'nothing' && !seal.isBetween()) {
      return;
    }
    const isSecret = owed === 'secrets' || seal.isBetween();
    if (isSecret) {
      changeKey();
    }
    if (!emptyLog()) {
      return;
    }
    if (isSecret) {
      seal.finish();
    }
    act(() => notes().settle());
    log.info('mirror.forgotten', { what: isSecret ? 'secrets' : 'rows' });
  };
  return () => {
    try {
      settle();
    } catch (error: unknown) {
      if (!(error instanceof StorageRefusal) && toStoreFault(error) === undefined) {
        throw error;
      }
      log.warn('mirror.not-forgotten-yet', { error: String(error) });
    }
  };
}
