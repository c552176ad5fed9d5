import { readTrailEntry } from '../../domain/audit/read-trail-entry.ts';
import { auditActor } from '../principal.ts';
import type { AreaProcedures, Call } from '../procedures.ts';
import type { StationContext } from '../station-context.ts';
import { erasePersonal } from './erase-personal.ts';
import { readSeal } from './keep-seal.ts';
import { entryProcedures, rowsOf } from './open-entry.ts';
import { searchTrail } from './search-trail.ts';
import { signHead } from './sign-head.ts';
import { verifyOwnChain, watchOwnChain } from './verify-own-chain.ts';

/** The audit trail as people read and check it (REP-1, OWN-13). */
export function auditProcedures(context: StationContext): AreaProcedures<'audit'> {
  const { store } = context;
  return {
    ...entryProcedures(context),
    entries: async ({ sessionId, beforeSeq, limit }) =>
      store
        .auditEntries({
          limit,
          ...(sessionId === undefined ? {} : { sessionId }),
          ...(beforeSeq === undefined ? {} : { beforeSeq }),
        })
        .map(readTrailEntry),
    search: (wish) => searchTrail(context, wish),
    people: async () => [...store.auditPeople()],
    stored: async ({ fromSeq, limit }) => [...store.auditFrom(fromSeq, limit)],
    verify: (wish) => verifyOwnChain(context, { knownHead: wish?.knownHead }),
    watchVerify: async (_input, { cancel }) => watchOwnChain(context, { cancel }),
    export: async (wish, { principal }) => exportTrail(context, principal, wish?.form ?? 'bundle'),
    erase: async (wish, call) => erasePersonal(context, call, wish),

    atCloud: async ({ sessionId }) => {
      const session = store.session(sessionId);
      if (session === null) {
        return { kind: 'no-such-sheet' };
      }
      const rows = await rowsOf(context, [session.customerId, context.identity.organizationId], { sessionId });
      return rows === 'unreachable' ? { kind: rows } : { kind: 'rows', rows };
    },
  };
}

function exportTrail(context: StationContext, principal: Call['principal'], form: 'bundle' | 'table') {
  const { identity, signer, store } = context;
  const { stationId, generation, name } = identity;
  const { seq: size, head } = store.transact((write) =>
    write.appendAudit({
      actor: auditActor(principal),
      organizations: [identity.organizationId],
      action: 'audit.exported',
      outcome: 'done',
      after: { form },
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
}
