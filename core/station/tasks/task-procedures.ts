import type { AreaProcedures } from '../procedures.ts';
import type { StationContext } from '../station-context.ts';
import { listTasks } from './list-tasks.ts';
import { freshVerdict, retryTransfer } from './retry-transfer.ts';

/** What waits for a supervisor's decision, and what can be done about it (OWN-11). Giving up and passing on is `sync.resolve`. */
export function taskProcedures(context: StationContext): AreaProcedures<'tasks'> {
  return {
    list: async (_input, { principal }) => listTasks(context, principal),
    freshVerdict: async ({ operationId }) => freshVerdict(context, operationId),
    retryTransfer: async (wish, { principal }) => retryTransfer(context, principal, wish),
  };
}
