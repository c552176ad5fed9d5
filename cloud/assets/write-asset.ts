import { sql } from 'kysely';
import type { AssetCode } from '#core/domain/codes.ts';
import { normalizeVin } from '#core/domain/identity/vin.ts';
import type { Asset } from '#core/domain/pairing/asset.ts';
import {
  type AssetChange,
  type AssetWish,
  type ChangedAsset,
  judgeAssetWish,
  type NewAsset,
} from '#core/domain/pairing/asset-exchange.ts';
import { isMatchable } from '#core/domain/pairing/match-vin.ts';
import { invariant } from '#core/kernel/invariant.ts';
import { publish } from '../changes/publishing.ts';
import { tryAtOnce } from '../pairing/not-found-schedule.ts';
import type { PushParts } from '../push/push-parts.ts';
import { accessTo } from '../registry/access-to.ts';
import {
  type AssetCall,
  type AssetDesk,
  atAssetDesk,
  holdAsset,
  mayWriteAssets,
  noteAssetAct,
  readAsset,
} from './asset-desk.ts';

/** Writes a new asset of our own organization, or of one that trusts us now (UNIT-2). */
export function createAsset(parts: PushParts, call: AssetCall, asked: NewAsset): Promise<unknown> {
  const { organizationId, wish } = asked;
  const work = async (desk: AssetDesk): Promise<AssetChange> => {
    const question = { organizationId, askedBy: desk.station.organizationId, now: desk.now };
    if ((await accessTo(desk.transaction, question)) === 'none') {
      return refuse(desk, { action: 'asset.created', code: 'ASSET_UNKNOWN' });
    }
    return write(desk, { id: desk.nextId(), organizationId, wish, before: null });
  };
  return atAssetDesk(parts, call, { body: { create: asked }, work });
}

/** Changes what people write of it: compare-and-set on the version that was seen. */
export function changeAsset(parts: PushParts, call: AssetCall, asked: ChangedAsset): Promise<unknown> {
  const work = async (desk: AssetDesk): Promise<AssetChange> => {
    const before = await holdAsset(desk, asked.id);
    if (before === null) {
      return refuse(desk, { action: 'asset.changed', code: 'ASSET_UNKNOWN' });
    }
    if (before.version !== asked.expectedVersion) {
      return refuse(desk, { action: 'asset.changed', code: 'ASSET_CHANGED', current: before });
    }
    return write(desk, { id: asked.id, organizationId: before.organizationId, wish: asked.wish, before });
  };
  return atAssetDesk(parts, call, { body: { change: asked }, work });
}

interface Writing {
  readonly id: string;
  readonly organizationId: string;
  readonly wish: AssetWish;
  readonly before: Asset | null;
}

async function write(desk: AssetDesk, { id, organizationId, wish, before }: Writing): Promise<AssetChange> {
  const action = before === null ? 'asset.created' : 'asset.changed';
  if (!(await mayWriteAssets(desk))) {
    return refuse(desk, { action, code: 'ASSET_NOT_ALLOWED', current: before });
  }
  const judged = judgeAssetWish(wish);
  if (judged.kind === 'unfit') {
    return refuse(desk, { action, code: judged.codes[0] ?? 'ASSET_NAMELESS', current: before });
  }
  const vinKey = judged.wish.vin === null ? null : normalizeVin(judged.wish.vin);
  const version = (before?.version ?? 0) + 1;
  const values = { ...judged.wish, vin_key: vinKey, version };
  const { transaction } = desk;
  const other = vinKey === null ? null : await holderOf(desk, { organizationId, vinKey, except: id });
  if (other !== null) {
    return refuse(desk, { action, code: 'ASSET_VIN_TAKEN', current: other });
  }
  await transaction
    .insertInto('assets')
    .values({ id, organization_id: organizationId, ...values })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
    .execute();
  const asset = await readAsset(desk, id);
  invariant(asset !== null, 'what was written can be read');
  await noteAssetAct(desk, { action, code: null, asset });
  if (asset.vin !== null && isMatchable(asset.vin)) {
    await tryAtOnce(transaction, { organizationId, vin: asset.vin, now: desk.now });
  }
  await publish(transaction, [
    { kind: 'asset', keys: [id] },
    { kind: 'unit', keys: asset.unit === null ? [] : [asset.unit] },
  ]);
  return { kind: 'done', asset };
}

/**
 * The other asset that has this VIN. Whoever writes a VIN holds it until the transaction ends, so that two at the same moment do not both
 * find it free; the unique key of the table stands behind.
 */
async function holderOf(
  desk: AssetDesk,
  { organizationId, vinKey, except }: { organizationId: string; vinKey: string; except: string },
): Promise<Asset | null> {
  const { transaction } = desk;
  await sql`select pg_advisory_xact_lock(hashtextextended(${`vin ${organizationId} ${vinKey}`}, 0))`.execute(
    transaction,
  );
  const row = await transaction
    .selectFrom('assets')
    .select('id')
    .where('organization_id', '=', organizationId)
    .where('vin_key', '=', vinKey)
    .where('id', '<>', except)
    .executeTakeFirst();
  return row === undefined ? null : readAsset(desk, row.id);
}

async function refuse(
  desk: AssetDesk,
  { action, code, current = null }: { action: string; code: AssetCode; current?: Asset | null },
): Promise<AssetChange> {
  await noteAssetAct(desk, { action, code, asset: current });
  return { kind: 'refused', code, current };
}
