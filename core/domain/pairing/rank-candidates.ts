import { normalizeVin, VEHICLE_INDICATOR_LENGTH, vehicleIndicator } from '../identity/vin.ts';
import type { Asset } from './asset.ts';
import { compareVins, isMatchable, type VinMatch } from './match-vin.ts';

/** An asset that a person might mean. Whether it is paired is decided by `matchVin` and by people, never by this order. */
export interface RankedAsset {
  readonly asset: Asset;
  readonly match: VinMatch;
  /** The cloud found several, and this is one of them. */
  readonly named: boolean;
}

export interface RankedAssets {
  /** Best first: whole VIN, last 8, named by the cloud, then the fewest places that differ. */
  readonly candidates: readonly RankedAsset[];
  /** How many more there are. */
  readonly others: number;
}

export interface RankingWish {
  readonly vin: string | null;
  /** Assets that the cloud named for `MultipleMatchFound`. */
  readonly namedIds: readonly string[];
  readonly limit: number;
}

/**
 * Orders the assets of an organization by how well their VIN fits (PAIR-5). One that differs in a place or two stands high and is never a
 * match: that is where somebody mistyped, and a person sees it when the characters stand under each other.
 */
export function rankCandidates(assets: readonly Asset[], { vin, namedIds, limit }: RankingWish): RankedAssets {
  const named = new Set(namedIds);
  const ranked = assets
    .map((asset) => {
      const match = compareVins(vin, asset.vin);
      return { asset, match, named: named.has(asset.id), nearness: nearness(vin, asset.vin) };
    })
    .sort((left, right) => places[left.match] - places[right.match] || orderOfUnmatched(left, right));
  const candidates = ranked
    .slice(0, limit)
    .map(({ asset, match, named: isNamed }) => ({ asset, match, named: isNamed }));
  return { candidates, others: ranked.length - candidates.length };
}

const places: Readonly<Record<VinMatch, number>> = { exact: 0, partial: 1, none: 2 };

interface Rankable {
  readonly named: boolean;
  readonly nearness: number;
}

function orderOfUnmatched(left: Rankable, right: Rankable): number {
  return Number(right.named) - Number(left.named) || right.nearness - left.nearness;
}

/** In how many of the last 8 places both have the same character; 0 where one cannot be compared. */
function nearness(one: string | null, other: string | null): number {
  if (!isMatchable(one) || other === null || normalizeVin(other).length < VEHICLE_INDICATOR_LENGTH) {
    return 0;
  }
  const left = vehicleIndicator(one);
  const right = vehicleIndicator(other);
  return [...left].filter((character, place) => character === right[place]).length;
}

/** Assets that a person searches for by any of their names: plate, code, VIN, maker and model. Blanks and hyphens do not matter. */
export function findAssets(assets: readonly Asset[], text: string): readonly Asset[] {
  const wanted = bare(text);
  return wanted === ''
    ? []
    : assets.filter(({ plate, code, vin, type }) =>
        [plate, code, vin, type].some((name) => name !== null && bare(name).includes(wanted)),
      );
}

function bare(text: string): string {
  return text.toUpperCase().replace(/[\s\p{Pd}]/gu, '');
}
