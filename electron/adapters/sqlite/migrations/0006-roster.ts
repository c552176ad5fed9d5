import type { Migration } from '../migrate.ts';

/**
 * People come as one signed list (STA-1). It is kept sealed, as it was received; `sign_in_tries` notes for which verifier the tries were, so
 * that a new PIN begins a new count.
 */
export const roster: Migration = {
  version: 6,
  sql: `
CREATE TABLE roster (
  only_row INTEGER NOT NULL PRIMARY KEY CHECK (only_row = 1),
  sealed TEXT NOT NULL
) STRICT;

DROP TABLE mirror_person;

ALTER TABLE sign_in_tries ADD COLUMN salt TEXT;
`,
};
