import { oc } from '@orpc/contract';
import { z } from 'zod';
import { requestNumber } from '../../domain/access/stated-actor.ts';
import { unitVerdict } from '../../domain/ownership/verdict.ts';
import { asset } from '../../domain/pairing/asset.ts';
import {
  assetChange,
  assetLink,
  assetLinked,
  assetUnlink,
  changedAsset,
  newAsset,
} from '../../domain/pairing/asset-exchange.ts';
import { assetId, organizationId } from '../../kernel/entity-ids.ts';
import { isoTime } from '../../kernel/iso-time.ts';
import { centreTrouble } from './partners.ts';

const unanswered = z.strictObject({ kind: z.literal('not-answered'), why: centreTrouble });

/** `not-answered`: nothing is known to have changed; asking again with the same request id does it once. */
export const assetActResult = z.discriminatedUnion('kind', [...assetChange.options, unanswered]);
export type AssetActResult = z.infer<typeof assetActResult>;
export const assetLinkResult = z.discriminatedUnion('kind', [...assetLinked.options, unanswered]);
export type AssetLinkResult = z.infer<typeof assetLinkResult>;

/** What stands between a unit and an asset, for the question before a link. */
export const unitForAsset = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('unit'),
    verdict: unitVerdict,
    /** True where it belongs to somebody else yet and the link moves it first. */
    moves: z.boolean(),
    /** What it is paired with now, by name; null where it is free. */
    pairedWith: z.string().nullable(),
    /** The code that forbids it; null where it may be linked. */
    obstacle: z.string().nullable(),
  }),
  z.strictObject({ kind: z.literal('choose-type'), serial: z.string(), types: z.array(z.string()) }),
  z.strictObject({ kind: z.literal('bad-unit'), code: z.string() }),
  z.strictObject({ kind: z.literal('unknown-asset') }),
]);
export type UnitForAsset = z.infer<typeof unitForAsset>;

/**
 * The vehicles and trailers of our own organization, or of a customer whose trust is active (UNIT-2). Lists are the station's copy; every
 * change is asked of the centre at once and works only while it answers.
 */
/** No label of a unit is longer. */
export const longestUnitText = 300;

export const assetsContract = {
  list: oc.input(z.strictObject({ organizationId })).output(
    z.discriminatedUnion('kind', [
      z.strictObject({
        kind: z.literal('assets'),
        organizationName: z.string(),
        rows: z.array(asset),
        asOf: isoTime.nullable(),
      }),
      z.strictObject({ kind: z.literal('not-yours') }),
    ]),
  ),
  open: oc
    .input(z.strictObject({ id: assetId }))
    .output(
      z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('asset'), asset, organizationName: z.string() }),
        z.strictObject({ kind: z.literal('not-found') }),
      ]),
    ),
  create: oc.input(z.strictObject({ requestId: requestNumber, ...newAsset.shape })).output(assetActResult),
  change: oc.input(z.strictObject({ requestId: requestNumber, ...changedAsset.shape })).output(assetActResult),
  /** Whether a unit may be linked to the asset, and what that does to it. `unit`: `type:serial`, or anything the label parser understands. */
  findUnit: oc.input(z.strictObject({ id: assetId, unit: z.string().max(longestUnitText) })).output(unitForAsset),
  /** Links a unit that belongs to the asset's organization already. */
  link: oc.input(z.strictObject({ requestId: requestNumber, ...assetLink.shape })).output(assetLinkResult),
  /** Links a unit of somebody else, which moves it: asks for the PIN as every transfer does. */
  linkAndTransfer: oc.input(z.strictObject({ requestId: requestNumber, ...assetLink.shape })).output(assetLinkResult),
  unlink: oc.input(z.strictObject({ requestId: requestNumber, ...assetUnlink.shape })).output(assetLinkResult),
};
