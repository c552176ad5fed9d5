import type { EndedScope } from '../../domain/sync/scope-lease.ts';
import { organizationId } from '../../kernel/entity-ids.ts';
import type { StoreWriter } from '../../ports/station-store.ts';
import { lookRegularly, type Watch } from '../look-regularly.ts';
import { auditActor } from '../principal.ts';
import type { StationContext, StationPorts } from '../station-context.ts';
import { createScopeBook, type ScopeBook } from './scope-book.ts';

const lookEveryMs = 60_000;

/** Looks once a minute, and at the start, whether something that is kept here has run out. */
export function createScopeWatch({ clock, log, changed }: StationContext, book: ScopeBook): Watch {
  const look = (): void => {
    if (book.endWhatIsDue()) {
      changed('customers', 'profiles', 'units', 'jobs', 'feed', 'sync', 'audit');
    }
    book.saveAge();
  };
  const watch = lookRegularly(clock, log, { everyMs: lookEveryMs, failed: 'scope.watch-failed', look });
  return {
    start: watch.start,
    async dispose() {
      await watch.dispose();
      book.saveAge();
    },
  };
}

/** The book that writes down what ends. */
export function createNotedScopeBook(ports: StationPorts): ScopeBook {
  return createScopeBook({
    ...ports,
    trust: ports.rosterTrust,
    note: (write, ended, why) => noteScopeEnd(ports, write, { ended, why }),
  });
}

/** In the trail of both sides, and in the feed where people look. */
function noteScopeEnd(
  { clock, identity }: StationPorts,
  write: StoreWriter,
  { ended, why }: { readonly ended: EndedScope; readonly why: 'ran-out' | 'revoked' },
): void {
  const customerId = ended.kind === 'customer' ? organizationId.parse(ended.id) : null;
  write.appendAudit({
    actor: auditActor({ kind: 'nobody' }),
    organizations: [identity.organizationId, ...(customerId === null ? [] : [customerId])],
    action: 'scope.ended',
    outcome: 'done',
    code: why,
  });
  write.addFeed({
    at: clock.now(),
    mark: 'warn',
    key: customerId === null ? 'secrets-forgotten' : 'customer-forgotten',
    detail: customerId === null ? {} : { customer: write.organization(customerId)?.name ?? ended.kind },
    sessionId: null,
  });
}
