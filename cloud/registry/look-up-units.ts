import type { UnitFacts } from '#core/domain/ownership/unit-facts.ts';
import type { IsoTime } from '#core/kernel/iso-time.ts';
import type { CloudTransaction } from '../database/tables.ts';
import { viewUnits } from './unit-view.ts';

/** Every unit with this serial, each of another type (OWN-5), as the asking organization may see it (OWN-8). Ordered by type. */
export async function lookUpUnits(
  transaction: CloudTransaction,
  question: { readonly serial: string; readonly askedBy: string; readonly now: IsoTime },
): Promise<UnitFacts[]> {
  const rows = await transaction
    .selectFrom('units')
    .selectAll()
    .where('serial', '=', question.serial)
    .orderBy('unit_type')
    .execute();
  return viewUnits(transaction, rows, { viewer: { kind: 'organization', id: question.askedBy }, now: question.now });
}
