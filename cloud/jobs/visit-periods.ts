import type { Job } from '#core/domain/jobs/job.ts';
import { type VisitPeriod, visitPeriod } from '#core/domain/jobs/visit-wish.ts';
import type { IsoTime } from '#core/kernel/iso-time.ts';
import { type Changed, publish } from '../changes/publishing.ts';
import type { CloudTransaction } from '../database/tables.ts';

/** When the organization wanted every visit to be a job (X2), in no order. */
export async function loadVisitPeriods(
  transaction: CloudTransaction,
  organizationId: string,
): Promise<readonly VisitPeriod[]> {
  const rows = await transaction
    .selectFrom('visit_periods')
    .select(['begins', 'ends'])
    .where('organization_id', '=', organizationId)
    .execute();
  return rows.map((row) => visitPeriod.parse(row));
}

/** Begins or ends a period, and tells the organization's stations and those of its partners. The same again changes nothing. */
export async function writeVisitWish(
  transaction: CloudTransaction,
  { organizationId, on, now }: { readonly organizationId: string; readonly on: boolean; readonly now: IsoTime },
): Promise<void> {
  const changed = await transaction
    .updateTable('organizations')
    .set({ visits_are_jobs: on })
    .where('id', '=', organizationId)
    .where('visits_are_jobs', '=', !on)
    .executeTakeFirst();
  if (changed.numUpdatedRows === 0n) {
    return;
  }
  if (on) {
    await transaction
      .insertInto('visit_periods')
      .values({ organization_id: organizationId, begins: now, ends: null })
      .onConflict((conflict) => conflict.columns(['organization_id', 'begins']).doUpdateSet({ ends: null }))
      .execute();
  } else {
    await transaction
      .updateTable('visit_periods')
      .set({ ends: now })
      .where('organization_id', '=', organizationId)
      .where('ends', 'is', null)
      .execute();
  }
  const secrets = await secretsOf(transaction, organizationId);
  await publish(transaction, [
    { kind: 'organization', keys: [organizationId] },
    { kind: 'secret', keys: secrets },
  ]);
}

/** What there is to tell when a job begins or ends: where every visit is a job, who may know the fleet's secrets follows from its running jobs (X3). */
export async function secretsThatFollow(
  transaction: CloudTransaction,
  { before, after }: { readonly before: Job | null; readonly after: Job },
): Promise<readonly Changed[]> {
  const { organizationId } = after;
  if ((before?.status === 'running') === (after.status === 'running')) {
    return [];
  }
  const fleet = await transaction
    .selectFrom('organizations')
    .select('visits_are_jobs')
    .where('id', '=', organizationId)
    .executeTakeFirst();
  return fleet?.visits_are_jobs === true
    ? [{ kind: 'secret', keys: await secretsOf(transaction, organizationId) }]
    : [];
}

async function secretsOf(transaction: CloudTransaction, organizationId: string): Promise<readonly string[]> {
  const rows = await transaction
    .selectFrom('profile_secrets')
    .select('id')
    .where('organization_id', '=', organizationId)
    .execute();
  return rows.map(({ id }) => id);
}
