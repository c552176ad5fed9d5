import { type ExportedJob, exportTable } from '../../domain/jobs/import/export-table.ts';
import type { Job } from '../../domain/jobs/job.ts';
import { orderOfJobNumber } from '../../domain/jobs/job-name.ts';
import type { JobId } from '../../kernel/entity-ids.ts';
import type { IsoTime } from '../../kernel/iso-time.ts';
import type { StationContext } from '../station-context.ts';
import { standingJob, standingJobs } from './job-book.ts';
import { sideOf } from './job-view.ts';

export interface JobsTable {
  readonly text: string;
  readonly jobs: number;
  readonly asOf: IsoTime | null;
}

/** The jobs with these ids in their order, or all that are here, of either side: by fleet and number. What is not here any more is left out. */
export function exportJobs(context: StationContext, ids: readonly JobId[] | null): JobsTable {
  const { store } = context;
  const jobs = ids === null ? allJobs(context) : ids.flatMap((id) => standingJob(context, id)?.job ?? []);
  const exported = jobs.map(exportedBy(context));
  const inOrder =
    ids === null
      ? exported.sort(
          (left, right) =>
            left.fleetName.localeCompare(right.fleetName) ||
            orderOfJobNumber(left.job.number) - orderOfJobNumber(right.job.number),
        )
      : exported;
  return { text: exportTable(inOrder), jobs: jobs.length, asOf: store.mirrorAsOf() };
}

/** An organization that gives a job to itself has it on both sides. */
function allJobs(context: StationContext): readonly Job[] {
  const both = [...standingJobs(context, 'workshop'), ...standingJobs(context, 'fleet')];
  return [...new Map(both.map(({ job }) => [job.id, job])).values()];
}

function exportedBy(context: StationContext): (job: Job) => ExportedJob {
  const { store } = context;
  const templates = new Map<string, string>(store.jobTemplates().map(({ id, name }) => [id, name]));
  return (job) => {
    const { organizationId, partner, templateId, fields, run } = job;
    const trust =
      partner === null || sideOf(context, job) === 'workshop' ? null : store.trust(organizationId, partner.id);
    const assetId = fields.assetId ?? run?.filled.assetId ?? null;
    const asset = assetId === null ? null : store.asset(assetId);
    return {
      job,
      fleetName: store.organization(organizationId)?.name ?? organizationId,
      partnerCode: trust?.partnerCode ?? null,
      templateName: templateId === null ? null : (templates.get(templateId) ?? null),
      ofAsset: asset === null ? {} : { plate: asset.plate, vin: asset.vin, customName: asset.code },
    };
  };
}
