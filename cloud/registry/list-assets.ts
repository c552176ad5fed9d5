import { normalizeVin } from '#core/domain/identity/vin.ts';
import type { Asset } from '#core/domain/pairing/asset.ts';
import type { IsoTime } from '#core/kernel/iso-time.ts';
import type { CloudTransaction } from '../database/tables.ts';
import { accessTo } from './access-to.ts';
import { loadAssets } from './load.ts';

export interface AssetListQuestion {
  readonly organizationId: string;
  readonly askedBy: string;
  readonly category: Asset['category'] | undefined;
  readonly link: 'linked' | 'unlinked' | undefined;
  /** In whatever spelling. */
  readonly vin: string | undefined;
  /** Only assets behind this one. */
  readonly after: string | undefined;
  readonly limit: number;
  readonly now: IsoTime;
}

export type AssetList = { readonly kind: 'assets'; readonly assets: readonly Asset[] } | { readonly kind: 'not-yours' };

/** Assets of an organization with the units linked to them, by their ids (UNIT-2). */
export async function listAssets(transaction: CloudTransaction, question: AssetListQuestion): Promise<AssetList> {
  if ((await accessTo(transaction, question)) === 'none') {
    return { kind: 'not-yours' };
  }
  const { organizationId, category, link, vin, after, limit } = question;
  let query = transaction
    .selectFrom('assets')
    .leftJoin('units', 'units.paired_asset_id', 'assets.id')
    .select('assets.id')
    .where('assets.organization_id', '=', organizationId)
    .orderBy('assets.id')
    .limit(limit);
  if (after !== undefined) {
    query = query.where('assets.id', '>', after);
  }
  if (category !== undefined) {
    query = query.where('assets.category', '=', category);
  }
  if (link !== undefined) {
    query = query.where('units.unit', link === 'linked' ? 'is not' : 'is', null);
  }
  if (vin !== undefined) {
    query = query.where('assets.vin_key', '=', normalizeVin(vin));
  }
  const ids = (await query.execute()).map(({ id }) => id);
  const found = await loadAssets(transaction, ids);
  return { kind: 'assets', assets: ids.flatMap((id) => found.get(id) ?? []) };
}
