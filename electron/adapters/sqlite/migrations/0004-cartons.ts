import type { Migration } from '../migrate.ts';

/**
 * Cartons and their rows (OWN-12). A row is a row of its own: a carton of thousands changes one at a time. An operation belongs to one row
 * at most, so an answer of the cloud can never be written to two.
 */
export const cartons: Migration = {
  version: 4,
  sql: `
CREATE TABLE carton (
  id TEXT NOT NULL PRIMARY KEY,
  revision INTEGER NOT NULL CHECK (revision > 0),
  is_open INTEGER NOT NULL CHECK (is_open IN (0, 1)),
  customer_id TEXT NOT NULL,
  started_at TEXT NOT NULL,
  json TEXT NOT NULL
) STRICT;
CREATE INDEX carton_by_use ON carton (is_open DESC, started_at DESC);
CREATE INDEX carton_by_customer ON carton (customer_id, started_at DESC) WHERE is_open = 1;

CREATE TABLE carton_row (
  carton_id TEXT NOT NULL REFERENCES carton (id) DEFERRABLE INITIALLY DEFERRED,
  number INTEGER NOT NULL CHECK (number > 0),
  revision INTEGER NOT NULL CHECK (revision > 0),
  serial TEXT NOT NULL,
  operation_id TEXT,
  json TEXT NOT NULL,
  PRIMARY KEY (carton_id, number)
) STRICT;
CREATE INDEX carton_row_by_revision ON carton_row (carton_id, revision);
CREATE INDEX carton_row_by_serial ON carton_row (carton_id, serial, number);
CREATE UNIQUE INDEX carton_row_by_operation ON carton_row (operation_id) WHERE operation_id IS NOT NULL;
`,
};
