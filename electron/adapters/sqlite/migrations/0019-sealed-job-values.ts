import type { Migration } from '../migrate.ts';

/** What a job prescribes to be written into a unit may be secret; it lies sealed beside the job and goes with it (JOB-6). */
export const sealedJobValues: Migration = {
  version: 19,
  sql: `
ALTER TABLE mirror_job ADD COLUMN sealed TEXT NOT NULL DEFAULT '';
CREATE INDEX mirror_job_sealed ON mirror_job (id) WHERE sealed <> '';
`,
};
