import type { CartonSummary } from '../../contract/station/carton.ts';
import type { Carton } from '../../domain/carton/carton.ts';
import { countOutcomes } from '../../domain/carton/carton-outcome.ts';
import { applyToCartonRow } from '../../domain/carton/carton-row-machine.ts';
import { toBase64 } from '../../kernel/base64.ts';
import type { CartonId, ProfileId } from '../../kernel/entity-ids.ts';
import { auditActor, type Principal } from '../principal.ts';
import type { AreaProcedures } from '../procedures.ts';
import type { StationContext } from '../station-context.ts';
import { addUnits } from './add-units.ts';
import { breakReservation } from './break-reservation.ts';
import { chooseRowType, moveRows } from './change-rows.ts';
import { confirmCarton } from './confirm-carton.ts';
import { openRowSheet } from './open-row-sheet.ts';
import { printCarton } from './print-carton.ts';
import { openCarton, saveCarton } from './save-carton.ts';
import { cartonProfiles, profileOf, startCarton } from './start-carton.ts';

type Procedures = AreaProcedures<'carton'>;

/** Cartons: many units for one customer in one confirmed step (OWN-12). */
export function cartonProcedures(context: StationContext): Procedures {
  return {
    ...readProcedures(context),
    ...listProcedures(context),
    start: async (wish, { principal }) => startCarton(context, principal, wish),
    setProfile: async (wish, { principal }) => setProfile(context, principal, wish),
    recheck: async ({ cartonId }) => recheck(context, cartonId),
    confirm: async ({ cartonId, units }, { principal }) =>
      confirmCarton(context, principal, { cartonId, units, secondPerson: null }),
    confirmBulk: async ({ cartonId, units }, { principal, secondPerson }) =>
      confirmCarton(context, principal, { cartonId, units, secondPerson: secondPerson ?? null }),
    breakReservation: async (wish, { principal, secondPerson }) =>
      breakReservation(context, principal, { ...wish, secondPerson: secondPerson ?? null }),
    breakReservationAlone: async (wish, { principal }) =>
      breakReservation(context, principal, { ...wish, secondPerson: null }),
    openSheet: async (wish, { principal }) => openRowSheet(context, principal, wish),
    close: async ({ cartonId }, { principal }) => close(context, principal, cartonId),
  };
}

function readProcedures(
  context: StationContext,
): Pick<Procedures, 'current' | 'list' | 'view' | 'profiles' | 'report'> {
  const { store, seat, cartonChecker } = context;
  return {
    current: async () => {
      const customerId = seat.customerId();
      return { cartonId: customerId === null ? null : (store.openCartonFor(customerId)?.id ?? null) };
    },
    list: async ({ limit }) => store.cartons(limit).map((carton) => summaryOf(context, carton)),
    view: async ({ cartonId, since }) => {
      const carton = store.carton(cartonId);
      return carton === null
        ? { kind: 'no-such-carton' }
        : {
            kind: 'carton',
            carton,
            rows: [...store.cartonRows(cartonId, since)],
            checking: [...cartonChecker.checking(cartonId)],
          };
    },
    profiles: async () => cartonProfiles(context),
    report: async ({ cartonId, paper, locale }) => {
      const carton = store.carton(cartonId);
      if (carton === null) {
        return { kind: 'no-such-carton' };
      }
      const printed = await printCarton(context, carton, { paper: paper ?? 'A4', locale: locale ?? 'en' });
      return printed.kind === 'report'
        ? { kind: 'report', pdfBase64: toBase64(printed.pdf), pages: printed.pages, fileName: printed.fileName }
        : printed;
    },
  };
}

function listProcedures(context: StationContext): Pick<Procedures, 'add' | 'chooseType' | 'remove' | 'restore'> {
  return {
    add: async ({ cartonId, texts }, { principal }) => addUnits(context, principal, { cartonId, texts }),
    chooseType: async (choice, { principal }) => chooseRowType(context, principal, choice),
    remove: async (move, { principal }) => moveRows(context, principal, { ...move, to: 'removed' }),
    restore: async (move, { principal }) => moveRows(context, principal, { ...move, to: 'restored' }),
  };
}

function summaryOf({ store }: StationContext, carton: Carton): CartonSummary {
  const { id, state, customerName, startedAt, startedBy } = carton;
  return { id, state, customerName, startedAt, startedBy, counts: countOutcomes(store.cartonRows(id, 0)) };
}

type Ended = { readonly kind: 'done' } | { readonly kind: 'no-such-carton' } | { readonly kind: 'closed' };

function setProfile(
  context: StationContext,
  principal: Principal,
  wish: { readonly cartonId: CartonId; readonly profileId: ProfileId | null },
): Ended | { readonly kind: 'no-such-profile' } {
  const profile = profileOf(context, wish.profileId);
  if (profile === 'no-such-profile') {
    return { kind: 'no-such-profile' };
  }
  return change(context, principal, {
    cartonId: wish.cartonId,
    parts: { profile },
    action: 'carton.profile-chosen',
    after: { profile: profile?.name ?? '' },
  });
}

function close(context: StationContext, principal: Principal, cartonId: CartonId): Ended {
  return change(context, principal, { cartonId, parts: { state: 'closed' }, action: 'carton.closed', after: {} });
}

/** A change of the carton itself, with its line in the trail. */
function change(
  context: StationContext,
  principal: Principal,
  wish: {
    readonly cartonId: CartonId;
    readonly parts: Partial<Pick<Carton, 'state' | 'profile'>>;
    readonly action: string;
    readonly after: Readonly<Record<string, string>>;
  },
): Ended {
  const outcome = context.store.transact((write): Ended => {
    const found = openCarton(write, wish.cartonId);
    if (found.kind !== 'open') {
      return found;
    }
    saveCarton(context, write, { carton: found.carton, parts: wish.parts });
    write.appendAudit({
      actor: auditActor(principal),
      organizations: [context.identity.organizationId, found.carton.customerId],
      action: wish.action,
      outcome: 'done',
      after: { carton: wish.cartonId, ...wish.after },
    });
    return { kind: 'done' };
  });
  context.changed('cartons', 'audit');
  context.cartonReserver.wake();
  return outcome;
}

async function recheck(context: StationContext, cartonId: CartonId): Promise<Ended | { readonly kind: 'no-answer' }> {
  const found = openCarton(context.store, cartonId);
  if (found.kind !== 'open') {
    return found;
  }
  const rows = context.store.cartonRows(cartonId, 0);
  const numbers = rows.flatMap(({ removed, number, transfer }) =>
    !removed && (transfer.kind === 'open' || transfer.kind === 'refused') ? [number] : [],
  );
  const answer = await context.cartonChecker.check(cartonId, numbers, true);
  forgetLost(context, cartonId);
  await context.cartonReserver.settle();
  return answer === 'asked' ? { kind: 'done' } : { kind: 'no-answer' };
}

/** A supervisor ended these reservations; now a person asks for them again. */
function forgetLost(context: StationContext, cartonId: CartonId): void {
  context.store.transact((write) => {
    const carton = write.carton(cartonId);
    const rows = write.cartonRows(cartonId, 0).flatMap((row) => {
      const outcome = applyToCartonRow(row, { kind: 'reserved', reservation: null });
      return row.reservation?.kind === 'lost' && outcome.kind === 'changed' ? [outcome.row] : [];
    });
    if (carton !== null && rows.length > 0) {
      saveCarton(context, write, { carton, rows });
    }
  });
}
