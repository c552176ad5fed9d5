import { auditEntry } from '../../domain/audit/audit-entry.ts';
import type { OrganizationAuditRow } from '../../domain/audit/organization-audit-row.ts';
import type { OrganizationId } from '../../kernel/entity-ids.ts';
import { auditActor } from '../principal.ts';
import type { AreaProcedures } from '../procedures.ts';
import type { StationContext } from '../station-context.ts';
import { readSeal } from './keep-seal.ts';
import { signHead } from './sign-head.ts';
import { verifyOwnChain } from './verify-own-chain.ts';

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

    verify: () => verifyOwnChain(context),

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
      const kept = readSeal(context, store);
      return {
        station: { id: stationId, generation, name },
        publicKey: signer.publicKeySpki,
        checkpoint: signHead(context, { size, head }),
        ...(kept.kind === 'kept' ? { centre: kept.seal } : {}),
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
