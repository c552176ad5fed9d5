import type { AreaProcedures } from '../procedures.ts';
import type { StationContext } from '../station-context.ts';
import { captureOfBay, captureOfSheet, captureRows } from './capture-view.ts';

/** What went over the cables, for whoever may see it (INST-7). */
export function captureProcedures(context: StationContext): AreaProcedures<'captures'> {
  return {
    list: async (_input, { principal }) => captureRows(context, principal),

    open: async (choice, { principal }) => {
      const capture =
        choice.of === 'sheet'
          ? captureOfSheet(context, principal, choice.sessionId)
          : captureOfBay(context, principal, choice.bay);
      return capture === null ? { kind: 'nothing-kept' } : { kind: 'capture', capture };
    },
  };
}
