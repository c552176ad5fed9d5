import type { UnitFacts } from '#core/domain/ownership/unit-facts.ts';
import type { IsoTime } from '#core/kernel/iso-time.ts';
import type { CloudTransaction } from '../database/tables.ts';
import { viewUnits } from './unit-view.ts';

/** Every unit with one of these serials, several where types share one (OWN-5), as the asking organization may see them (OWN-8). By serial and type. */
export async function lookUpUnits(
  transaction: CloudTransaction,
  question: { readonly serials: readonly string[]; readonly askedBy: string; readonly now: IsoTime },
): Promise<UnitFacts[]> {
  const rows = await transaction
    .selectFrom('units')
    .selectAll()
    .where('serial', 'in', question.serials)
    .orderBy('serial')
    .orderBy('unit_type')
    .execute();
  return viewUnits(transaction, rows, { viewer: { kind: 'organization', id: question.askedBy }, now: question.now });
}
