import { assetChange, assetLinked } from '#core/domain/pairing/asset-exchange.ts';
import { holdAsset } from '../assets/asset-desk.ts';
import { linkUnit, unlinkUnit } from '../assets/link-unit.ts';
import { changeAsset, createAsset } from '../assets/write-asset.ts';
import { contextFor } from '../push/push-parts.ts';
import type { CloudParts } from './cloud-router.ts';
import { forStations } from './for-stations.ts';

/** Assets by the API (UNIT-2). */
export function assetProcedures(parts: CloudParts) {
  const { assets } = forStations(parts);
  return {
    read: assets.read.handler(async ({ input, context }) => {
      const asset = await context.tenant.transact(async (transaction) =>
        holdAsset(await contextFor(parts, context.station, transaction), input.id),
      );
      return asset === null ? { kind: 'unknown' as const } : { kind: 'asset' as const, asset };
    }),
    create: assets.create.handler(async ({ input: { actor, requestId, ...asked }, context: { station } }) =>
      assetChange.parse(await createAsset(parts, { station, actor, requestId }, asked)),
    ),
    change: assets.change.handler(async ({ input: { actor, requestId, ...asked }, context: { station } }) =>
      assetChange.parse(await changeAsset(parts, { station, actor, requestId }, asked)),
    ),
    link: assets.link.handler(async ({ input: { actor, requestId, ...asked }, context: { station } }) =>
      linkedOf(await linkUnit(parts, { station, actor, requestId }, asked)),
    ),
    unlink: assets.unlink.handler(async ({ input: { actor, requestId, ...asked }, context: { station } }) =>
      linkedOf(await unlinkUnit(parts, { station, actor, requestId }, asked)),
    ),
  };
}

/** A number that stands for another request is refused without an asset; a link never names one. */
function linkedOf(answer: unknown) {
  const refused = assetChange.safeParse(answer).data;
  return refused?.kind === 'refused' ? { kind: 'refused' as const, code: refused.code } : assetLinked.parse(answer);
}
