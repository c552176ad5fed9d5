import type { PartnerCode } from '#core/domain/codes.ts';
import { type CentreRefusal, useCentreAct } from '../../station/use-centre-act.ts';

/** Why an act did not come about, for the words beside its button. */
export type PartnerTrouble = CentreRefusal<PartnerCode>;

/** Acts on relationships with service partners and fleets. */
export function usePartnerAct<Done extends { readonly kind: string }>() {
  return useCentreAct<PartnerCode, Done>();
}
