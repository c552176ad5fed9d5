import type { Job } from '../../domain/jobs/job.ts';
import { standingOf } from '../../domain/organizations/trust.ts';
import type { StationContext } from '../station-context.ts';
import { cloudNow } from '../sync/cloud-now.ts';

/** Whether the job's fleet trusts us now, as far as this station knows (ORG-3, X3). The centre asks again. */
export function isTrustedFor(context: StationContext, { organizationId }: Pick<Job, 'organizationId'>): boolean {
  const trust = context.store.trust(organizationId, context.identity.organizationId);
  return standingOf(trust, cloudNow(context)).kind === 'active';
}
