import type { Migration } from '../migrate.ts';

/**
 * What went over the cable, by sheet and in pieces, so that a crash takes only the newest piece and the oldest can be dropped; and requests
 * to support, kept until the centre has given them a number.
 */
export const capturesAndSupport: Migration = {
  version: 9,
  sql: `
CREATE TABLE capture (
  session_id TEXT NOT NULL PRIMARY KEY,
  bay INTEGER,
  port TEXT NOT NULL,
  started_at TEXT NOT NULL,
  changed_at TEXT NOT NULL,
  lines INTEGER NOT NULL,
  bytes INTEGER NOT NULL,
  dropped INTEGER NOT NULL,
  owner_ids TEXT NOT NULL
) STRICT;
CREATE INDEX capture_by_change ON capture (changed_at DESC, session_id);

CREATE TABLE capture_piece (
  session_id TEXT NOT NULL REFERENCES capture (session_id) ON DELETE CASCADE,
  seq INTEGER NOT NULL,
  lines INTEGER NOT NULL,
  bytes INTEGER NOT NULL,
  json TEXT NOT NULL,
  PRIMARY KEY (session_id, seq)
) STRICT;

CREATE TABLE capture_total (
  only_row INTEGER NOT NULL PRIMARY KEY CHECK (only_row = 1),
  bytes INTEGER NOT NULL
) STRICT;
INSERT INTO capture_total (only_row, bytes) VALUES (1, 0);

CREATE TABLE support_request (
  id TEXT NOT NULL PRIMARY KEY,
  created_at TEXT NOT NULL,
  person_id TEXT,
  is_waiting INTEGER NOT NULL CHECK (is_waiting IN (0, 1)),
  state TEXT NOT NULL,
  heading TEXT NOT NULL,
  json TEXT NOT NULL
) STRICT;
CREATE INDEX support_request_by_time ON support_request (created_at DESC, id);
CREATE INDEX support_request_of_person ON support_request (person_id, created_at DESC, id);
CREATE INDEX support_request_waiting ON support_request (is_waiting, created_at, id);
`,
};
