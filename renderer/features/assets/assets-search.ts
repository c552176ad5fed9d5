/** What the list of assets shows, kept in its address (UNIT-2). */
export interface AssetsAddress {
  /** Our own, where the bench works for a customer. */
  readonly of?: 'own';
  readonly text?: string;
  readonly show?: AssetFilter;
}

export const assetFilters = ['without-unit', 'without-vin'] as const;
export type AssetFilter = (typeof assetFilters)[number];

export function readAssetsAddress(search: Record<string, unknown>): AssetsAddress {
  const { text } = search;
  const show = assetFilters.find((one) => one === search['show']);
  return {
    ...(search['of'] === 'own' ? { of: 'own' as const } : {}),
    // A number that was searched for comes back from the address as a number.
    ...(typeof text === 'string' || typeof text === 'number' ? { text: String(text) } : {}),
    ...(show === undefined ? {} : { show }),
  };
}

/** Where a form begins: the VIN that a unit reported, and the sheet to which it leads back, paired (PAIR-5). */
export interface AssetFormAddress {
  readonly of?: 'own';
  readonly vin?: string;
  readonly sheet?: string;
}

export function readAssetFormAddress(search: Record<string, unknown>): AssetFormAddress {
  const { vin, sheet } = search;
  return {
    ...(search['of'] === 'own' ? { of: 'own' as const } : {}),
    ...(typeof vin === 'string' || typeof vin === 'number' ? { vin: String(vin) } : {}),
    ...(typeof sheet === 'string' ? { sheet } : {}),
  };
}
