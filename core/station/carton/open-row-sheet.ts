import type { CartonId, SessionId } from '../../kernel/entity-ids.ts';
import type { Principal } from '../principal.ts';
import { openSheet } from '../sheets/open-sheet.ts';
import type { StationContext } from '../station-context.ts';

export type OpenedRow =
  | { readonly kind: 'sheet-opened'; readonly sessionId: SessionId; readonly resumed: boolean }
  | { readonly kind: 'refused'; readonly reason: 'choose-type-first' | 'no-such-row' }
  | { readonly kind: 'no-such-carton' };

/** Opens the work sheet of one unit of the carton, as a scan would, with the carton's profile in mind. */
export async function openRowSheet(
  context: StationContext,
  principal: Principal,
  { cartonId, number }: { readonly cartonId: CartonId; readonly number: number },
): Promise<OpenedRow> {
  const carton = context.store.carton(cartonId);
  const row = context.store.cartonRow(cartonId, number);
  if (carton === null || row === null) {
    return carton === null ? { kind: 'no-such-carton' } : { kind: 'refused', reason: 'no-such-row' };
  }
  const { verdict, label, unitType } = row;
  if (verdict.kind === 'choose-type') {
    return { kind: 'refused', reason: 'choose-type-first' };
  }
  const opened = await openSheet(context, principal, {
    text: label.text,
    serial: label.serial,
    unitType,
    warnings: label.warnings,
    customerId: carton.customerId,
    profileId: carton.profile?.id ?? null,
  });
  return { kind: 'sheet-opened', ...opened };
}
