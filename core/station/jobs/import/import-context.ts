import type { CloudJobs } from '../../../ports/cloud-jobs.ts';
import type { CloudPartners } from '../../../ports/cloud-partners.ts';
import type { StationContext, StationIdentity } from '../../station-context.ts';

/** What the import of jobs needs of the station, and no more: a test can give it a world for a hundred thousand hostile files. */
export interface ImportContext extends Pick<StationContext, 'tableReader' | 'store' | 'unitTypes' | 'changed'> {
  readonly identity: Pick<StationIdentity, 'organizationId'>;
  readonly cloudJobs: Pick<CloudJobs, 'importMany'>;
  readonly cloudPartners: Pick<CloudPartners, 'partners'>;
  readonly sync: { runNow(): Promise<unknown> };
}
