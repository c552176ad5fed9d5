// Asks the centre about the units of a carton, many in one question and in the background: the person scans on meanwhile. What it hears is
// stored at once, so that a crash loses no answer; what it was about to ask is asked again when the centre is reached (`renew`).
import type { CartonRow } from '../../domain/carton/carton.ts';
import { applyToCartonRow } from '../../domain/carton/carton-row-machine.ts';
import type { Verdict } from '../../domain/ownership/verdict.ts';
import type { CartonId } from '../../kernel/entity-ids.ts';
import type { RunningActs } from '../running-acts.ts';
import { judgeManyFor } from '../sheets/judge-for.ts';
import type { StationContext } from '../station-context.ts';
import { saveCarton } from './save-carton.ts';

export interface CartonChecker {
  /** Begins to ask about these rows. */
  checkSoon(id: CartonId, numbers: readonly number[]): void;
  /** Asks about these rows and waits. `no-answer`: the centre was not reached for all of them. */
  check(id: CartonId, numbers: readonly number[], triesAgain: boolean): Promise<'asked' | 'no-answer'>;
  /** Numbers of the rows that are asked about now. */
  checking(id: CartonId): readonly number[];
  /** The centre answers again: rows of open cartons that were judged without it are asked about. */
  renew(): Promise<void>;
}

/** As many units in one question: small enough that the table moves, large enough that a pallet takes a few. */
const unitsInOneQuestion = 50;
const openCartonsAtMost = 20;

/** One call of `check`: which of its rows are not answered yet. */
interface Round {
  readonly id: CartonId;
  readonly open: Set<number>;
}

export function createCartonChecker(contextOf: () => StationContext, acts: Pick<RunningActs, 'add'>): CartonChecker {
  const rounds = new Set<Round>();

  const check: CartonChecker['check'] = async (id, numbers, triesAgain) => {
    const context = contextOf();
    const round: Round = { id, open: new Set(numbers) };
    rounds.add(round);
    try {
      for (let from = 0; from < numbers.length; from += unitsInOneQuestion) {
        const asked = numbers.slice(from, from + unitsInOneQuestion);
        if ((await checkSome(context, { id, numbers: asked, triesAgain })) === 'no-answer') {
          return 'no-answer';
        }
        for (const number of asked) {
          round.open.delete(number);
        }
        context.changed('cartons');
        context.cartonReserver.wake();
      }
      return 'asked';
    } finally {
      rounds.delete(round);
      context.changed('cartons');
    }
  };

  return {
    check,
    checkSoon(id, numbers) {
      const { log } = contextOf();
      const asked = check(id, numbers, false).catch((error: unknown) =>
        log.error('carton.check-failed', { error: String(error) }),
      );
      void acts.add(asked);
    },
    checking: (id) => [...new Set([...rounds].flatMap((round) => (round.id === id ? [...round.open] : [])))],
    async renew() {
      const { store } = contextOf();
      for (const { id, state } of store.cartons(openCartonsAtMost)) {
        const stale = state === 'open' ? store.cartonRows(id, 0).filter(isStale) : [];
        const numbers = stale.map(({ number }) => number);
        if (numbers.length > 0 && (await check(id, numbers, false)) === 'no-answer') {
          return;
        }
      }
    },
  };
}

/** Judged by the station's own copy, and still to be decided about. */
function isStale({ removed, transfer, verdict }: CartonRow): boolean {
  return !removed && verdict.freshness === 'mirror' && (transfer.kind === 'open' || transfer.kind === 'refused');
}

interface Question {
  readonly id: CartonId;
  readonly numbers: readonly number[];
  readonly triesAgain: boolean;
}

/** One question for these rows; without an answer they stand as they were known last. */
async function checkSome(context: StationContext, question: Question): Promise<'asked' | 'no-answer'> {
  const { store } = context;
  const carton = store.carton(question.id);
  const rows = question.numbers.flatMap((number) => store.cartonRow(question.id, number) ?? []);
  const open = rows.filter((row) => !isDecided(row));
  if (carton === null || open.length === 0) {
    return 'asked';
  }
  const { customerId } = carton;
  const judged = await judgeManyFor(
    context,
    open.map(({ label, unitType }) => ({
      serial: label.serial,
      chosenType: unitType,
      customerId,
      within: question.id,
    })),
  );
  if (judged.kind === 'no-answer') {
    return 'no-answer';
  }
  putVerdicts(
    context,
    question,
    open.flatMap((row, index) => {
      const verdict = judged.verdicts[index];
      return verdict === undefined ? [] : [{ row, verdict }];
    }),
  );
  return 'asked';
}

function isDecided({ transfer }: CartonRow): boolean {
  return transfer.kind === 'requested' || transfer.kind === 'done';
}

/**
 * A row may have moved on while the centre thought: what was asked of it meanwhile is not judged any more, and an answer about one type says
 * nothing once another was chosen.
 */
function putVerdicts(
  context: StationContext,
  { id, triesAgain }: Question,
  heard: readonly { readonly row: CartonRow; readonly verdict: Verdict }[],
): void {
  context.store.transact((write) => {
    const carton = write.carton(id);
    const rows = heard.flatMap(({ row: asked, verdict }) => {
      const row = write.cartonRow(id, asked.number);
      if (row === null || isDecided(row) || row.unitType !== asked.unitType) {
        return [];
      }
      const outcome = applyToCartonRow(row, { kind: 'judged', verdict, triesAgain });
      return outcome.kind === 'changed' ? [outcome.row] : [];
    });
    if (carton !== null && rows.length > 0) {
      saveCarton(context, write, { carton, rows });
    }
  });
}
