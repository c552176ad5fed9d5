import type { StatedActor } from '../../domain/access/stated-actor.ts';
import { applyToCartonRow } from '../../domain/carton/carton-row-machine.ts';
import type { ReservationHolder } from '../../domain/ownership/reservation.ts';
import type { CartonId } from '../../kernel/entity-ids.ts';
import type { SecondPerson } from '../access/step-ups.ts';
import { auditActor, operationActor, type Principal } from '../principal.ts';
import type { StationContext } from '../station-context.ts';
import { concernedByRow, openCarton, saveCarton, unitNameOf } from './save-carton.ts';

export interface BrokenRow {
  readonly cartonId: CartonId;
  readonly number: number;
  /** The supervisor who gave the PIN, where that is not the person at the seat. */
  readonly secondPerson: SecondPerson | null;
}

export type ReservationBreak =
  | { readonly kind: 'done' }
  | { readonly kind: 'no-such-carton' }
  | { readonly kind: 'closed' }
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'no-answer' };

/**
 * Ends the reservation of another bench and asks for the unit for this carton. The centre does it, or nothing happens: whoever held the unit is
 * refused from then on, so it cannot wait for a network.
 */
export async function breakReservation(
  context: StationContext,
  principal: Principal,
  wish: BrokenRow,
): Promise<ReservationBreak> {
  const found = openCarton(context.store, wish.cartonId);
  if (found.kind !== 'open') {
    return found;
  }
  const row = context.store.cartonRow(wish.cartonId, wish.number);
  if (row?.reservation?.kind !== 'taken') {
    return { kind: 'refused', reason: row === null ? 'no-such-row' : 'not-reserved' };
  }
  const { holder } = row.reservation;
  if (!holder.breakable) {
    return { kind: 'refused', reason: 'break-not-allowed' };
  }
  const answer = await context.cloudReservations.break({
    unit: unitNameOf(row),
    fence: holder.fence,
    actor: actorOf(context, principal, wish.secondPerson),
  });
  switch (answer.kind) {
    case 'done':
    case 'gone':
      noteBreak(context, principal, { ...wish, holder, code: answer.kind === 'gone' ? 'ALREADY_DONE' : null });
      await context.cartonReserver.settle();
      return { kind: 'done' };
    case 'refused':
      noteBreak(context, principal, { ...wish, holder, code: answer.code });
      return { kind: 'refused', reason: 'break-not-allowed' };
    default:
      return { kind: 'no-answer' };
  }
}

function actorOf({ roster }: StationContext, principal: Principal, second: SecondPerson | null): StatedActor {
  if (second === null) {
    return operationActor(principal);
  }
  return { personId: second.personId, name: second.name, roles: [...(roster.person(second.personId)?.roles ?? [])] };
}

interface Noted extends BrokenRow {
  readonly holder: ReservationHolder;
  readonly code: string | null;
}

function noteBreak(context: StationContext, principal: Principal, noted: Noted): void {
  const { cartonId, code, holder, number, secondPerson } = noted;
  const isOver = code === null || code === 'ALREADY_DONE';
  context.store.transact((write) => {
    const carton = write.carton(cartonId);
    const row = write.cartonRow(cartonId, number);
    if (carton === null || row === null) {
      return;
    }
    const freed = applyToCartonRow(row, { kind: 'reserved', reservation: null });
    const isStillTaken = row.reservation?.kind === 'taken' && row.reservation.holder.fence === holder.fence;
    if (isOver && isStillTaken && freed.kind === 'changed') {
      saveCarton(context, write, { carton, rows: [freed.row] });
    }
    write.appendAudit({
      actor: auditActor(principal),
      organizations: concernedByRow(context, carton, row),
      action: 'reservation.broken',
      outcome: isOver ? 'done' : 'refused',
      code,
      unit: unitNameOf(row),
      after: { carton: cartonId, holder: holder.name, ...(secondPerson === null ? {} : { second: secondPerson.name }) },
    });
  });
  context.changed('cartons', 'audit');
}
