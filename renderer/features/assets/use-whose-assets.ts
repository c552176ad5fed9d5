import { useStationQuery } from '../../station/station-provider.tsx';

/** The organization whose assets are shown: the customer that the bench works for, or our own. Null while nobody sits there. */
export function useWhoseAssets(of: 'own' | undefined) {
  const seat = useStationQuery(['seat'], (client) => client.access.seat());
  if (seat.data?.kind !== 'signed-in') {
    return null;
  }
  const { customer, organization } = seat.data;
  return of === 'own' || customer === null ? organization : customer;
}
