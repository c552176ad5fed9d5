import { sql } from 'kysely';
import type { Asset } from '#core/domain/pairing/asset.ts';
import type { AssetLink, AssetLinked, AssetUnlink } from '#core/domain/pairing/asset-exchange.ts';
import { operation } from '#core/domain/sync/operation.ts';
import { invariant } from '#core/kernel/invariant.ts';
import { fileActs } from '../audit/organization-log.ts';
import { publish } from '../changes/publishing.ts';
import { applyPair, applyUnpair } from '../push/apply-pairing.ts';
import { applyTransfer } from '../push/apply-transfer.ts';
import type { OperationEffect } from '../push/push-context.ts';
import type { PushParts } from '../push/push-parts.ts';
import { viewUnits } from '../registry/unit-view.ts';
import { type AssetCall, type AssetDesk, atAssetDesk, holdAsset, noteAssetAct, readAsset } from './asset-desk.ts';

/**
 * Ties a unit to an asset and, where it belongs to somebody else yet, moves it to the asset's organization first (UNIT-2, UNIT-3). It is
 * the bench's own transfer and pairing, judged by the same rules, in one transaction: both or neither. Only the class of the unit's type
 * does not count here, and a fleet may take over what a reseller holds.
 */
export function linkUnit(parts: PushParts, call: AssetCall, asked: AssetLink): Promise<unknown> {
  const work = async (desk: AssetDesk): Promise<AssetLinked> => {
    const asset = await holdAsset(desk, asked.id);
    if (asset === null) {
      await noteAssetAct(desk, { action: 'unit.paired', code: 'ASSET_UNKNOWN', asset: null });
      return { kind: 'refused', code: 'ASSET_UNKNOWN' };
    }
    await sql`savepoint before_link`.execute(desk.transaction);
    const moved = asked.ownerId === asset.organizationId ? null : await move(desk, asked, asset);
    const obstacle = moved === null ? null : obstacleOf(moved.effect);
    const paired = obstacle === null ? await pair(desk, asked, asset) : null;
    const code = obstacle ?? (paired === null ? null : obstacleOf(paired));
    if (code !== null) {
      await sql`rollback to savepoint before_link`.execute(desk.transaction);
      await fileActs(desk.transaction, (paired ?? moved?.effect)?.acts ?? []);
      return { kind: 'refused', code };
    }
    const effects = [...(moved === null ? [] : [moved.effect]), ...(paired === null ? [] : [paired])];
    await fileActs(
      desk.transaction,
      effects.flatMap(({ acts }) => acts),
    );
    await publish(
      desk.transaction,
      effects.flatMap(({ changed }) => changed),
    );
    return linked(desk, asked, moved?.transferId ?? null);
  };
  return atAssetDesk(parts, call, { body: { link: asked }, work, moves: true });
}

/** Ends the tie. The unit stays with its owner. */
export function unlinkUnit(parts: PushParts, call: AssetCall, asked: AssetUnlink): Promise<unknown> {
  const work = async (desk: AssetDesk): Promise<AssetLinked> => {
    const asset = await holdAsset(desk, asked.id);
    if (asset === null) {
      await noteAssetAct(desk, { action: 'unit.unpaired', code: 'ASSET_UNKNOWN', asset: null });
      return { kind: 'refused', code: 'ASSET_UNKNOWN' };
    }
    const wanted = operation.parse({
      ...standing(desk, asked.unit),
      kind: 'unit.unpair',
      payload: { organizationId: asset.organizationId, assetId: asset.id },
    });
    invariant(wanted.kind === 'unit.unpair', 'it was parsed as what it is');
    const effect = await applyUnpair(desk, wanted);
    await fileActs(desk.transaction, effect.acts);
    await publish(desk.transaction, effect.changed);
    const code = obstacleOf(effect);
    return code === null ? linked(desk, asked, null) : { kind: 'refused', code };
  };
  return atAssetDesk(parts, call, { body: { unlink: asked }, work, moves: true });
}

/** As an operation of a bench would be, for the rules that judge it; it is numbered by nobody and stored nowhere. */
function standing({ actor, nextId, now }: AssetDesk, unit: string) {
  return { id: nextId(), seq: 1, unit, sessionId: null, actor, occurredAt: now };
}

async function move(
  desk: AssetDesk,
  { unit, ownerId, ownerEpoch, unpairFirst }: AssetLink,
  { organizationId }: Asset,
): Promise<{ readonly effect: OperationEffect; readonly transferId: string }> {
  const wanted = operation.parse({
    ...standing(desk, unit),
    kind: 'unit.transfer',
    payload: { fromId: ownerId, toId: organizationId, expectedEpoch: ownerEpoch, unpairFirst },
  });
  invariant(wanted.kind === 'unit.transfer', 'it was parsed as what it is');
  return { effect: await applyTransfer(desk, wanted), transferId: wanted.id };
}

async function pair(desk: AssetDesk, { unit }: AssetLink, asset: Asset): Promise<OperationEffect> {
  const wanted = operation.parse({
    ...standing(desk, unit),
    kind: 'unit.pair',
    payload: { organizationId: asset.organizationId, assetId: asset.id, vin: asset.vin },
  });
  invariant(wanted.kind === 'unit.pair', 'it was parsed as what it is');
  return applyPair(desk, wanted);
}

/** Null where the goal is reached, also where it was before. */
function obstacleOf({ verdict, code }: OperationEffect): string | null {
  return verdict === 'applied' || verdict === 'noop' ? null : (code ?? 'CLOUD_FAULT');
}

async function linked(
  desk: AssetDesk,
  { id, unit }: Pick<AssetLink, 'id' | 'unit'>,
  transferId: string | null,
): Promise<AssetLinked> {
  const asset = await readAsset(desk, id);
  const rows = await desk.transaction.selectFrom('units').selectAll().where('unit', '=', unit).execute();
  const viewer = { kind: 'organization', id: desk.station.organizationId } as const;
  const [facts] = await viewUnits(desk.transaction, rows, { viewer, now: desk.now });
  invariant(asset !== null && facts !== undefined, 'what was linked can be read');
  return { kind: 'linked', asset, unit: facts, transferId, at: desk.now };
}
