import type { JobRow } from '#core/contract/station/jobs.ts';
import type { JobStatus } from '#core/domain/jobs/job.ts';
import type { JobKind } from '#core/domain/jobs/job-fields.ts';

export interface JobCounts {
  readonly partner: NonNullable<JobRow['partner']>;
  readonly byKind: Readonly<Record<JobKind, ReadonlyMap<JobStatus, number>>>;
}

/** How many jobs each partner has in which state, by the partner's organization. Jobs without a partner count for nobody. */
export function countJobs(rows: readonly JobRow[]): ReadonlyMap<string, JobCounts> {
  const counts = new Map<string, { readonly partner: JobCounts['partner']; readonly byKind: Counting }>();
  for (const { partner, kind, status } of rows) {
    if (partner !== null) {
      const own = counts.get(partner.id) ?? { partner, byKind: { installation: new Map(), maintenance: new Map() } };
      counts.set(partner.id, own);
      own.byKind[kind].set(status, (own.byKind[kind].get(status) ?? 0) + 1);
    }
  }
  return counts;
}

type Counting = Readonly<Record<JobKind, Map<JobStatus, number>>>;
