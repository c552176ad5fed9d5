import { epochMs, type IsoTime, isoTime, toIsoTime } from '#core/kernel/iso-time.ts';
import type { CloudTransaction } from '../database/tables.ts';

/**
 * When subscribers are told again that no asset has a unit's VIN (PAIR-3): an hour after the last time, for 48 hours from the first. The end
 * is written down with the first failure and never moves; `repeat-not-found` does the telling.
 */
const hourMs = 3_600_000;
const repeatedForMs = 48 * hourMs;

export interface NotFoundTold {
  readonly unit: string;
  readonly organizationId: string;
  readonly sensorVin: string | null;
  readonly position: { readonly latitude: number; readonly longitude: number } | null;
  readonly now: IsoTime;
}

/** The same failure for the first time: its 48 hours begin. */
export async function beginRepeats(transaction: CloudTransaction, told: NotFoundTold): Promise<void> {
  const row = {
    organization_id: told.organizationId,
    sensor_vin: told.sensorVin,
    position: told.position === null ? null : JSON.stringify(told.position),
    ends_at: toIsoTime(epochMs(told.now) + repeatedForMs),
    next_at: toIsoTime(epochMs(told.now) + hourMs),
  };
  await transaction
    .insertInto('not_found_repeats')
    .values({ unit: told.unit, ...row })
    .onConflict((conflict) => conflict.column('unit').doUpdateSet(row))
    .execute();
}

/** It was told just now, by a message of the unit or by the hour; the next time is an hour from now, or never when that is past the end. */
export async function putOffRepeat(
  transaction: CloudTransaction,
  { unit, now }: Pick<NotFoundTold, 'unit' | 'now'>,
): Promise<void> {
  const endsAt = await endOfRepeats(transaction, unit);
  const next = toIsoTime(epochMs(now) + hourMs);
  await transaction
    .updateTable('not_found_repeats')
    .set({ next_at: endsAt !== null && next <= endsAt ? next : null })
    .where('unit', '=', unit)
    .execute();
}

/** Until when it is told; null where nobody wrote that down. */
export async function endOfRepeats(transaction: CloudTransaction, unit: string): Promise<IsoTime | null> {
  const row = await transaction
    .selectFrom('not_found_repeats')
    .select('ends_at')
    .where('unit', '=', unit)
    .executeTakeFirst();
  return row === undefined ? null : isoTime.parse(row.ends_at);
}

/** The unit was paired, its VIN fails in another way, or it went to somebody else. */
export async function endRepeats(transaction: CloudTransaction, unit: string): Promise<void> {
  await transaction.deleteFrom('not_found_repeats').where('unit', '=', unit).execute();
}
