import type { Job } from '#core/domain/jobs/job.ts';
import type { CloudTransaction } from '../database/tables.ts';
import { mayKnow, toJob } from './job-rows.ts';

export interface JobsQuestion {
  readonly askedBy: string;
  readonly kind?: Job['kind'] | undefined;
  readonly status?: Job['status'] | undefined;
  /** Where the page before ended; what is no cursor begins at the newest. */
  readonly cursor?: string | undefined;
  readonly limit: number;
}

/**
 * Jobs that the organization may know, the newest first by their ids, which grow with time: a page goes on exactly where the one before
 * ended, whatever was written meanwhile.
 */
export async function readJobs(
  transaction: CloudTransaction,
  { askedBy, kind, status, cursor, limit }: JobsQuestion,
): Promise<{ readonly jobs: readonly Job[]; readonly next: string | null }> {
  let query = transaction
    .selectFrom('jobs')
    .select('document')
    .where((row) =>
      row.or([
        row('organization_id', '=', askedBy),
        row.and([row('partner_id', '=', askedBy), row('status', 'in', ['assigned', 'running'])]),
      ]),
    )
    .orderBy('id', 'desc')
    .limit(limit + 1);
  if (kind !== undefined) {
    query = query.where('kind', '=', kind);
  }
  if (status !== undefined) {
    query = query.where('status', '=', status);
  }
  if (cursor !== undefined) {
    query = query.where('id', '<', cursor);
  }
  const rows = (await query.execute()).map(toJob);
  const jobs = rows.slice(0, limit);
  return { jobs, next: rows.length > limit ? (jobs.at(-1)?.id ?? null) : null };
}

export async function readJob(
  transaction: CloudTransaction,
  { id, askedBy }: { readonly id: string; readonly askedBy: string },
): Promise<Job | null> {
  const row = await transaction.selectFrom('jobs').select('document').where('id', '=', id).executeTakeFirst();
  const found = row === undefined ? null : toJob(row);
  return found !== null && mayKnow(found, askedBy) ? found : null;
}
