import type { JSONColumnType } from 'kysely';
import type { Job } from '#core/domain/jobs/job.ts';
import type { JobTemplate } from '#core/domain/jobs/job-exchange.ts';

/** Tables of jobs and their templates; migration 018 makes them. */
export interface JobTables {
  jobs: JobsTable;
  job_counters: JobCountersTable;
  job_templates: JobTemplatesTable;
}

interface JobsTable {
  id: string;
  organization_id: string;
  number: number;
  kind: Job['kind'];
  status: Job['status'];
  version: number;
  partner_id: string | null;
  document: JSONColumnType<Job>;
}

interface JobCountersTable {
  organization_id: string;
  /** The number that was given last. */
  last: number;
}

interface JobTemplatesTable {
  id: string;
  organization_id: string;
  version: number;
  document: JSONColumnType<JobTemplate>;
}
