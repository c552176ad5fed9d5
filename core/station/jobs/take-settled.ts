import type { Job } from '../../domain/jobs/job.ts';
import type { JobChange, JobTemplateChange } from '../../domain/jobs/job-exchange.ts';
import type { JobId, JobTemplateId } from '../../kernel/entity-ids.ts';
import type { StoreWriter } from '../../ports/station-store.ts';

/**
 * Puts what the centre said of a job into the copy at once, so that pages move without waiting for the pull, which brings the same. An answer
 * that is older than what a pull brought meanwhile changes nothing.
 */
export function takeJobChange(write: StoreWriter, change: JobChange, id: JobId | null): void {
  switch (change.kind) {
    case 'done':
      putNewer(write, change.job);
      break;
    case 'deleted':
      if (id !== null) {
        write.mirror.remove('job', id);
      }
      break;
    case 'refused':
      if (change.current !== null) {
        putNewer(write, change.current);
      }
      break;
  }
}

/** The same of a template. */
export function takeTemplateChange(write: StoreWriter, change: JobTemplateChange, id: JobTemplateId): void {
  const template = change.kind === 'done' ? change.template : change.kind === 'refused' ? change.current : null;
  const known = write.jobTemplates().find((one) => one.id === id);
  if (change.kind === 'deleted') {
    write.mirror.remove('job-template', id);
  } else if (template !== null && template.version > (known?.version ?? 0)) {
    write.mirror.putJobTemplate(template);
  }
}

function putNewer(write: StoreWriter, job: Job): void {
  if (job.version > (write.job(job.id)?.version ?? 0)) {
    write.mirror.putJob(job);
  }
}
