import type { Job } from '#core/domain/jobs/job.ts';
import type { CloudTransaction } from '../database/tables.ts';
import { mayKnow, toJob } from './job-rows.ts';

export interface JobsQuestion {
  readonly askedBy: string;
  readonly kind?: Job['kind'] | undefined;
  readonly status?: Job['status'] | undefined;
  /** Only jobs before this one. */
  readonly before?: string | undefined;
  readonly limit: number;
}

/**
 * Jobs that the organization may know, the newest first by their ids, which grow with time: a page goes on exactly where the one before
 * ended, whatever was written meanwhile.
 */
export async function readJobs(
  transaction: CloudTransaction,
  { askedBy, kind, status, before, limit }: JobsQuestion,
): Promise<readonly Job[]> {
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
    .limit(limit);
  if (kind !== undefined) {
    query = query.where('kind', '=', kind);
  }
  if (status !== undefined) {
    query = query.where('status', '=', status);
  }
  if (before !== undefined) {
    query = query.where('id', '<', before);
  }
  return (await query.execute()).map(toJob);
}

export async function readJob(
  transaction: CloudTransaction,
  { id, askedBy }: { readonly id: string; readonly askedBy: string },
): Promise<Job | null> {
  const row = await transaction.selectFrom('jobs').select('document').where('id', '=', id).executeTakeFirst();
  const found = row === undefined ? null : toJob(row);
  return found !== null && mayKnow(found, askedBy) ? found : null;
}
