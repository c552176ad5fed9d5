import { secretKey } from '../../domain/installation/profile-secret.ts';
import type { OrganizationId } from '../../kernel/entity-ids.ts';
import type { StoreReader, StoreWriter } from '../../ports/station-store.ts';
import { standingLines } from '../jobs/job-book.ts';
import type { StationContext } from '../station-context.ts';

interface SecretsWorld extends Pick<StationContext, 'identity'> {
  readonly store: StoreReader;
}

/**
 * Whether this station may keep and open secrets of an organization now (X3, JOB-6). Of a fleet where every visit is a job, only while one of its jobs runs
 * here or at another bench of this company; of any other trust alone is enough, because a workshop may work for it without a job.
 */
export function maySecretsStay({ store, identity }: SecretsWorld, owner: OrganizationId | null): boolean {
  if (owner === null || owner === identity.organizationId || store.organization(owner)?.visitsAreJobs !== true) {
    return true;
  }
  return standingLines({ store, identity }, 'workshop').some(
    ({ line }) => line.organizationId === owner && line.status === 'running',
  );
}

/**
 * Forgets the secrets that no running job needs any more, in the act that ended the last one or heard of its end: nothing on this disk opens them afterwards
 * (P38). The centre sends them again with the next job that it hears was begun.
 */
export function dropSecretsWithoutJob({ identity }: Pick<StationContext, 'identity'>, write: StoreWriter): void {
  const kept = write.secrets();
  const owners = new Set(kept.map(({ organizationId }) => organizationId));
  for (const owner of owners) {
    if (maySecretsStay({ store: write, identity }, owner)) {
      continue;
    }
    for (const secret of kept.filter(({ organizationId }) => organizationId === owner)) {
      write.mirror.remove('secret', secretKey(secret));
      write.mirror.next.remove('secret', secretKey(secret));
    }
  }
}
