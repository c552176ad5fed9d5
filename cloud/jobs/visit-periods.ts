import { type VisitPeriod, visitPeriod } from '#core/domain/jobs/visit-wish.ts';
import type { IsoTime } from '#core/kernel/iso-time.ts';
import { publish } from '../changes/publishing.ts';
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
  await publish(transaction, [{ kind: 'organization', keys: [organizationId] }]);
}
