import type { EndedScope } from '../../domain/sync/scope-lease.ts';
import { organizationId } from '../../kernel/entity-ids.ts';
import type { StoreWriter } from '../../ports/station-store.ts';
import { auditActor } from '../principal.ts';
import type { StationContext, StationPorts } from '../station-context.ts';
import { createCancelSource } from './cancel-source.ts';
import { createScopeBook, type ScopeBook } from './scope-book.ts';

/** Looks once a minute, and at the start, whether something that is kept here has run out. */
export interface ScopeWatch {
  start(): void;
  dispose(): Promise<void>;
}

const lookEveryMs = 60_000;

export function createScopeWatch({ clock, log, changed }: StationContext, book: ScopeBook): ScopeWatch {
  const stop = createCancelSource();
  let watching: Promise<void> = Promise.resolve();

  const look = (): void => {
    if (book.endWhatIsDue()) {
      changed('customers', 'profiles', 'units', 'jobs', 'feed', 'sync', 'audit');
    }
    book.saveAge();
  };

  return {
    start() {
      watching = (async () => {
        while (!stop.signal.aborted) {
          try {
            look();
          } catch (error: unknown) {
            log.error('scope.watch-failed', { detail: String(error) });
          }
          await clock.sleep(lookEveryMs, stop.signal);
        }
      })();
    },
    async dispose() {
      stop.cancel();
      await watching;
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
