import type { Operation } from '#core/domain/sync/operation.ts';
import { invariant } from '#core/kernel/invariant.ts';
import type { StoreWriter } from '#core/ports/station-store.ts';
import type { Statements } from './statements.ts';

type OperationWrites = Pick<StoreWriter, 'enqueue' | 'setVerdict' | 'resolveOperation'>;

/** What one act did to the outbox, so that the journal can follow after the commit; and the number of the act, which tells whether it was committed. */
export interface HeardActs {
  watch(writes: OperationWrites): OperationWrites;
  /** Begins an act: gives it the next number, in the act's own transaction. */
  begin(): number;
  /** Number of the last committed act. */
  last(): number;
  enqueued(): readonly Operation[];
  /** Whether a verdict came in this act. */
  isAnswered(): boolean;
}

const counterName = 'store.acts';

export function createHeardActs(statements: Statements): HeardActs {
  const count = statements.prepare<[string], { value: number }>(
    'INSERT INTO counter (name, value) VALUES (?, 1) ON CONFLICT (name) DO UPDATE SET value = value + 1 RETURNING value',
  );
  const read = statements.prepare<[string], { value: number }>('SELECT value FROM counter WHERE name = ?');
  let enqueued: Operation[] = [];
  let isAnswered = false;
  return {
    watch: (writes) => ({
      ...writes,
      enqueue(draft) {
        const operation = writes.enqueue(draft);
        enqueued.push(operation);
        return operation;
      },
      setVerdict(verdict) {
        isAnswered = true;
        writes.setVerdict(verdict);
      },
    }),
    begin() {
      enqueued = [];
      isAnswered = false;
      const row = count.get(counterName);
      invariant(row !== undefined, 'an upsert returns its row');
      return row.value;
    },
    last: () => read.get(counterName)?.value ?? 0,
    enqueued: () => enqueued,
    isAnswered: () => isAnswered,
  };
}
