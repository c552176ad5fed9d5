import { z } from 'zod';
import { assetId, organizationId } from '../../kernel/entity-ids.ts';
import { isoTime } from '../../kernel/iso-time.ts';
import { isPlainName } from '../../kernel/plain-name.ts';
import { type AssetCode, assetCode } from '../codes.ts';
import { judgeVin } from '../identity/vin.ts';
import { unitFacts } from '../ownership/unit-facts.ts';
import { asset, assetCategory } from './asset.ts';

/** What stations and the cloud tell each other about assets (UNIT-2): what people write, what is linked, and what became of it. */
/** The most characters of each of them. */
export const longestAssetLine = 60;
const line = z.string().trim().min(1).max(longestAssetLine);

export const assetWish = z.strictObject({
  category: assetCategory,
  type: line.nullable(),
  plate: line.nullable(),
  vin: line.nullable(),
  code: line.nullable(),
});
export type AssetWish = z.infer<typeof assetWish>;

/** `fit` holds the VIN in the spelling in which VINs are compared; of `unfit` all that is wrong is said at once. */
export type JudgedWish =
  | { readonly kind: 'fit'; readonly wish: AssetWish }
  | {
      readonly kind: 'unfit';
      readonly codes: readonly Extract<AssetCode, 'ASSET_NAMELESS' | 'ASSET_UNSEEN' | 'ASSET_VIN_BAD'>[];
    };

/**
 * Whether an asset can be kept like this: people must be able to call it something, and a VIN that is written must be one, whole or the
 * part that older brake systems know (PAIR-6). A check digit that does not fit is a hint and never an obstacle. What nobody can see, or
 * what turns the words beside it round, is no name on a list or a report.
 */
export function judgeAssetWish(wish: AssetWish): JudgedWish {
  const vin = wish.vin === null ? null : judgeVin(wish.vin);
  const isNameless = wish.plate === null && wish.code === null && wish.vin === null;
  const codes = [
    ...(isNameless ? (['ASSET_NAMELESS'] as const) : []),
    ...([wish.plate, wish.code, wish.type].every(isSeen) ? [] : (['ASSET_UNSEEN'] as const)),
    ...(vin?.kind === 'bad' ? (['ASSET_VIN_BAD'] as const) : []),
  ];
  return codes.length > 0 ? { kind: 'unfit', codes } : { kind: 'fit', wish: { ...wish, vin: vin?.value ?? null } };
}

function isSeen(name: string | null): boolean {
  return name === null || isPlainName(name);
}

export const newAsset = z.strictObject({ organizationId, wish: assetWish });
export type NewAsset = z.infer<typeof newAsset>;

export const changedAsset = z.strictObject({
  id: assetId,
  /** The version that the person saw; another one by now is refused. */
  expectedVersion: z.number().int().positive(),
  wish: assetWish,
});

export type ChangedAsset = z.infer<typeof changedAsset>;

const unitKey = z.string().regex(/^[a-z][a-z0-9_-]{0,31}:\d{15}$/);

/** A unit to be linked, as the person confirmed it. */
export const assetLink = z.strictObject({
  id: assetId,
  /** `type:serial`. */
  unit: unitKey,
  /** The owner that was shown; where it is another organization than the asset's, the unit moves first. */
  ownerId: organizationId,
  ownerEpoch: z.number().int().nonnegative(),
  /** The person agreed that a standing pairing ends first (OWN-14). */
  unpairFirst: z.boolean(),
});
export type AssetLink = z.infer<typeof assetLink>;

export const assetUnlink = z.strictObject({ id: assetId, unit: unitKey });
export type AssetUnlink = z.infer<typeof assetUnlink>;

/**
 * `done`: the asset as it is now. `refused`: nothing was changed; the code says why, and `current` is the asset
 * as it is, where there is one that may be seen; with `ASSET_VIN_TAKEN` it is the one that has this VIN.
 */
export const assetChange = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('done'), asset }),
  z.strictObject({ kind: z.literal('refused'), code: assetCode, current: asset.nullable() }),
]);
export type AssetChange = z.infer<typeof assetChange>;

/** The same for a link: also the unit, and the transfer that it came by. */
export const assetLinked = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('linked'), asset, unit: unitFacts, transferId: z.string().nullable(), at: isoTime }),
  z.strictObject({ kind: z.literal('refused'), code: z.string() }),
]);
export type AssetLinked = z.infer<typeof assetLinked>;
