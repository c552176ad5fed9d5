import type { AreaProcedures } from '../procedures.ts';
import { judgeFor } from '../sheets/judge-for.ts';
import type { StationContext } from '../station-context.ts';
import { askReversal } from './ask-reversal.ts';
import { decideReversal } from './decide-reversal.ts';
import { readUnit } from './read-unit.ts';
import { transferUnit } from './transfer-unit.ts';
import { unitTypePage } from './unit-type-page.ts';

/** The verdict and the transfer without a screen (OWN-1, STA-7). */
export function ownershipProcedures(context: StationContext): AreaProcedures<'ownership'> {
  return {
    verdict: async ({ unit, customerId, partnerId, mirrorOnly }) => {
      const asked = readUnit(unit);
      if (asked.kind === 'bad-unit') {
        return asked;
      }
      if (context.store.organization(customerId) === null || isForeignPartner(context, partnerId)) {
        return { kind: 'unknown-customer' };
      }
      return judgeFor(context, { ...asked.unit, customerId, mirrorOnly: mirrorOnly ?? false });
    },

    transfer: async (wish, { principal }) => transferUnit(context, principal, wish),

    askReversal: async (wish, { principal }) => askReversal(context, principal, wish),

    decideReversal: async (wish, { principal }) => decideReversal(context, principal, wish),

    unitTypes: async () => [...context.unitTypes],

    unitTypePage: async () => unitTypePage(context),
  };
}

/** A station acts for its own organization only; naming another one is a question it cannot answer. */
function isForeignPartner({ identity }: StationContext, partnerId: string | undefined): boolean {
  return partnerId !== undefined && partnerId !== identity.organizationId;
}
