import type { OrganizationId } from '#core/kernel/entity-ids.ts';
import { nameOf } from '../../partners/partner-words.ts';
import { usePartnerList } from '../../partners/use-partner-lists.ts';

/** A service partner that a job may go to now. */
export interface AblePartner {
  readonly id: OrganizationId;
  /** Name and Partner ID. */
  readonly label: string;
}

export function useAblePartners(): readonly AblePartner[] {
  const { data } = usePartnerList();
  return (data?.rows ?? []).flatMap((row) =>
    row.standing === 'active' && row.partnerId !== null
      ? [{ id: row.partnerId, label: `${nameOf(row)} (${row.partnerCode})` }]
      : [],
  );
}
