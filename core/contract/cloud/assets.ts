import { z } from 'zod';
import { requestNumber, statedActor } from '../../domain/access/stated-actor.ts';
import type { AssetCode } from '../../domain/codes.ts';
import { asset } from '../../domain/pairing/asset.ts';
import {
  assetChange,
  assetLink,
  assetLinked,
  assetUnlink,
  changedAsset,
  newAsset,
} from '../../domain/pairing/asset-exchange.ts';
import { assetId } from '../../kernel/entity-ids.ts';
import { cloudCall } from './call-rules.ts';

const asking = { requestId: requestNumber, actor: statedActor };
const onceByKey = { kind: 'by-key', field: 'requestId', reused: 'ASSET_KEY_USED' satisfies AssetCode } as const;

/**
 * Assets at the central API (UNIT-2): those of the calling station's own organization and of fleets that trust it now; any other is as unknown
 * as one that never was. Every change is made once per request id, and its answer says in `code` why nothing was changed.
 */
export const assetsContract = {
  read: cloudCall
    .route({ method: 'GET', path: '/v1/assets/{id}', summary: 'An asset' })
    .input(z.object({ id: assetId }))
    .meta({ tag: ['asset', 'version'] })
    .output(
      z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('asset'), asset }),
        z.strictObject({ kind: z.literal('unknown') }),
      ]),
    ),
  create: cloudCall
    .route({ method: 'POST', path: '/v1/assets', summary: 'Write a new asset' })
    .meta({ repeat: onceByKey, tag: ['asset', 'version'] })
    .input(z.strictObject({ ...asking, ...newAsset.shape }))
    .output(assetChange),
  change: cloudCall
    .route({
      method: 'PUT',
      path: '/v1/assets/{id}',
      summary: 'Change an asset',
      description: 'Names the version that was seen; where the asset has another one by now, nothing is changed.',
    })
    .meta({
      repeat: onceByKey,
      version: { field: 'expectedVersion', changed: 'ASSET_CHANGED' satisfies AssetCode },
      tag: ['asset', 'version'],
    })
    .input(z.strictObject({ ...asking, ...changedAsset.shape }))
    .output(assetChange),
  link: cloudCall
    .route({
      method: 'POST',
      path: '/v1/assets/{id}/link',
      summary: 'Link a unit to an asset',
      description:
        "Ties a unit to the asset and, where it belongs to somebody else yet, moves it to the asset's organization in the same step.",
    })
    .meta({ repeat: onceByKey, tag: ['asset', 'version'] })
    .input(z.strictObject({ ...asking, ...assetLink.shape }))
    .output(assetLinked),
  unlink: cloudCall
    .route({ method: 'POST', path: '/v1/assets/{id}/unlink', summary: 'Unlink a unit from an asset' })
    .meta({ repeat: onceByKey, tag: ['asset', 'version'] })
    .input(z.strictObject({ ...asking, ...assetUnlink.shape }))
    .output(assetLinked),
};
