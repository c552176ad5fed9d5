import type { StatedActor } from '#core/domain/access/stated-actor.ts';
import type { AssetCode } from '#core/domain/codes.ts';
import type { Asset } from '#core/domain/pairing/asset.ts';
import { noteAct } from '../audit/note-act.ts';
import { oncePerRequest } from '../partners/once-per-request.ts';
import type { PushContext } from '../push/push-context.ts';
import { contextFor, type PushParts } from '../push/push-parts.ts';
import { accessTo } from '../registry/access-to.ts';
import { loadAssets } from '../registry/load.ts';
import { personMay } from '../registry/person-may.ts';
import type { CallingStation } from '../stations/find-station.ts';

/** Who asks, and under which number of their own. */
export interface AssetCall {
  readonly station: CallingStation;
  readonly actor: StatedActor;
  readonly requestId: string;
}

/** One call at work, inside its transaction. */
export interface AssetDesk extends PushContext {
  readonly actor: StatedActor;
}

export const keyUsed = { kind: 'refused', code: 'ASSET_KEY_USED' satisfies AssetCode, current: null } as const;

export interface AssetWork<Answer extends object> {
  readonly body: unknown;
  readonly work: (desk: AssetDesk) => Promise<Answer>;
  /** It may move a unit between organizations or tie it, which is judged by the rows of both. */
  readonly moves?: boolean;
}

/** Does the work of a request once, in one transaction; a repetition gets the answer from the books, for its schema to read (UNIT-2). */
export async function atAssetDesk<Answer extends object>(
  parts: PushParts,
  { station, actor, requestId }: AssetCall,
  { body, work, moves = false }: AssetWork<Answer>,
): Promise<unknown> {
  const { organizationId } = station;
  const { database } = parts;
  const ways = moves ? database.asSystem('verdict') : database.forTenant({ organizationId, now: parts.clock.now() });
  const outcome = await ways.transact(async (transaction) => {
    const context = await contextFor(parts, station, transaction);
    const request = { organizationId, requestId, body, now: context.now };
    return oncePerRequest(transaction, request, () => work({ ...context, path: 'assets', actor }));
  });
  return outcome.kind === 'answered' ? outcome.answer : keyUsed;
}

export async function mayWriteAssets({ transaction, station, actor }: AssetDesk): Promise<boolean> {
  return personMay(transaction, { organizationId: station.organizationId, actor, right: 'assets' });
}

/** The asset, held until the transaction ends. Null also for one of an organization that this station does not work for. */
export async function holdAsset({ transaction, station, now }: PushContext, id: string): Promise<Asset | null> {
  const row = await transaction
    .selectFrom('assets')
    .select(['id', 'organization_id'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (row === undefined) {
    return null;
  }
  const question = { organizationId: row.organization_id, askedBy: station.organizationId, now };
  return (await accessTo(transaction, question)) === 'none' ? null : readAsset({ transaction }, id);
}

export async function readAsset({ transaction }: Pick<PushContext, 'transaction'>, id: string): Promise<Asset | null> {
  return (await loadAssets(transaction, [id])).get(id) ?? null;
}

/** Writes the act into the logs of the asset's organization and of whoever did it; an attempt that was refused only into the latter. */
export async function noteAssetAct(
  desk: AssetDesk,
  { action, code, asset }: { readonly action: string; readonly code: string | null; readonly asset: Asset | null },
): Promise<void> {
  const { transaction, station, actor, organizationName, now } = desk;
  const by = {
    organizationId: station.organizationId,
    actor: `${actor.name}, ${organizationName}`,
    personId: actor.personId,
  };
  const source = asset === null ? 'asset' : `asset ${asset.id}`;
  await noteAct(transaction, { at: now, action, code, by, others: [asset?.organizationId ?? null], source });
}
