import { operationActor } from '../principal.ts';
import type { AreaProcedures } from '../procedures.ts';
import type { StationContext } from '../station-context.ts';
import { createPartnerBook } from './partner-book.ts';
import { settleAtCentre } from './settle-at-centre.ts';

/** The service partners of our own fleet (ORG-3, ORG-4, ORG-5). The centre decides; the station asks, tells and writes down who asked. */
export function partnerProcedures(context: StationContext): AreaProcedures<'partners'> {
  const { cloudPartners } = context;
  const book = createPartnerBook(context);
  return {
    list: () => book.ask(),

    async invite({ requestId, invitation }, { principal }) {
      const actor = operationActor(principal);
      const answer = await cloudPartners.invite({ requestId, actor, invitation });
      return settleAtCentre(context, principal, {
        answer,
        action: 'partnership.invite',
        topic: 'partners',
        about: { act: 'invite', partner: invitation.email, overrideAllowed: String(invitation.overrideAllowed) },
      });
    },

    async act({ requestId, id, expectedVersion, command }, { principal }) {
      const actor = operationActor(principal);
      const answer = await cloudPartners.change({ requestId, actor, id, expectedVersion, command });
      const known = book.seen().find((row) => row.id === id);
      const { act: name, ...rest } = command;
      const wanted = Object.entries(rest).map(([key, value]) => [key, String(value)]);
      return settleAtCentre(context, principal, {
        answer,
        action: `partnership.${name}`,
        topic: 'partners',
        about: { act: name, partner: known?.partnerName ?? known?.email ?? id, ...Object.fromEntries(wanted) },
      });
    },
  };
}
