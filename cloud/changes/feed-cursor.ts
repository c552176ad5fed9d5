import { z } from 'zod';

/**
 * Where a station stands in the feed. Opaque to it: base64url of JSON. It names the audience it was made for, so that a station
 * which changed its organization starts anew instead of missing what it may now know.
 */
const feedCursor = z.strictObject({
  v: z.literal(1),
  audience: z.string(),
  /** Epoch of the feed's numbering (see `heal-feed`). */
  epoch: z.number().int(),
  /** Position of the last row given: transaction id and number, as text because they may pass 2^53. */
  xid: z.string().regex(/^\d{1,20}$/),
  seq: z.string().regex(/^\d{1,20}$/),
  /** While a first pull is below this transaction id, removals are skipped: the station never had the thing. */
  firstPullUntil: z.string().regex(/^\d{1,20}$/),
});
export type FeedCursor = z.infer<typeof feedCursor>;

export function writeCursor(cursor: FeedCursor): string {
  return Buffer.from(JSON.stringify(cursor), 'utf8').toString('base64url');
}

/** `foreign`: not one of ours, made for another audience, or from before the feed was numbered anew. The station starts over. */
export function readCursor(
  text: string,
  expected: Pick<FeedCursor, 'audience' | 'epoch'>,
): { readonly kind: 'cursor'; readonly cursor: FeedCursor } | { readonly kind: 'foreign' } {
  const parsed = feedCursor.safeParse(parseJson(Buffer.from(text, 'base64url').toString('utf8')));
  return parsed.success && parsed.data.audience === expected.audience && parsed.data.epoch === expected.epoch
    ? { kind: 'cursor', cursor: parsed.data }
    : { kind: 'foreign' };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Whatever is no JSON is no cursor of ours.
    return undefined;
  }
}
