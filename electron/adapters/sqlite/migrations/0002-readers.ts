import type { Migration } from '../migrate.ts';

/** The barcode readers that this station knows (SCAN-1), in the order in which they were made known. */
export const readers: Migration = {
  version: 2,
  sql: `
CREATE TABLE reader (
  position INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  json TEXT NOT NULL
) STRICT;
`,
};
