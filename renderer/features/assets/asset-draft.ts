import { z } from 'zod';
import { type Asset, assetCategory } from '#core/domain/pairing/asset.ts';
import { type AssetWish, longestAssetLine } from '#core/domain/pairing/asset-exchange.ts';
import { readKept } from '../../station/read-kept.ts';

/** What stands in the form of an asset, as it is typed. */
const fields = z.strictObject({
  category: assetCategory,
  plate: z.string(),
  code: z.string(),
  type: z.string(),
  vin: z.string(),
});
export type AssetFields = Readonly<z.infer<typeof fields>>;

/** The fields that are lines of text, in the order of the form. */
export const assetLines = ['plate', 'vin', 'code', 'type'] as const;
export type AssetLineName = (typeof assetLines)[number];

const draft = z.strictObject({
  /** The version that it was begun from; 0 for a new one. */
  version: z.number().int().nonnegative(),
  fields,
});
export type AssetDraft = Readonly<z.infer<typeof draft>>;

/** A form in which nobody has typed yet. `vin`: the one that is meant, e.g. what a unit reported. */
export function draftOfAsset(asset: Asset | null, vin: string | null): AssetDraft {
  return {
    version: asset?.version ?? 0,
    fields: {
      category: asset?.category ?? 'trailer',
      plate: asset?.plate ?? '',
      code: asset?.code ?? '',
      type: asset?.type ?? '',
      vin: vin ?? asset?.vin ?? '',
    },
  };
}

export function readAssetDraft(text: string | null): AssetDraft | null {
  return readKept(draft, text);
}

/** The fields as they are sent: what was pasted with tabs or doubled blanks stands in one line of words. */
export function wishOf({ category, ...lines }: AssetFields): AssetWish {
  return {
    category,
    plate: lineOf(lines.plate),
    code: lineOf(lines.code),
    type: lineOf(lines.type),
    vin: lineOf(lines.vin),
  };
}

/** How many characters of a line are sent, where they are too many; else null. */
export function tooLong(text: string): number | null {
  const { length } = lineOf(text) ?? '';
  return length > longestAssetLine ? length : null;
}

function lineOf(text: string): string | null {
  const line = text.replace(/\s+/gu, ' ').trim();
  return line === '' ? null : line;
}
