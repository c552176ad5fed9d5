import { z } from 'zod';
import { epochMs, type IsoTime, isoTime } from '../../kernel/iso-time.ts';
import { jobCode } from '../codes.ts';

/** What became of a fleet's word on its visits (X2). `on`: whether every visit is a job from now on. */
export const visitWishChange = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('done'), on: z.boolean() }),
  z.strictObject({ kind: z.literal('refused'), code: jobCode }),
]);
export type VisitWishChange = z.infer<typeof visitWishChange>;

/** A time in which a fleet wanted every visit to be a job; null: it still does. */
export const visitPeriod = z.strictObject({ begins: isoTime, ends: isoTime.nullable() });
export type VisitPeriod = z.infer<typeof visitPeriod>;

/** Clocks of benches differ by so much, and a page of news that is on its way is as old. */
export const visitGraceMs = 5 * 60_000;

/**
 * Whether a visit was made a job in good faith: the fleet wanted it when the unit was scanned, or when the bench last heard of it. So a wish that was just taken
 * back refuses nobody's work, however late it comes.
 *
 * @param scannedAt by the bench's clock
 * @param knownAt by the centre's clock, as the bench says; null where it never heard
 */
export function wasVisitWanted(
  periods: readonly VisitPeriod[],
  { scannedAt, knownAt, now }: { readonly scannedAt: IsoTime; readonly knownAt: IsoTime | null; readonly now: IsoTime },
): boolean {
  const moments = [scannedAt, knownAt].flatMap((one) => (one === null ? [] : [Math.min(epochMs(one), epochMs(now))]));
  return periods.some(({ begins, ends }) =>
    moments.some(
      (moment) => moment >= epochMs(begins) - visitGraceMs && (ends === null || moment <= epochMs(ends) + visitGraceMs),
    ),
  );
}
