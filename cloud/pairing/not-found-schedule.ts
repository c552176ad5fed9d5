import { sql } from 'kysely';
import { vehicleIndicator } from '#core/domain/identity/vin.ts';
import { epochMs, type IsoTime, isoTime, toIsoTime } from '#core/kernel/iso-time.ts';
import type { CloudTransaction } from '../database/tables.ts';

/**
 * When a unit whose VIN no asset has is tried again (PAIR-3): an hour after it was told last, for 48 hours from the first. The end is written
 * down with the first failure and never moves; `repeat-not-found` does the trying.
 */
const hourMs = 3_600_000;
const repeatedForMs = 48 * hourMs;

interface NotFoundTold {
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

/** It was tried just now: the next time is an hour after it was told last, or never when that is past the end. */
export async function putOffRepeat(
  transaction: CloudTransaction,
  { unit, toldAt }: { readonly unit: string; readonly toldAt: IsoTime },
): Promise<void> {
  const endsAt = await endOfRepeats(transaction, unit);
  const next = toIsoTime(epochMs(toldAt) + hourMs);
  await transaction
    .updateTable('not_found_repeats')
    .set({ next_at: endsAt !== null && next <= endsAt ? next : null })
    .where('unit', '=', unit)
    .execute();
}

/**
 * An asset was written: whoever looks for its VIN looks at once and not at the next full hour. By the last 8 characters, as core matches;
 * what else fits or does not is decided by the try itself.
 */
export async function tryAtOnce(
  transaction: CloudTransaction,
  { organizationId, vin, now }: { readonly organizationId: string; readonly vin: string; readonly now: IsoTime },
): Promise<void> {
  await sql`update not_found_repeats set next_at = ${now}
    where organization_id = ${organizationId} and next_at is not null
      and right(regexp_replace(upper(sensor_vin), '[[:space:]-]', '', 'g'), 8) = ${vehicleIndicator(vin)}`.execute(
    transaction,
  );
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
