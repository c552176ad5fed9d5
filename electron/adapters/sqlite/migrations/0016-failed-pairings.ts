import type { Migration } from '../migrate.ts';

/**
 * The inbox asks for the pairings that failed, of fleets with thousands that did not (PAIR-5). The column follows from the row itself, so
 * nothing that is written can forget it.
 */
export const failedPairings: Migration = {
  version: 16,
  sql: `
ALTER TABLE mirror_pairing ADD COLUMN is_failed INTEGER NOT NULL
  GENERATED ALWAYS AS (json ->> '$.state' = 'failed') VIRTUAL;
CREATE INDEX mirror_pairing_failed ON mirror_pairing (is_failed) WHERE is_failed = 1;
`,
};
