import { oc } from '@orpc/contract';
import { z } from 'zod';
import { standingPairing } from '../../domain/bench/bench-session.ts';
import { asset } from '../../domain/pairing/asset.ts';
import { assetId, organizationId, sessionId } from '../../kernel/entity-ids.ts';
import { isoTime } from '../../kernel/iso-time.ts';

/** All reports of one failure as one thing (decisions.md B6). Every time is by this station's own clock. */
export const issueView = z.strictObject({
  trouble: z.enum(['InvalidData', 'NotFound', 'MultipleMatchFound', 'Unknown', 'occupied']),
  /** As the unit told it, or null. */
  sensorVin: z.string().nullable(),
  /** How often it was found. */
  count: z.number().int().positive(),
  firstAt: isoTime,
  lastAt: isoTime,
  /**
   * `by-the-hour`: tried again at `nextAt`, until `endsAt`, without anybody doing anything (PAIR-3). `over`: those 48 hours have passed.
   * `with-next-message`: tried when the unit speaks again.
   */
  outlook: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('by-the-hour'), nextAt: isoTime, endsAt: isoTime }),
    z.strictObject({ kind: z.literal('over'), endedAt: isoTime }),
    z.strictObject({ kind: z.literal('with-next-message') }),
  ]),
});
export type IssueView = z.infer<typeof issueView>;

/** An asset that a person might mean. */
export const pairingCandidate = asset.extend({
  match: z.enum(['exact', 'partial', 'none']),
  /** It has another unit; that is never overwritten (decisions.md B14). */
  occupied: z.boolean(),
  /** The centre found several, and this is one of them. */
  named: z.boolean(),
});
export type PairingCandidate = z.infer<typeof pairingCandidate>;

export const pairingRow = z.strictObject({
  /** `type:serial`. */
  unit: z.string(),
  unitTypeLabel: z.string(),
  organizationId,
  organizationName: z.string(),
  issue: issueView,
  /** The open work sheet of the unit at this station. */
  sheet: z.strictObject({ sessionId }).nullable(),
  /** What was asked here and the centre has not answered. */
  waiting: z.strictObject({ act: z.enum(['pair', 'unpair']), asset: z.string() }).nullable(),
});
export type PairingRow = z.infer<typeof pairingRow>;

const unknownUnit = z.strictObject({ kind: z.literal('unknown-unit') });

export const pairingActResult = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('done'), asset: z.string() }),
  /** It was so already. */
  z.strictObject({ kind: z.literal('already'), asset: z.string() }),
  /** Kept on this station; the centre has not answered (OWN-11). Nothing is paired or unpaired before it says so. */
  z.strictObject({ kind: z.literal('waiting'), asset: z.string() }),
  /** Something that was asked before has no answer yet. */
  z.strictObject({ kind: z.literal('under-way'), asset: z.string() }),
  /** Why not: a code with words. An attempt that the centre refused is a task as well. */
  z.strictObject({ kind: z.literal('refused'), code: z.string() }),
  unknownUnit,
]);
export type PairingActResult = z.infer<typeof pairingActResult>;

const onUnit = z.strictObject({ unit: z.string().max(60) });

/**
 * Units whose pairing wants somebody (PAIR-5): of our own organization, and of customers whose trust is active. Lists are the station's copy;
 * what is done about them is queued like every other command and decided by the centre.
 */
export const pairingContract = {
  /** Every failure that is not settled, the one that was found last first. `asOf`: how old the copy is. */
  inbox: oc.output(z.strictObject({ rows: z.array(pairingRow), asOf: isoTime.nullable() })),
  /** One of them with the assets that might be meant, best first; `standing` where the unit is paired by now. */
  issue: oc.input(onUnit).output(
    z.discriminatedUnion('kind', [
      z.strictObject({
        kind: z.literal('issue'),
        row: pairingRow,
        candidates: z.array(pairingCandidate),
        /** How many more assets there are; `findAssets` finds them. */
        others: z.number().int().nonnegative(),
      }),
      z.strictObject({ kind: z.literal('settled'), standing: standingPairing.nullable() }),
      unknownUnit,
    ]),
  ),
  /** Assets of the unit's organization by plate, code, VIN or model; the first twenty. */
  findAssets: oc
    .input(onUnit.extend({ text: z.string().max(100) }))
    .output(
      z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('found'), candidates: z.array(pairingCandidate) }),
        unknownUnit,
      ]),
    ),
  /** Pairs a unit by hand, without a sheet (PAIR-1). */
  pair: oc.input(onUnit.extend({ assetId })).output(pairingActResult),
  /** Ends the pairing of a unit with this asset (PAIR-1). One that is paired with something else by now stays so. */
  unpair: oc.input(onUnit.extend({ assetId })).output(pairingActResult),
};
