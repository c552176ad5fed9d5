import type { Carton, CartonRow } from '../../domain/carton/carton.ts';
import { applyToCartonRow, type CartonRowRefusal } from '../../domain/carton/carton-row-machine.ts';
import { findInCarton } from '../../domain/carton/find-in-carton.ts';
import type { CartonId } from '../../kernel/entity-ids.ts';
import { auditActor, type Principal } from '../principal.ts';
import { judgeFor } from '../sheets/judge-for.ts';
import type { StationContext } from '../station-context.ts';
import { concernedByRow, openCarton, saveCarton, unitNameOf } from './save-carton.ts';

/** What a person changes in the list by hand: taking rows out and back in, and saying of which type a unit is. */
export type RowsChanged = { readonly kind: 'done' } | { readonly kind: 'no-such-carton' } | { readonly kind: 'closed' };

/** Takes rows out or puts them back; those that cannot be are left as they are, and the table shows it. */
export function moveRows(
  context: StationContext,
  principal: Principal,
  move: { readonly cartonId: CartonId; readonly numbers: readonly number[]; readonly to: 'removed' | 'restored' },
): RowsChanged {
  const outcome = context.store.transact((write): RowsChanged => {
    const found = openCarton(write, move.cartonId);
    if (found.kind !== 'open') {
      return found;
    }
    const rows = [...new Set(move.numbers)].flatMap((number) => {
      const row = write.cartonRow(move.cartonId, number);
      const moved = row === null ? null : applyToCartonRow(row, { kind: move.to });
      return moved?.kind === 'changed' ? [moved.row] : [];
    });
    if (rows.length > 0) {
      saveCarton(context, write, { carton: found.carton, rows });
    }
    for (const row of rows) {
      write.appendAudit({
        actor: auditActor(principal),
        organizations: concernedByRow(context, found.carton, row),
        action: move.to === 'removed' ? 'carton.unit-removed' : 'carton.unit-restored',
        outcome: 'done',
        unit: unitNameOf(row),
        after: { carton: move.cartonId },
      });
    }
    return { kind: 'done' };
  });
  context.changed('cartons', 'audit');
  context.cartonReserver.wake();
  return outcome;
}

export type TypeChosen =
  | RowsChanged
  | { readonly kind: 'refused'; readonly reason: CartonRowRefusal | 'no-such-row' | 'duplicate' };

/** Settles which of several units with this serial lies in the carton (OWN-5). The centre is asked about that one. */
export async function chooseRowType(
  context: StationContext,
  principal: Principal,
  choice: { readonly cartonId: CartonId; readonly number: number; readonly unitType: string },
): Promise<TypeChosen> {
  const { store } = context;
  const carton = store.carton(choice.cartonId);
  const row = store.cartonRow(choice.cartonId, choice.number);
  if (carton === null || row === null) {
    return carton === null ? { kind: 'no-such-carton' } : { kind: 'refused', reason: 'no-such-row' };
  }
  const verdict = await judgeFor(context, {
    serial: row.label.serial,
    chosenType: choice.unitType,
    customerId: carton.customerId,
    within: carton.id,
  });
  const outcome = store.transact((write): TypeChosen => {
    const found = openCarton(write, choice.cartonId);
    const current = write.cartonRow(choice.cartonId, choice.number);
    if (found.kind !== 'open' || current === null) {
      return found.kind === 'open' ? { kind: 'refused', reason: 'no-such-row' } : found;
    }
    if (isThereAlready(write.cartonRowsOfSerial(choice.cartonId, current.label.serial), current, choice.unitType)) {
      return { kind: 'refused', reason: 'duplicate' };
    }
    const chosen = applyToCartonRow(current, { kind: 'type-chosen', unitType: choice.unitType, verdict });
    if (chosen.kind === 'refused') {
      return chosen;
    }
    saveCarton(context, write, { carton: found.carton, rows: [chosen.row] });
    noteChoice({ context, principal, carton: found.carton, row: chosen.row }, write);
    return { kind: 'done' };
  });
  context.changed('cartons', 'audit');
  context.cartonReserver.wake();
  return outcome;
}

function isThereAlready(rows: readonly CartonRow[], row: CartonRow, unitType: string): boolean {
  const others = rows.filter(({ number, removed }) => number !== row.number && !removed);
  return findInCarton(others, { serial: row.label.serial, unitType }) !== null;
}

interface Choice {
  readonly context: StationContext;
  readonly principal: Principal;
  readonly carton: Carton;
  readonly row: CartonRow;
}

function noteChoice({ context, principal, carton, row }: Choice, write: Parameters<typeof saveCarton>[1]): void {
  write.appendAudit({
    actor: auditActor(principal),
    organizations: concernedByRow(context, carton, row),
    action: 'unit.type-chosen',
    outcome: 'done',
    unit: unitNameOf(row),
    after: { unitType: row.unitType ?? '', carton: carton.id },
  });
}
