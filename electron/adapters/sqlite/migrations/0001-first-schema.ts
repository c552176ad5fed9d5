import type { Migration } from '../migrate.ts';

/**
 * The station's first schema. Rows that hold a value of the domain keep it as JSON, with only those columns beside it that are searched
 * for. The mirror's tables can be dropped and pulled again; all others hold what exists nowhere else until the cloud has it.
 */
export const firstSchema: Migration = {
  version: 1,
  sql: `
CREATE TABLE setting (
  key TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE counter (
  name TEXT NOT NULL PRIMARY KEY,
  value INTEGER NOT NULL CHECK (value > 0)
) STRICT, WITHOUT ROWID;

CREATE TABLE sign_in_tries (
  person_id TEXT NOT NULL PRIMARY KEY,
  failures INTEGER NOT NULL CHECK (failures >= 0),
  last_failure_at TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE bench_session (
  id TEXT NOT NULL PRIMARY KEY,
  revision INTEGER NOT NULL CHECK (revision > 0),
  is_open INTEGER NOT NULL CHECK (is_open IN (0, 1)),
  serial TEXT NOT NULL,
  customer_id TEXT NOT NULL,
  changed_at TEXT NOT NULL,
  json TEXT NOT NULL
) STRICT;
CREATE INDEX bench_session_by_use ON bench_session (is_open DESC, changed_at DESC);
CREATE INDEX bench_session_by_serial ON bench_session (serial, customer_id, changed_at DESC) WHERE is_open = 1;

CREATE TABLE configuration_backup (
  id TEXT NOT NULL PRIMARY KEY,
  session_id TEXT NOT NULL REFERENCES bench_session (id) DEFERRABLE INITIALLY DEFERRED,
  json TEXT NOT NULL
) STRICT;
CREATE INDEX configuration_backup_by_session ON configuration_backup (session_id);

-- standing: 0 waits for its verdict, 1 needs somebody, 2 settled.
CREATE TABLE operation (
  id TEXT NOT NULL PRIMARY KEY,
  generation INTEGER NOT NULL CHECK (generation > 0),
  seq INTEGER NOT NULL CHECK (seq > 0),
  unit TEXT NOT NULL,
  occurred_at TEXT NOT NULL,
  standing INTEGER NOT NULL CHECK (standing IN (0, 1, 2)),
  json TEXT NOT NULL,
  verdict_json TEXT,
  resolution TEXT,
  -- Number under the enrolment before, where the station was enrolled anew while this waited.
  former_generation INTEGER,
  former_seq INTEGER,
  UNIQUE (generation, seq),
  CHECK ((standing = 0) = (verdict_json IS NULL))
) STRICT;
CREATE INDEX operation_by_standing ON operation (standing, generation, seq);

CREATE TABLE audit_entry (
  position INTEGER PRIMARY KEY,
  generation INTEGER NOT NULL CHECK (generation > 0),
  seq INTEGER NOT NULL CHECK (seq > 0),
  head TEXT NOT NULL CHECK (length(head) = 64),
  session_id TEXT,
  canonical TEXT NOT NULL,
  UNIQUE (generation, seq)
) STRICT;
CREATE INDEX audit_entry_by_session ON audit_entry (session_id, position) WHERE session_id IS NOT NULL;
CREATE TRIGGER audit_entry_is_never_changed BEFORE UPDATE ON audit_entry
BEGIN SELECT RAISE (ABORT, 'audit entries are never changed'); END;
CREATE TRIGGER audit_entry_is_never_removed BEFORE DELETE ON audit_entry
BEGIN SELECT RAISE (ABORT, 'audit entries are never removed'); END;

CREATE TABLE feed (
  position INTEGER PRIMARY KEY,
  json TEXT NOT NULL
) STRICT;

CREATE TABLE mirror_organization (
  id TEXT NOT NULL PRIMARY KEY, snapshot INTEGER NOT NULL, json TEXT NOT NULL
) STRICT;

CREATE TABLE mirror_trust (
  id TEXT NOT NULL PRIMARY KEY, snapshot INTEGER NOT NULL,
  customer_id TEXT NOT NULL, partner_id TEXT NOT NULL, valid_from TEXT NOT NULL,
  json TEXT NOT NULL
) STRICT;
CREATE INDEX mirror_trust_by_pair ON mirror_trust (partner_id, customer_id, valid_from DESC);

CREATE TABLE mirror_unit (
  unit TEXT NOT NULL PRIMARY KEY, snapshot INTEGER NOT NULL,
  serial TEXT NOT NULL, unit_type TEXT NOT NULL, owner_id TEXT NOT NULL,
  json TEXT NOT NULL
) STRICT;
CREATE INDEX mirror_unit_by_serial ON mirror_unit (serial, unit_type);
CREATE INDEX mirror_unit_by_owner ON mirror_unit (owner_id);

CREATE TABLE mirror_asset (
  id TEXT NOT NULL PRIMARY KEY, snapshot INTEGER NOT NULL,
  organization_id TEXT NOT NULL,
  json TEXT NOT NULL
) STRICT;
CREATE INDEX mirror_asset_by_organization ON mirror_asset (organization_id, id);

CREATE TABLE mirror_profile (
  id TEXT NOT NULL PRIMARY KEY, snapshot INTEGER NOT NULL, json TEXT NOT NULL
) STRICT;
CREATE TABLE mirror_profile_type (
  unit_type TEXT NOT NULL,
  profile_id TEXT NOT NULL REFERENCES mirror_profile (id) ON DELETE CASCADE,
  PRIMARY KEY (unit_type, profile_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX mirror_profile_type_by_profile ON mirror_profile_type (profile_id);

CREATE TABLE mirror_person (
  id TEXT NOT NULL PRIMARY KEY, snapshot INTEGER NOT NULL, json TEXT NOT NULL
) STRICT;

CREATE TABLE mirror_pairing (
  unit TEXT NOT NULL PRIMARY KEY, snapshot INTEGER NOT NULL, json TEXT NOT NULL
) STRICT;
`,
};
