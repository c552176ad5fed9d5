import type { JSONColumnType } from 'kysely';
import type { Job } from '#core/domain/jobs/job.ts';
import type { JobTemplate } from '#core/domain/jobs/job-exchange.ts';

/** Tables of jobs and their templates; migration 018 makes them, 020 that of photos. */
export interface JobTables {
  jobs: JobsTable;
  job_counters: JobCountersTable;
  job_templates: JobTemplatesTable;
  visit_periods: VisitPeriodsTable;
  job_photos: JobPhotosTable;
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

/** When an organization wanted every visit to be a job (X2); migration 019. */
interface VisitPeriodsTable {
  organization_id: string;
  begins: string;
  ends: string | null;
}

/** A photo that the end of a job names, once its bytes are here. */
interface JobPhotosTable {
  job_id: string;
  sha256: string;
  /** The fleet that ordered the job: whose it is. */
  organization_id: string;
  jpeg: Uint8Array;
  /** The station that handed it in. */
  station_id: string;
  taken_at: string;
}
