// Asks the centre about the units of a carton, a few at a time and in the background: the person scans on meanwhile. What it hears is stored
// row by row, so that a crash loses no answer; what it was about to ask is asked again when the centre is reached (`renew`).
import type { CartonRow } from '../../domain/carton/carton.ts';
import { applyToCartonRow } from '../../domain/carton/carton-row-machine.ts';
import type { Verdict } from '../../domain/ownership/verdict.ts';
import type { CartonId } from '../../kernel/entity-ids.ts';
import type { RunningActs } from '../running-acts.ts';
import { judgeFor } from '../sheets/judge-for.ts';
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

/** As many questions at once; more would not be quicker, and a scan on the bench must not wait behind a list. */
const questionsAtOnce = 4;
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
    const waiting = [...numbers];
    let isReached = true;
    rounds.add(round);
    const work = async () => {
      for (let number = waiting.shift(); number !== undefined && isReached; number = waiting.shift()) {
        const isAnswered = await checkOne(context, { id, number, triesAgain });
        isReached = isReached && isAnswered;
        round.open.delete(number);
        context.changed('cartons');
      }
    };
    try {
      await Promise.all(Array.from({ length: Math.min(questionsAtOnce, numbers.length) }, work));
    } finally {
      rounds.delete(round);
      context.changed('cartons');
    }
    return isReached ? 'asked' : 'no-answer';
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

/** False when the centre does not answer: then the row stands as it was known last. */
async function checkOne(
  context: StationContext,
  { id, number, triesAgain }: { readonly id: CartonId; readonly number: number; readonly triesAgain: boolean },
): Promise<boolean> {
  const before = context.store.cartonRow(id, number);
  const carton = context.store.carton(id);
  if (before === null || carton === null || isDecided(before)) {
    return true;
  }
  const verdict = await judgeFor(context, {
    serial: before.label.serial,
    chosenType: before.unitType,
    customerId: carton.customerId,
  });
  if (verdict.freshness !== 'live') {
    return false;
  }
  putVerdict(context, { id, number, verdict, triesAgain, unitType: before.unitType });
  return true;
}

function isDecided({ transfer }: CartonRow): boolean {
  return transfer.kind === 'requested' || transfer.kind === 'done';
}

interface HeardVerdict {
  readonly id: CartonId;
  readonly number: number;
  readonly verdict: Verdict;
  readonly triesAgain: boolean;
  /** The type that was asked about: an answer to a question of before says nothing once another type was chosen. */
  readonly unitType: string | null;
}

/** The row may have moved on while the centre thought: what was asked of it meanwhile is not judged any more. */
function putVerdict(context: StationContext, heard: HeardVerdict): void {
  context.store.transact((write) => {
    const row = write.cartonRow(heard.id, heard.number);
    const carton = write.carton(heard.id);
    if (row === null || carton === null || isDecided(row) || row.unitType !== heard.unitType) {
      return;
    }
    const { verdict, triesAgain } = heard;
    const outcome = applyToCartonRow(row, { kind: 'judged', verdict, triesAgain });
    if (outcome.kind === 'changed') {
      saveCarton(context, write, { carton, rows: [outcome.row] });
    }
  });
}
