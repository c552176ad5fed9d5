import { partnerView } from '../../domain/organizations/partner-exchange.ts';
import { operationActor } from '../principal.ts';
import type { AreaProcedures } from '../procedures.ts';
import type { StationContext } from '../station-context.ts';
import { createLastSeen, troubleOf } from './last-seen.ts';
import { settleAtCentre } from './settle-at-centre.ts';

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
      return settleAtCentre(context, principal, {
        ...{ answer, action: 'partnership.invite', topic: 'partners' },
        about: { act: 'invite', partner: invitation.email, overrideAllowed: String(invitation.overrideAllowed) },
      });
    },

    async act({ requestId, id, expectedVersion, command }, { principal }) {
      const actor = operationActor(principal);
      const answer = await cloudPartners.change({ requestId, actor, id, expectedVersion, command });
      const known = lastSeen.read()?.rows.find((row) => row.id === id);
      const { act: name, ...rest } = command;
      const wanted = Object.entries(rest).map(([key, value]) => [key, String(value)]);
      return settleAtCentre(context, principal, {
        ...{ answer, action: `partnership.${name}`, topic: 'partners' },
        about: { act: name, partner: known?.partnerName ?? known?.email ?? id, ...Object.fromEntries(wanted) },
      });
    },
  };
}
