import { type CartonOutcome, cartonOutcome } from '../../domain/carton/carton-outcome.ts';
import type { CartonId } from '../../kernel/entity-ids.ts';
import type { Principal } from '../principal.ts';
import type { StationContext } from '../station-context.ts';
import { addUnits } from './add-units.ts';
import { startCarton } from './start-carton.ts';

/** `already`: the unit was in the carton, which a repeated label or a doubtful hand finds out this way. */
export type ScannedIntoCarton =
  | {
      readonly kind: 'carton-row';
      readonly cartonId: CartonId;
      readonly number: number;
      readonly already: boolean;
      readonly outcome: CartonOutcome;
    }
  | { readonly kind: 'not-taken'; readonly reason: 'no-carton' | 'carton-full' };

/** A label held under the reader in carton mode: into the open carton of the seat's customer, which the first label begins. */
export function scanIntoCarton(context: StationContext, principal: Principal, text: string): ScannedIntoCarton {
  const started = startCarton(context, principal, { profileId: null });
  if (started.kind !== 'started') {
    return { kind: 'not-taken', reason: 'no-carton' };
  }
  const { cartonId } = started;
  const added = addUnits(context, principal, { cartonId, texts: [text] });
  if (added.kind !== 'added') {
    return { kind: 'not-taken', reason: added.kind === 'full' ? 'carton-full' : 'no-carton' };
  }
  const number = added.numbers[0] ?? added.duplicates[0]?.number;
  const row = number === undefined ? null : context.store.cartonRow(cartonId, number);
  return row === null
    ? { kind: 'not-taken', reason: 'no-carton' }
    : {
        kind: 'carton-row',
        cartonId,
        number: row.number,
        already: added.numbers.length === 0,
        outcome: cartonOutcome(row),
      };
}
