import type { Migration } from '../migrate.ts';

/** Read from the hashed text itself, so that they cannot say anything else than it does; a text that is no JSON any more has none. */
const told = (path: string): string => `iif(json_valid(canonical), json_extract(canonical, '${path}'), NULL)`;

/**
 * What entries say of people stands beside them and can be erased (REP-1, docs/decisions/0023). Once written it only ever becomes less. And
 * what the trail is searched by: one index that answers every filter but that for words, so that a million entries are no matter.
 */
export const erasableAudit: Migration = {
  version: 15,
  sql: `
CREATE TABLE audit_personal (
  generation INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  path TEXT NOT NULL,
  person_id TEXT,
  salt TEXT,
  text TEXT,
  erased_by INTEGER,
  PRIMARY KEY (generation, seq, path),
  CHECK ((text IS NULL) = (erased_by IS NOT NULL)),
  CHECK ((salt IS NULL) = (text IS NULL)),
  CHECK (person_id IS NULL OR text IS NOT NULL)
) STRICT, WITHOUT ROWID;
CREATE INDEX audit_personal_by_person ON audit_personal (person_id, generation, seq) WHERE person_id IS NOT NULL;
CREATE INDEX audit_personal_naming ON audit_personal (text, generation, seq)
  WHERE person_id IS NULL AND text IS NOT NULL AND path <> 'actor';
CREATE TRIGGER audit_personal_is_only_erased BEFORE UPDATE ON audit_personal
WHEN NEW.text IS NOT NULL OR OLD.text IS NULL
  OR NEW.generation <> OLD.generation OR NEW.seq <> OLD.seq OR NEW.path <> OLD.path
BEGIN SELECT RAISE (ABORT, 'what stands beside an entry is only ever erased'); END;
CREATE TRIGGER audit_personal_is_never_removed BEFORE DELETE ON audit_personal
BEGIN SELECT RAISE (ABORT, 'what stands beside an entry is only ever erased'); END;

ALTER TABLE audit_entry ADD COLUMN at TEXT GENERATED ALWAYS AS (${told('$.at')}) VIRTUAL;
ALTER TABLE audit_entry ADD COLUMN action TEXT GENERATED ALWAYS AS (${told('$.action')}) VIRTUAL;
ALTER TABLE audit_entry ADD COLUMN outcome TEXT GENERATED ALWAYS AS (${told('$.outcome')}) VIRTUAL;
ALTER TABLE audit_entry ADD COLUMN unit TEXT GENERATED ALWAYS AS (${told('$.unit')}) VIRTUAL;
-- Only entries of the first version name somebody in the hashed text.
ALTER TABLE audit_entry ADD COLUMN named_id TEXT GENERATED ALWAYS AS (${told('$.actor.personId')}) VIRTUAL;
CREATE INDEX audit_entry_search ON audit_entry (generation, seq, at, action, outcome, unit, named_id, session_id);
CREATE INDEX audit_entry_by_named ON audit_entry (named_id, position) WHERE named_id IS NOT NULL;
`,
};
