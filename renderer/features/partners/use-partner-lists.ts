import type { CentreTrouble, InvitationList, PartnerList } from '#core/contract/station/partners.ts';
import type { IsoTime } from '#core/kernel/iso-time.ts';
import { useStationQuery } from '../../station/station-provider.tsx';

/** Both lists are the centre's; they are asked anew when it can be reached again. */
function useIsOnline(): boolean {
  const sync = useStationQuery(['sync', 'status'], (client) => client.sync.status());
  return sync.data?.state === 'online' || sync.data?.state === 'sending';
}

export function usePartnerList() {
  return useStationQuery(['partners', 'fleet', useIsOnline()], (client) => client.partners.list(), {
    keepsBefore: true,
  });
}

/** `enabled`: whether the person may ask at all. */
export function useInvitationList(enabled = true) {
  return useStationQuery(['partners', 'workshop', useIsOnline()], (client) => client.invitations.list(), {
    enabled,
    keepsBefore: true,
  });
}

/** Why nothing can be changed now; null where the list is the centre's own of this moment. */
export function troubleOf(list: PartnerList | InvitationList): CentreTrouble | null {
  return list.kind === 'live' ? null : list.why;
}

/** The moment for which a list speaks. */
export function momentOf(list: PartnerList | InvitationList): IsoTime {
  return list.asOf ?? '1970-01-01T00:00:00.000Z';
}
