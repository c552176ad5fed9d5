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

/** Where a form begins: the VIN that a unit reported, and the sheet or the unit of the inbox to which it leads back, paired (PAIR-5). */
export interface AssetFormAddress {
  /** `own`: our own organization's, where the bench works for a customer; else the id of an organization. Left out: the customer's. */
  readonly of?: string;
  readonly vin?: string;
  readonly sheet?: string;
  /** `type:serial`. */
  readonly unit?: string;
}

const longestId = 64;

export function readAssetFormAddress(search: Record<string, unknown>): AssetFormAddress {
  const { vin, sheet, of, unit } = search;
  return {
    ...(typeof of === 'string' && of !== '' && of.length <= longestId ? { of } : {}),
    ...(typeof vin === 'string' || typeof vin === 'number' ? { vin: String(vin) } : {}),
    ...(typeof sheet === 'string' ? { sheet } : {}),
    ...(typeof unit === 'string' ? { unit } : {}),
  };
}
