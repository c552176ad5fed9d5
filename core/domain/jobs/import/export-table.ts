import { writeCsv } from '../../units/write-csv.ts';
import type { Job } from '../job.ts';
import { type JobFieldName, type JobFields, jobFieldTable } from '../job-fields.ts';
import { lineOfJob } from '../job-line.ts';
import { jobName } from '../job-name.ts';
import { columnName, importTargets } from './import-columns.ts';

/** A job with what stands beside it. */
export interface ExportedJob {
  readonly job: Job;
  readonly fleetName: string;
  /** The short Partner ID; null where the fleet has no such partner any more, or on the workshop's side. */
  readonly partnerCode: string | null;
  readonly templateName: string | null;
  /** What the job's asset says of a vehicle that the job itself does not describe. */
  readonly ofAsset: Partial<Pick<JobFields, 'plate' | 'vin' | 'customName'>>;
}

type Cell = readonly [heading: string, cell: (of: ExportedJob) => string | number | null];

/** Every column that an import reads, as the fleet wrote it: what is exported can be imported again and says the same (JOB-4). */
const orderedCells: readonly Cell[] = importTargets.flatMap((target): readonly Cell[] => {
  const heading = columnName(target);
  if (heading === null) {
    return [];
  }
  switch (target) {
    case 'kind':
      return [[heading, ({ job }) => job.kind]];
    case 'partner':
      return [[heading, ({ partnerCode }) => partnerCode]];
    default:
      return [[heading, ({ job }) => textOf(job.fields[target])]];
  }
});

/** How far it is; moments are UTC. */
const progressCells: readonly Cell[] = [
  ['status', ({ job }) => (lineOfJob(job).isPaused ? 'paused' : job.status)],
  ['fleet', ({ fleetName }) => fleetName],
  ['partner_name', ({ job }) => job.partner?.name ?? null],
  ['technician', ({ job }) => lineOfJob(job).technicianName],
  ['template', ({ templateName }) => templateName],
  ['steps_done', ({ job }) => lineOfJob(job).steps.done],
  ['steps_total', ({ job }) => lineOfJob(job).steps.total],
  ['failure', ({ job }) => lineOfJob(job).failure],
  ['remark', ({ job }) => lineOfJob(job).note],
  ['overrides', ({ job }) => lineOfJob(job).overrides],
  ['changed_at', ({ job }) => job.changedAt],
];

/** What was found for what the fleet left open, beside it: in its place an import would prescribe it. */
const foundCells: readonly Cell[] = jobFieldTable
  .filter(({ column, fillable }) => column !== null && fillable)
  .map(({ name, column }) => [`found_${column}`, (of) => foundOf(of, name)]);

const cells: readonly Cell[] = [
  ['job_number', ({ job }) => jobName(job.number)],
  ...orderedCells,
  ...progressCells,
  ...foundCells,
];

/** Jobs as CSV, in this order. Formulas are neutralized, and an import takes that back. */
export function exportTable(jobs: readonly ExportedJob[]): string {
  return writeCsv([
    cells.map(([heading]) => heading),
    ...jobs.map((job) => cells.map(([, cell]) => String(cell(job) ?? ''))),
  ]);
}

function foundOf({ job, ofAsset }: ExportedJob, name: JobFieldName): string | null {
  if (textOf(job.fields[name]) !== null) {
    return null;
  }
  const known: Partial<JobFields> = ofAsset;
  return textOf(job.run?.filled[name]) ?? textOf(known[name]);
}

function textOf(value: JobFields[JobFieldName] | undefined): string | null {
  return typeof value === 'string' ? value : null;
}
