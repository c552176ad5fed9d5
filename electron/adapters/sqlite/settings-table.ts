import type { PersonId } from '#core/kernel/entity-ids.ts';
import { invariant } from '#core/kernel/invariant.ts';
import type { SignInTries, StoreReader, StoreWriter } from '#core/ports/station-store.ts';
import type { Statements } from './statements.ts';

type Reads = Pick<StoreReader, 'setting' | 'signInTries' | 'mirrorAsOf'>;
type Writes = Pick<StoreWriter, 'setSetting' | 'nextNumber' | 'setSignInTries'>;

/** Setting under which the mirror's age is kept. */
export const mirrorAsOfSetting = 'mirror.asOf';

/** Small facts by name: settings, counters, tries at the PIN. */
export function createSettingsTable(statements: Statements): { readonly reads: Reads; readonly writes: Writes } {
  const readSetting = statements.prepare<[string], { value: string }>('SELECT value FROM setting WHERE key = ?');
  const putSetting = statements.prepare<[string, string]>(
    'INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
  );
  const count = statements.prepare<[string], { value: number }>(
    'INSERT INTO counter (name, value) VALUES (?, 1) ON CONFLICT (name) DO UPDATE SET value = value + 1 RETURNING value',
  );
  const readTries = statements.prepare<[PersonId], SignInTries>(
    'SELECT failures, salt, last_failure_at AS lastFailureAt FROM sign_in_tries WHERE person_id = ?',
  );
  const putTries = statements.prepare<[PersonId, number, string | null, string | null]>(
    `INSERT INTO sign_in_tries (person_id, failures, salt, last_failure_at) VALUES (?, ?, ?, ?)
     ON CONFLICT (person_id) DO UPDATE
       SET failures = excluded.failures, salt = excluded.salt, last_failure_at = excluded.last_failure_at`,
  );

  return {
    reads: {
      setting: (key) => readSetting.get(key)?.value ?? null,
      mirrorAsOf: () => readSetting.get(mirrorAsOfSetting)?.value ?? null,
      signInTries: (personId) => readTries.get(personId) ?? { failures: 0, salt: null, lastFailureAt: null },
    },
    writes: {
      setSetting(key, value) {
        statements.mustBeInTransaction();
        putSetting.run(key, value);
      },
      nextNumber(counter) {
        statements.mustBeInTransaction();
        const row = count.get(counter);
        invariant(row !== undefined, 'an upsert returns its row');
        return row.value;
      },
      setSignInTries(personId, tries) {
        statements.mustBeInTransaction();
        putTries.run(personId, tries.failures, tries.salt, tries.lastFailureAt);
      },
    },
  };
}
