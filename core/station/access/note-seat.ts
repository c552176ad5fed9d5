import { auditActor, type Principal } from '../principal.ts';
import type { StationContext } from '../station-context.ts';

/** Writes down what happened to the seat, in the name of whoever sat there (reliability.md §5.2). */
export function noteSeat(
  { store, identity }: Pick<StationContext, 'store' | 'identity'>,
  principal: Principal,
  { action, code = null }: { readonly action: string; readonly code?: string | null },
): void {
  store.transact((write) =>
    write.appendAudit({
      actor: auditActor(principal),
      organizations: [identity.organizationId],
      action,
      outcome: 'done',
      code,
    }),
  );
}
