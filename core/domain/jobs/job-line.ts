import type { OrganizationId } from '../../kernel/entity-ids.ts';
import type { Job, JobFailure } from './job.ts';
import type { JobFields } from './job-fields.ts';
import { overlayFields } from './judge-job-fields.ts';

type LineFields = Pick<
  JobFields,
  'plate' | 'vin' | 'customName' | 'unitType' | 'unitSerial' | 'task' | 'serviceDate' | 'servicePlace' | 'assetId'
>;

/**
 * What a list says of a job, and no more: a store reads ten thousand of these much faster than the jobs themselves, and opens nothing that lies
 * sealed (JOB-5). Fields are what the fleet prescribed, else what was found.
 */
export interface JobLine
  extends Pick<Job, 'id' | 'number' | 'kind' | 'status' | 'version' | 'templateId' | 'changedAt'>,
    LineFields {
  readonly organizationId: OrganizationId;
  readonly isAdHoc: boolean;
  readonly partner: Job['partner'];
  /** Who has it, or whom the supervisor named for it. */
  readonly technicianName: string | null;
  /** How many of its steps are settled, and how many it has. */
  readonly steps: { readonly done: number; readonly total: number };
  /** Whether its work rests; never of a job that is over. */
  readonly isPaused: boolean;
  readonly failure: JobFailure | null;
  /** Why it failed, what was said at its end, or the note of a pause. */
  readonly note: string | null;
  /** How often was departed from it (ORG-5). */
  readonly overrides: number;
}

/** The line of a job that is at hand. */
export function lineOfJob(job: Job): JobLine {
  const { run, end, status, steps } = job;
  const known = run === null ? job.fields : overlayFields(run.filled, job.fields);
  const paused = status === 'running' ? (run?.paused ?? null) : null;
  return {
    id: job.id,
    number: job.number,
    organizationId: job.organizationId,
    isAdHoc: job.isAdHoc === true,
    kind: job.kind,
    status,
    version: job.version,
    templateId: job.templateId,
    changedAt: job.changedAt,
    plate: known.plate,
    vin: known.vin,
    customName: known.customName,
    assetId: known.assetId,
    unitType: known.unitType,
    unitSerial: known.unitSerial,
    task: known.task,
    serviceDate: known.serviceDate,
    servicePlace: known.servicePlace,
    partner: job.partner,
    technicianName: run?.technician.name ?? job.technician?.name ?? null,
    steps: { done: steps.filter((step) => run?.steps[step] !== undefined).length, total: steps.length },
    isPaused: paused !== null,
    failure: end?.kind === 'failed' ? end.failure : null,
    note: end?.kind === 'failed' ? end.explanation : (end?.comment ?? paused?.note ?? null),
    overrides: run?.overrides.length ?? 0,
  };
}
