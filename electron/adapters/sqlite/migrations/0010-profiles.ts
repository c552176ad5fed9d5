import type { Migration } from '../migrate.ts';

/**
 * Profiles are kept as they are written, secrets beside them, and what units were proved to hold comes from the cloud too (INST-3, INST-7).
 * The old rows held secrets inside profiles; they go, and the next contact brings a full copy. `write_journal` holds a write key by key
 * while it runs.
 */
export const profiles: Migration = {
  version: 10,
  sql: `
DROP TABLE mirror_profile_type;
DROP TABLE mirror_profile;

CREATE TABLE mirror_profile (
  id TEXT NOT NULL PRIMARY KEY, snapshot INTEGER NOT NULL, json TEXT NOT NULL
) STRICT;

CREATE TABLE mirror_secret (
  id TEXT NOT NULL PRIMARY KEY, snapshot INTEGER NOT NULL, sealed TEXT NOT NULL, json TEXT NOT NULL
) STRICT;

CREATE TABLE mirror_known_configuration (
  unit TEXT NOT NULL PRIMARY KEY, snapshot INTEGER NOT NULL, json TEXT NOT NULL
) STRICT;

CREATE TABLE write_journal (
  session_id TEXT NOT NULL,
  position INTEGER NOT NULL,
  key TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('sending', 'accepted', 'rejected', 'unknown')),
  PRIMARY KEY (session_id, key)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX write_journal_in_order ON write_journal (session_id, position);

UPDATE setting SET value = '' WHERE key = 'sync.cursor';
`,
};
