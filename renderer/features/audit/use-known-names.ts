import { useMemo } from 'react';
import { assetLabel } from '#core/domain/pairing/asset.ts';
import type { OrganizationId } from '#core/kernel/entity-ids.ts';
import { useStationQuery } from '../../station/station-provider.tsx';

/** Names of what entries hold by its id: organizations that this station works for, and the vehicles of those at hand. Others stay ids. */
export function useKnownNames(): ReadonlyMap<string, string> {
  const seat = useStationQuery(['seat'], (client) => client.access.seat()).data;
  const customers = useStationQuery(['customers', ''], (client) => client.customers.list({})).data;
  const [own, customer] = seat?.kind === 'signed-in' ? [seat.organization, seat.customer] : [null, null];
  const ofOwn = useAssetNames(own?.id ?? null);
  const ofCustomer = useAssetNames(customer?.id ?? null);
  return useMemo(() => {
    const organizations = [own, customer, ...(customers ?? [])].flatMap((one) => (one === null ? [] : [one]));
    return new Map([...organizations.map(({ id, name }) => [id, name] as const), ...ofOwn, ...ofCustomer]);
  }, [own, customer, customers, ofOwn, ofCustomer]);
}

const none: readonly (readonly [string, string])[] = [];

function useAssetNames(organizationId: OrganizationId | null): readonly (readonly [string, string])[] {
  const assets = useStationQuery(
    ['units', 'assets', organizationId],
    (client) =>
      organizationId === null
        ? Promise.reject(new Error('no organization is at hand'))
        : client.assets.list({ organizationId }),
    { enabled: organizationId !== null },
  ).data;
  return useMemo(
    () => (assets?.kind === 'assets' ? assets.rows.map((asset) => [asset.id, assetLabel(asset)] as const) : none),
    [assets],
  );
}
