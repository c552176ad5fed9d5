import { sql } from 'kysely';
import { isOpenForPartner, type Job, job } from '#core/domain/jobs/job.ts';
import { invariant } from '#core/kernel/invariant.ts';
import { publish } from '../changes/publishing.ts';
import type { CloudTransaction } from '../database/tables.ts';

/** Jobs as the database keeps them. Every write goes through `storeJob`, which tells the stations that may know. */
export function toJob({ document }: { readonly document: unknown }): Job {
  return job.parse(document);
}

export async function loadJobs(transaction: CloudTransaction, ids: readonly string[]): Promise<readonly Job[]> {
  const rows = await transaction.selectFrom('jobs').select('document').where('id', 'in', ids).execute();
  return rows.map(toJob);
}

/** The job, held until the transaction ends, whoever asks. */
export async function holdAnyJob(transaction: CloudTransaction, id: string): Promise<Job | null> {
  const row = await transaction
    .selectFrom('jobs')
    .select('document')
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return row === undefined ? null : toJob(row);
}

/** The same for whoever may know of it; null also where it may not. */
export async function holdJob(
  transaction: CloudTransaction,
  { id, askedBy }: { readonly id: string; readonly askedBy: string },
): Promise<Job | null> {
  const found = await holdAnyJob(transaction, id);
  return found !== null && mayKnow(found, askedBy) ? found : null;
}

/** The fleet its own; a partner those that are assigned to it, until they end (JOB-6). Whether it is trusted still is for the caller. */
export function mayKnow(of: Job, organizationId: string): boolean {
  return of.organizationId === organizationId || (of.partner?.id === organizationId && isOpenForPartner(of));
}

/** Writes jobs, new or changed, in one statement, and tells whoever may know. */
export async function storeJobs(transaction: CloudTransaction, jobs: readonly Job[]): Promise<void> {
  if (jobs.length === 0) {
    return;
  }
  await transaction
    .insertInto('jobs')
    .values(
      jobs.map((one) => ({
        id: one.id,
        organization_id: one.organizationId,
        number: numberOf(one),
        kind: one.kind,
        status: one.status,
        version: one.version,
        partner_id: one.partner?.id ?? null,
        document: JSON.stringify(one),
      })),
    )
    .onConflict((conflict) =>
      conflict.column('id').doUpdateSet((row) => ({
        status: row.ref('excluded.status'),
        version: row.ref('excluded.version'),
        partner_id: row.ref('excluded.partner_id'),
        document: row.ref('excluded.document'),
      })),
    )
    .execute();
  await publish(transaction, [{ kind: 'job', keys: jobs.map(({ id }) => id) }]);
}

/** Only a bench knows jobs without a number (X2). */
function numberOf({ number }: Job): number {
  invariant(number !== null, 'the centre keeps no job that it has not numbered');
  return number;
}

export async function deleteJob(transaction: CloudTransaction, id: string): Promise<void> {
  await transaction.deleteFrom('jobs').where('id', '=', id).execute();
  await publish(transaction, [{ kind: 'job', keys: [id] }]);
}

/** The first of `count` numbers that are this organization's from now on. Whoever asks at the same moment waits for the end of this transaction. */
export async function takeNumbers(
  transaction: CloudTransaction,
  { organizationId, count }: { readonly organizationId: string; readonly count: number },
): Promise<number> {
  const { last } = await transaction
    .insertInto('job_counters')
    .values({ organization_id: organizationId, last: count })
    .onConflict((conflict) =>
      conflict.column('organization_id').doUpdateSet({ last: sql`job_counters.last + ${count}` }),
    )
    .returning('last')
    .executeTakeFirstOrThrow();
  return last - count + 1;
}
