import { knownConfiguration } from '#core/domain/installation/known-configuration.ts';
import { knownSecret, secretKey } from '#core/domain/installation/profile-secret.ts';
import { profileTemplate } from '#core/domain/installation/profile-template.ts';
import type { JournalLine } from '#core/domain/installation/write-journal.ts';
import type { ProfileReads, ProfileWrites } from '#core/ports/profile-store.ts';
import type { SecretSeal } from '../secrets/secret-seal.ts';
import type { Statements } from './statements.ts';
import { readStored, readStoredOrNull } from './stored-json.ts';

type JsonRow = { readonly json: string };

/** Profiles, the secrets they name, what units were proved to hold, and the journal of a write. The mirror's writer fills the first three. */
export function createProfilesTable(
  statements: Statements,
  seal: SecretSeal,
): { readonly reads: ProfileReads; readonly writes: ProfileWrites } {
  const profiles = statements.prepare<[], JsonRow>('SELECT json FROM mirror_profile ORDER BY id');
  const secrets = statements.prepare<[], JsonRow>('SELECT json FROM mirror_secret ORDER BY id');
  const secretById = statements.prepare<[string], { sealed: string }>('SELECT sealed FROM mirror_secret WHERE id = ?');
  const known = statements.prepare<[string], JsonRow>('SELECT json FROM mirror_known_configuration WHERE unit = ?');
  return {
    reads: {
      profiles: () => profiles.all().map((row) => readStored('mirror_profile', profileTemplate, row.json)),
      secrets: () => secrets.all().map((row) => readStored('mirror_secret', knownSecret, row.json)),
      secretValue(reference) {
        const row = secretById.get(secretKey(reference));
        return row === undefined ? null : seal.open(row.sealed);
      },
      knownConfiguration: (unit) => readStoredOrNull('mirror_known_configuration', knownConfiguration, known.get(unit)),
      ...journalReads(statements),
    },
    writes: journalWrites(statements),
  };
}

function journalReads(statements: Statements): Pick<ProfileReads, 'writeJournal'> {
  // The table's own check keeps the states to those of `JournalState`.
  const lines = statements.prepare<[string], JournalLine>(
    'SELECT key, state FROM write_journal WHERE session_id = ? ORDER BY position',
  );
  return { writeJournal: (sessionId) => lines.all(sessionId) };
}

function journalWrites(statements: Statements): ProfileWrites {
  const note = statements.prepare<[string, string, string, string]>(
    `INSERT INTO write_journal (session_id, position, key, state)
     VALUES (?, (SELECT coalesce(max(position), 0) + 1 FROM write_journal WHERE session_id = ?), ?, ?)
     ON CONFLICT (session_id, key) DO UPDATE SET state = excluded.state`,
  );
  const clear = statements.prepare<[string]>('DELETE FROM write_journal WHERE session_id = ?');
  return {
    noteWrites(sessionId, lines) {
      statements.mustBeInTransaction();
      for (const { key, state } of lines) {
        note.run(sessionId, sessionId, key, state);
      }
    },
    clearWriteJournal(sessionId) {
      statements.mustBeInTransaction();
      clear.run(sessionId);
    },
  };
}
