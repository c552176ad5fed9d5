import { isOpenForPartner, type Job } from '../../domain/jobs/job.ts';
import type { StoreWriter } from '../../ports/station-store.ts';
import { dropSecretsWithoutJob } from '../profiles/secrets-need-job.ts';
import type { StationContext } from '../station-context.ts';

/**
 * Keeps the copy in step with what was just done with a job here. While it is open the centre's row stays and what waits is folded over it
 * (`job-book.ts`). What a workshop has ended is not its to read any more, so its copy goes in this very act, offline too, with secrets that were here for it (JOB-6, X3).
 */
export function keepStanding({ identity }: Pick<StationContext, 'identity'>, write: StoreWriter, job: Job): void {
  if (isOpenForPartner(job) || job.organizationId === identity.organizationId) {
    write.restampJob(job.id);
    return;
  }
  write.mirror.remove('job', job.id);
  dropSecretsWithoutJob({ identity }, write);
}
