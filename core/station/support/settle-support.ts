import type { SupportRequest, SupportStanding } from '../../domain/support/support-request.ts';
import { auditActor } from '../principal.ts';
import type { StationContext } from '../station-context.ts';

/** Writes down what became of a request, with its line in the trail, and tells the page. It was sent by the station itself. */
export function settleSupport(context: StationContext, request: SupportRequest, standing: SupportStanding): void {
  const { store, identity } = context;
  store.transact((write) => {
    write.setSupportStanding(request.id, standing);
    if (standing.kind !== 'waiting') {
      write.appendAudit({
        actor: auditActor({ kind: 'nobody' }),
        organizations: [identity.organizationId],
        action: standing.kind === 'sent' ? 'support.sent' : 'support.refused',
        outcome: standing.kind === 'sent' ? 'done' : 'refused',
        after: {
          request: request.id,
          ...(standing.kind === 'sent' ? { number: standing.number } : { why: standing.why }),
        },
      });
    }
  });
  context.changed('support', 'audit');
}
