import type { Migration } from '../migrate.ts';

/**
 * A full copy of the cloud's facts is built in `mirror_next` and takes its place in one act, so the mirror's rows need no number of the copy that they
 * came with. `mirror_parked` keeps rows that only a later version understands. Secrets are sealed under keys of their own from now on, so those
 * that are here are fetched anew; and a copy that was half done in the old way starts over.
 */
export const mirrorBeside: Migration = {
  version: 13,
  sql: `
ALTER TABLE mirror_organization DROP COLUMN snapshot;
ALTER TABLE mirror_trust DROP COLUMN snapshot;
ALTER TABLE mirror_unit DROP COLUMN snapshot;
ALTER TABLE mirror_asset DROP COLUMN snapshot;
ALTER TABLE mirror_profile DROP COLUMN snapshot;
ALTER TABLE mirror_pairing DROP COLUMN snapshot;
ALTER TABLE mirror_reversal DROP COLUMN snapshot;
ALTER TABLE mirror_secret DROP COLUMN snapshot;
ALTER TABLE mirror_known_configuration DROP COLUMN snapshot;

CREATE TABLE mirror_parked (
  id TEXT NOT NULL PRIMARY KEY, sealed TEXT NOT NULL, json TEXT NOT NULL
) STRICT;

CREATE TABLE mirror_next (
  kind TEXT NOT NULL,
  key TEXT NOT NULL,
  columns TEXT NOT NULL,
  json TEXT NOT NULL,
  PRIMARY KEY (kind, key)
) STRICT, WITHOUT ROWID;

DELETE FROM mirror_secret;
DELETE FROM setting WHERE key IN ('mirror.snapshot', 'sync.snapshotOpen');
UPDATE setting SET value = '' WHERE key = 'sync.cursor';
`,
};
