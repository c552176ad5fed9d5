import type { AssetActResult, AssetLinkResult } from '../../contract/station/assets.ts';
import type { Asset } from '../../domain/pairing/asset.ts';
import type { AssetChange, AssetLink, AssetLinked } from '../../domain/pairing/asset-exchange.ts';
import type { AssetId, OrganizationId } from '../../kernel/entity-ids.ts';
import type { CloudFailure } from '../../ports/cloud-client.ts';
import type { StoreWriter } from '../../ports/station-store.ts';
import { troubleOf } from '../partners/last-seen.ts';
import { auditActor, operationActor, type Principal } from '../principal.ts';
import type { AreaProcedures, Call } from '../procedures.ts';
import type { StationContext } from '../station-context.ts';
import { isMineToSee } from '../units/mine-to-see.ts';
import { findUnitFor } from './find-unit-for.ts';

/** Assets (UNIT-2): read from the station's copy, changed at the centre, which decides; the station asks, tells and writes down who asked. */
export function assetProcedures(context: StationContext): AreaProcedures<'assets'> {
  const { cloudAssets, store } = context;
  const link = async ({ requestId, ...wish }: AssetLink & { readonly requestId: string }, { principal }: Call) => {
    const answer = await cloudAssets.link({ requestId, actor: operationActor(principal), ...wish });
    return settleLink(context, principal, { answer, act: 'linked', ...wish });
  };
  return {
    list: async ({ organizationId }) =>
      isMineToSee(context, organizationId)
        ? {
            kind: 'assets',
            organizationName: nameOf(context, organizationId),
            rows: [...store.assetsOf(organizationId)],
            asOf: store.mirrorAsOf(),
          }
        : { kind: 'not-yours' },

    open: async ({ id }) => {
      const asset = findAsset(context, id);
      return asset === null
        ? { kind: 'not-found' }
        : { kind: 'asset', asset, organizationName: nameOf(context, asset.organizationId) };
    },

    create: async ({ requestId, organizationId, wish }, { principal }) => {
      const actor = operationActor(principal);
      const answer = await cloudAssets.create({ requestId, actor, organizationId, wish });
      return settle(context, principal, { answer, act: 'created', organizationId });
    },

    change: async ({ requestId, ...wish }, { principal }) => {
      const organizationId = findAsset(context, wish.id)?.organizationId ?? context.identity.organizationId;
      const answer = await cloudAssets.change({ requestId, actor: operationActor(principal), ...wish });
      return settle(context, principal, { answer, act: 'changed', organizationId });
    },

    findUnit: async ({ id, unit }) => {
      const asset = findAsset(context, id);
      return asset === null ? { kind: 'unknown-asset' } : findUnitFor(context, asset, unit);
    },

    link: async (wish, call) =>
      findAsset(context, wish.id)?.organizationId === wish.ownerId
        ? link(wish, call)
        : { kind: 'refused', code: 'OWNER_OTHER' },

    linkAndTransfer: link,

    unlink: async ({ requestId, ...wish }, { principal }) => {
      const answer = await cloudAssets.unlink({ requestId, actor: operationActor(principal), ...wish });
      return settleLink(context, principal, { answer, act: 'unlinked', ...wish });
    },
  };
}

/** Null also for one that is not ours to see. */
function findAsset(context: StationContext, id: AssetId): Asset | null {
  const asset = context.store.asset(id);
  return asset !== null && isMineToSee(context, asset.organizationId) ? asset : null;
}

function nameOf({ store }: StationContext, id: OrganizationId): string {
  return store.organization(id)?.name ?? id;
}

interface Change {
  readonly answer: AssetChange | CloudFailure;
  readonly act: 'created' | 'changed';
  readonly organizationId: OrganizationId;
}

/** The centre's answer is fresher than the copy; the pull will bring the same. An attempt that was refused stands in the trail as well. */
function settle(
  context: StationContext,
  principal: Principal,
  { answer, act, organizationId }: Change,
): AssetActResult {
  const result = answeredOr(answer);
  note(context, {
    principal,
    act,
    result,
    organizationId,
    after: result.kind === 'done' ? { asset: result.asset.id, vin: result.asset.vin ?? '' } : {},
    mirror: (write) => {
      if (result.kind === 'done') {
        write.mirror.putAsset(result.asset);
      }
    },
  });
  return result;
}

interface Link extends Pick<AssetLink, 'id' | 'unit'> {
  readonly answer: AssetLinked | CloudFailure;
  readonly act: 'linked' | 'unlinked';
}

function settleLink(context: StationContext, principal: Principal, { answer, act, id, unit }: Link): AssetLinkResult {
  const result = answeredOr(answer);
  const organizationId = findAsset(context, id)?.organizationId ?? context.identity.organizationId;
  const transferId = result.kind === 'linked' ? result.transferId : null;
  note(context, {
    principal,
    act,
    result,
    organizationId,
    unit,
    after: { asset: id, ...(transferId === null ? {} : { transfer: transferId }) },
    mirror: (write) => {
      if (result.kind === 'linked') {
        write.mirror.putAsset(result.asset);
        write.mirror.putUnit(result.unit);
      }
    },
  });
  return result;
}

function answeredOr<Answer extends { readonly kind: 'done' | 'linked' | 'refused' }>(
  answer: Answer | CloudFailure,
): Answer | { readonly kind: 'not-answered'; readonly why: ReturnType<typeof troubleOf> } {
  return isAnswer(answer) ? answer : { kind: 'not-answered', why: troubleOf(answer) };
}

function isAnswer<Answer extends { readonly kind: 'done' | 'linked' | 'refused' }>(
  answer: Answer | CloudFailure,
): answer is Answer {
  return answer.kind === 'done' || answer.kind === 'linked' || answer.kind === 'refused';
}

interface Note {
  readonly principal: Principal;
  readonly act: 'created' | 'changed' | 'linked' | 'unlinked';
  readonly result: AssetActResult | AssetLinkResult;
  readonly organizationId: OrganizationId;
  readonly unit?: string;
  readonly after: Readonly<Record<string, string>>;
  readonly mirror: (write: StoreWriter) => void;
}

function note(context: StationContext, { principal, act, result, organizationId, unit, after, mirror }: Note): void {
  const outcome = result.kind === 'refused' ? 'refused' : result.kind === 'not-answered' ? 'failed' : 'done';
  context.store.transact((write) => {
    mirror(write);
    write.appendAudit({
      actor: auditActor(principal),
      organizations: [...new Set([context.identity.organizationId, organizationId])],
      action: `asset.${act}`,
      outcome,
      code: result.kind === 'refused' ? result.code : result.kind === 'not-answered' ? result.why : null,
      ...(unit === undefined ? {} : { unit }),
      after,
    });
  });
  context.changed('units', 'sheets', 'audit');
  context.sync.wake();
}
