// Keeps the reservations of open cartons at the centre as they should be (docs/decisions/0028): in the background, many units in one question,
// renewed long before they run out. Nobody waits for it: a scan, a confirmation and a carton without a network go on as if it were not there.
import type { Carton, CartonRow, RowReservation } from '../../domain/carton/carton.ts';
import { applyToCartonRow } from '../../domain/carton/carton-row-machine.ts';
import { type ReservationWork, reservationWork } from '../../domain/carton/reservation-work.ts';
import { mostReservedAtOnce, type ReservationAnswer } from '../../domain/ownership/reservation.ts';
import { assertNever } from '../../kernel/assert-never.ts';
import type { CartonId } from '../../kernel/entity-ids.ts';
import type { RunningActs } from '../running-acts.ts';
import type { StationContext } from '../station-context.ts';
import { createCancelSource } from '../sync/cancel-source.ts';
import { cloudNow } from '../sync/cloud-now.ts';
import { saveCarton } from './save-carton.ts';

export interface CartonReserver {
  /** Looks once a minute, and at the start. */
  start(): void;
  /** Something changed that may want another reservation, or one less. */
  wake(): void;
  /** The same, and waits for it; without a network that is at once over. */
  settle(): Promise<void>;
  /** What was asked for before is still done, so that a carton that was closed last keeps nobody waiting. */
  dispose(): Promise<void>;
}

const lookEveryMs = 60_000;
/** Open ones come first; of the closed ones only the newest can have something to give back. */
const cartonsLookedAt = 20;

export function createCartonReserver(contextOf: () => StationContext, acts: Pick<RunningActs, 'add'>): CartonReserver {
  const stop = createCancelSource();
  const settled = new Set<CartonId>();
  let watching: Promise<void> = Promise.resolve();
  let round: Promise<void> | null = null;
  let isWantedAgain = false;

  const goRound = async (): Promise<void> => {
    do {
      isWantedAgain = false;
      try {
        await reserveAll(contextOf(), settled);
      } catch (error: unknown) {
        contextOf().log.error('carton.reserve-failed', { error: String(error) });
      }
    } while (isWantedAgain);
    round = null;
  };
  const settle = (): Promise<void> => {
    isWantedAgain = true;
    if (round === null && !stop.signal.aborted) {
      round = goRound();
      void acts.add(round);
    }
    return round ?? Promise.resolve();
  };

  return {
    start() {
      watching = (async () => {
        while (!stop.signal.aborted) {
          void settle();
          await contextOf().clock.sleep(lookEveryMs, stop.signal);
        }
      })();
    },
    wake: () => void settle(),
    settle,
    async dispose() {
      stop.cancel();
      await watching;
      await round;
    },
  };
}

/** `settled`: closed cartons that have nothing left to give back. */
async function reserveAll(context: StationContext, settled: Set<CartonId>): Promise<void> {
  const cartons = context.store.cartons(cartonsLookedAt).filter(({ id }) => !settled.has(id));
  // Gives back before it takes: a unit may have gone from one carton into another.
  for (const step of [giveBack, take]) {
    for (const carton of cartons) {
      if ((await step(context, carton)) === 'no-answer') {
        forgetWhatRanOut(context, cartons);
        return;
      }
    }
  }
  for (const { id, state, waiting } of cartons) {
    if (state === 'closed' && waiting === 0) {
      settled.add(id);
    }
  }
}

function workOf(context: StationContext, carton: Carton): ReservationWork {
  return reservationWork(carton, context.store.cartonRows(carton.id, 0), cloudNow(context));
}

type Step = (context: StationContext, carton: Carton) => Promise<'done' | 'no-answer'>;

const giveBack: Step = async (context, carton) => {
  for (const some of chunksOf(workOf(context, carton).release)) {
    const answer = await context.cloudReservations.release(some.map(({ reserved }) => reserved));
    if (answer.kind !== 'done') {
      return 'no-answer';
    }
    put(
      context,
      carton.id,
      some.map(({ number, reserved }) => ({ number, was: reserved.fence, now: null })),
    );
  }
  return 'done';
};

const take: Step = async (context, carton) => {
  for (const some of chunksOf(workOf(context, carton).take)) {
    const { id: cartonId, customerId } = carton;
    const answer = await context.cloudReservations.take({ cartonId, customerId, units: some.map(({ wish }) => wish) });
    if (answer.kind !== 'answered') {
      return 'no-answer';
    }
    const heard = some.flatMap(({ number, wish }, index) => {
      const said = answer.units[index];
      return said === undefined
        ? []
        : [{ number, was: wish.fence ?? null, now: reservationOf(said, wish.expectedEpoch) }];
    });
    put(context, carton.id, heard);
  }
  return 'done';
};

function reservationOf(said: ReservationAnswer, ownerEpoch: number): RowReservation | null {
  switch (said.kind) {
    case 'granted':
      return { kind: 'held', unit: said.unit, fence: said.fence, ownerEpoch, expiresAt: said.expiresAt };
    case 'held':
      return { kind: 'taken', holder: said.holder };
    case 'lost':
      return { kind: 'lost', name: said.name, at: said.at };
    case 'not-reservable':
      return null;
    default:
      return assertNever(said);
  }
}

interface Heard {
  readonly number: number;
  /** The fence that the question was about; a row that has another by now is left alone. */
  readonly was: number | null;
  readonly now: RowReservation | null;
}

/** A row may have moved on while the centre thought. What it holds all the same stands in it, so that the next round gives it back. */
function put(context: StationContext, id: CartonId, heard: readonly Heard[]): void {
  const changed = context.store.transact((write) => {
    const carton = write.carton(id);
    const rows = heard.flatMap(({ number, was, now }) => {
      const row = write.cartonRow(id, number);
      if (row === null || fenceOf(row) !== was || isSame(row.reservation, now)) {
        return [];
      }
      const outcome = applyToCartonRow(row, { kind: 'reserved', reservation: now });
      return outcome.kind === 'changed' ? [outcome.row] : [];
    });
    if (carton !== null && rows.length > 0) {
      saveCarton(context, write, { carton, rows });
    }
    return rows.length > 0;
  });
  if (changed) {
    context.changed('cartons');
  }
}

function fenceOf({ reservation }: CartonRow): number | null {
  return reservation?.kind === 'held' ? reservation.fence : null;
}

function isSame(before: RowReservation | undefined, now: RowReservation | null): boolean {
  return JSON.stringify(before ?? null) === JSON.stringify(now);
}

/** Without the centre nobody can say whether somebody else still holds a unit; when their time is over, nobody is kept from asking for it. */
function forgetWhatRanOut(context: StationContext, cartons: readonly Carton[]): void {
  const now = cloudNow(context);
  for (const { id } of cartons) {
    const over = context.store
      .cartonRows(id, 0)
      .filter(({ reservation }) => reservation?.kind === 'taken' && reservation.holder.until <= now);
    put(
      context,
      id,
      over.map(({ number }) => ({ number, was: null, now: null })),
    );
  }
}

function chunksOf<Item>(items: readonly Item[]): readonly (readonly Item[])[] {
  const count = Math.ceil(items.length / mostReservedAtOnce);
  return Array.from({ length: count }, (_none, index) =>
    items.slice(index * mostReservedAtOnce, (index + 1) * mostReservedAtOnce),
  );
}
