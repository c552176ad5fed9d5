// Which asset a VIN means (PAIR-2, decisions.md c9): the whole VIN, else its last 8 characters, never anything fuzzier.
import { normalizeVin, VEHICLE_INDICATOR_LENGTH, VIN_LENGTH, vehicleIndicator } from '../identity/vin.ts';
import type { Asset } from './asset.ts';
import type { PairingReason } from './pairing-state.ts';

export type PairableAsset = Pick<Asset, 'id' | 'vin' | 'unit'>;

/**
 * `paired`: exactly one asset fits and is free, or holds this very unit already. `occupied`: exactly one fits but has another unit; a
 * person decides. `failed`: why, and for `MultipleMatchFound` the assets among which somebody must choose.
 */
export type PairingMatch =
  | { readonly kind: 'paired'; readonly assetId: Asset['id']; readonly match: 'exact' | 'partial' }
  | {
      readonly kind: 'occupied';
      readonly assetId: Asset['id'];
      readonly match: 'exact' | 'partial';
      readonly occupiedBy: string;
    }
  | {
      readonly kind: 'failed';
      readonly reason: Extract<PairingReason, 'InvalidData' | 'NotFound' | 'MultipleMatchFound'>;
      readonly candidateAssetIds: readonly Asset['id'][];
    };

export type VinMatch = 'exact' | 'partial' | 'none';

/**
 * Matches the VIN that a unit reports against the assets of its organization, in their given order. `unit` is the unit itself as
 * `type:serial`, so that an asset which already holds it is no obstacle.
 */
export function matchVin(
  sensorVin: string | null,
  assets: readonly PairableAsset[],
  unit: string | null = null,
): PairingMatch {
  if (!isMatchable(sensorVin)) {
    return { kind: 'failed', reason: 'InvalidData', candidateAssetIds: [] };
  }
  const exact = assets.filter((asset) => compareVins(sensorVin, asset.vin) === 'exact');
  const hits = exact.length > 0 ? exact : assets.filter((asset) => compareVins(sensorVin, asset.vin) === 'partial');
  const [hit] = hits;
  if (hit === undefined) {
    return { kind: 'failed', reason: 'NotFound', candidateAssetIds: [] };
  }
  if (hits.length > 1) {
    return { kind: 'failed', reason: 'MultipleMatchFound', candidateAssetIds: hits.map((asset) => asset.id) };
  }
  const match = exact.length > 0 ? 'exact' : 'partial';
  return hit.unit === null || hit.unit === unit
    ? { kind: 'paired', assetId: hit.id, match }
    : { kind: 'occupied', assetId: hit.id, match, occupiedBy: hit.unit };
}

/** How two VINs agree: `exact` in all 17 characters, `partial` in the last 8, else `none`, also where one cannot be used at all. */
export function compareVins(one: string | null, other: string | null): VinMatch {
  if (!isMatchable(one) || !isMatchable(other)) {
    return 'none';
  }
  const left = normalizeVin(one);
  if (left.length === VIN_LENGTH && left === normalizeVin(other)) {
    return 'exact';
  }
  return vehicleIndicator(one) === vehicleIndicator(other) ? 'partial' : 'none';
}

/** Whether a VIN, whole or a part from an old brake system, has the 8 characters that matching takes. I, O and Q are left as they are. */
export function isMatchable(vin: string | null): vin is string {
  const bare = vin === null ? '' : normalizeVin(vin);
  return /^[A-Z0-9]+$/.test(bare) && bare.length >= VEHICLE_INDICATOR_LENGTH && bare.length <= VIN_LENGTH;
}
