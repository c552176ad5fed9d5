import type { Migration } from '../migrate.ts';

/** Requests to undo a transfer, as the cloud holds them (decisions.md d12). */
export const transferReversals: Migration = {
  version: 3,
  sql: `
CREATE TABLE mirror_reversal (
  id TEXT NOT NULL PRIMARY KEY, snapshot INTEGER NOT NULL,
  transfer_id TEXT NOT NULL, requested_at TEXT NOT NULL, is_open INTEGER NOT NULL CHECK (is_open IN (0, 1)),
  json TEXT NOT NULL
) STRICT;
CREATE INDEX mirror_reversal_by_transfer ON mirror_reversal (transfer_id, requested_at DESC);
CREATE INDEX mirror_reversal_open ON mirror_reversal (is_open, requested_at);
`,
};
