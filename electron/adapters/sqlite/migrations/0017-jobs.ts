import type { Migration } from '../migrate.ts';

/** Jobs of fleets as the centre tells of them (JOB-1), and a fleet's own templates (JOB-3). */
export const jobs: Migration = {
  version: 17,
  sql: `
CREATE TABLE mirror_job (
  id TEXT NOT NULL PRIMARY KEY, organization_id TEXT NOT NULL, status TEXT NOT NULL, json TEXT NOT NULL
) STRICT;
CREATE INDEX mirror_job_by_organization ON mirror_job (organization_id, status);

CREATE TABLE mirror_job_template (
  id TEXT NOT NULL PRIMARY KEY, json TEXT NOT NULL
) STRICT;
`,
};
