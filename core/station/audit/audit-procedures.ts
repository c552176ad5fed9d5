import { auditEntry, type StoredAuditEntry } from '../../domain/audit/audit-entry.ts';
import type { OrganizationAuditRow } from '../../domain/audit/organization-audit-row.ts';
import { verifyChain } from '../../domain/audit/verify-chain.ts';
import type { OrganizationId } from '../../kernel/entity-ids.ts';
import type { StoreReader } from '../../ports/station-store.ts';
import { auditActor } from '../principal.ts';
import type { AreaProcedures } from '../procedures.ts';
import type { StationContext } from '../station-context.ts';

/** The audit trail as people read and check it (REP-1, OWN-13). */
export function auditProcedures(context: StationContext): AreaProcedures<'audit'> {
  const { store } = context;
  return {
    entries: async ({ sessionId, beforeSeq, limit }) =>
      store
        .auditEntries({
          limit,
          ...(sessionId === undefined ? {} : { sessionId }),
          ...(beforeSeq === undefined ? {} : { beforeSeq }),
        })
        .map((stored) => ({ ...auditEntry.parse(JSON.parse(stored.canonical)), head: stored.head })),

    verify: async () => verifyChain(wholeChain(store), { head: store.auditHead() }),

    export: async (_input, { principal }) => {
      const { identity, signer } = context;
      const { stationId, generation, name } = identity;
      const { seq: size, head } = store.transact((write) =>
        write.appendAudit({
          actor: auditActor(principal),
          organizations: [identity.organizationId],
          action: 'audit.exported',
          outcome: 'done',
        }),
      );
      context.changed('audit');
      return {
        station: { id: stationId, generation, name },
        publicKey: signer.publicKeySpki,
        checkpoint: signer.sign({ stationId, generation, size, head }),
      };
    },

    atCloud: async ({ sessionId }) => {
      const session = store.session(sessionId);
      if (session === null) {
        return { kind: 'no-such-sheet' };
      }
      const rows: OrganizationAuditRow[] = [];
      for (const organizationId of new Set<OrganizationId>([session.customerId, context.identity.organizationId])) {
        const answer = await context.cloud.organizationAudit(organizationId, { sessionId, limit: 200 });
        if (answer.kind === 'not-allowed') {
          // A customer whose trust has ended: its log is closed to us, our own is not.
          continue;
        }
        if (answer.kind !== 'rows') {
          return { kind: 'unreachable' };
        }
        rows.push(...answer.rows);
      }
      return { kind: 'rows', rows };
    },
  };
}

const pageSize = 1_000;

/** Every entry in order, read in pages so that a long chain needs no memory. */
export function* wholeChain(store: StoreReader): Generator<StoredAuditEntry> {
  let from = 1;
  for (;;) {
    const page = store.auditFrom(from, pageSize);
    yield* page;
    if (page.length < pageSize) {
      return;
    }
    from += pageSize;
  }
}
