import type { PartnerActResult } from '../../contract/station/partners.ts';
import { type PartnerChange, partnerView } from '../../domain/organizations/partner-exchange.ts';
import type { CloudFailure } from '../../ports/cloud-client.ts';
import { auditActor, operationActor, type Principal } from '../principal.ts';
import type { AreaProcedures } from '../procedures.ts';
import type { StationContext } from '../station-context.ts';
import { createLastSeen, troubleOf } from './last-seen.ts';

/** The service partners of our own fleet (ORG-3, ORG-4, ORG-5). The centre decides; the station asks, tells and writes down who asked. */
export function partnerProcedures(context: StationContext): AreaProcedures<'partners'> {
  const { cloudPartners, store } = context;
  const lastSeen = createLastSeen(store, { setting: 'partners.last-seen', row: partnerView });
  return {
    async list() {
      const answer = await cloudPartners.partners();
      if (answer.kind === 'partners') {
        lastSeen.keep(answer.partners, answer.asOf);
        return { kind: 'live', rows: [...answer.partners], asOf: answer.asOf };
      }
      const known = lastSeen.read();
      return { kind: 'last-known', rows: known?.rows ?? [], asOf: known?.asOf ?? null, why: troubleOf(answer) };
    },

    async invite({ requestId, invitation }, { principal }) {
      const actor = operationActor(principal);
      const answer = await cloudPartners.invite({ requestId, actor, invitation });
      return settle(context, principal, {
        answer,
        note: { act: 'invite', partner: invitation.email, overrideAllowed: String(invitation.overrideAllowed) },
      });
    },

    async act({ requestId, id, expectedVersion, command }, { principal }) {
      const actor = operationActor(principal);
      const answer = await cloudPartners.change({ requestId, actor, id, expectedVersion, command });
      const known = lastSeen.read()?.rows.find((row) => row.id === id);
      const { act: name, ...rest } = command;
      const wanted = Object.entries(rest).map(([key, value]) => [key, String(value)]);
      return settle(context, principal, {
        answer,
        note: { act: name, partner: known?.partnerName ?? known?.email ?? id, ...Object.fromEntries(wanted) },
      });
    },
  };
}

interface Settlement {
  readonly answer: PartnerChange | CloudFailure;
  /** What was asked, for the trail. */
  readonly note: { readonly act: string } & Readonly<Record<string, string>>;
}

/** Writes down what became of it and tells the page. An attempt that was refused stands in the trail as well (OWN-13). */
function settle(context: StationContext, principal: Principal, { answer, note }: Settlement): PartnerActResult {
  const result = resultOf(answer);
  context.store.transact((write) =>
    write.appendAudit({
      actor: auditActor(principal),
      organizations: [context.identity.organizationId],
      action: `partnership.${note.act}`,
      outcome: result.kind === 'refused' ? 'refused' : result.kind === 'not-answered' ? 'failed' : 'done',
      code: result.kind === 'refused' ? result.code : result.kind === 'not-answered' ? result.why : null,
      after: note,
    }),
  );
  context.changed('partners', 'audit');
  context.sync.wake();
  return result;
}

function resultOf(answer: PartnerChange | CloudFailure): PartnerActResult {
  switch (answer.kind) {
    case 'done':
    case 'removed':
    case 'refused':
      return answer;
    default:
      return { kind: 'not-answered', why: troubleOf(answer) };
  }
}
