import { invariant } from '../../kernel/invariant.ts';
import type { Storage } from '../../ports/storage.ts';
import { auditActor } from '../principal.ts';
import type { AreaProcedures } from '../procedures.ts';
import type { StationContext } from '../station-context.ts';

/** How the station's memory stands, and a copy of it on demand (STA-4, STA-5). */
export function storageProcedures(context: StationContext): AreaProcedures<'storage'> {
  const { store, identity } = context;
  const storage = (): Storage => {
    invariant(context.storage !== undefined, 'a station that people use looks after its store');
    return context.storage;
  };
  return {
    state: async () => {
      const { repair, ...state } = storage().state();
      return { ...state, repair: repair === null ? null : { ...repair, missingSheets: [...repair.missingSheets] } };
    },
    backUp: async (_input, { principal }) => {
      const outcome = await storage().backUp();
      if (outcome.kind === 'written') {
        store.transact((write) =>
          write.appendAudit({
            actor: auditActor(principal),
            organizations: [identity.organizationId],
            action: 'storage.backed-up',
            outcome: 'done',
            after: { name: outcome.name, bytes: String(outcome.bytes) },
          }),
        );
        context.changed('storage', 'audit');
      }
      return outcome;
    },
  };
}
