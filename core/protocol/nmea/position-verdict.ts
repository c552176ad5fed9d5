import type { Position } from './fields.ts';
import {
  freshForMs,
  freshGga,
  horizontalDilution,
  isFresh,
  type PositionPicture,
  satellitesInView,
  satellitesUsed,
} from './position-picture.ts';
import { doubtTime } from './receiver-time.ts';

/**
 * One word on a receiver for the health of a unit (INSP-1). A fix is believed only if RMC says A, GSA says 2 or 3, the receiver's time
 * moves on and is that of now (link.md §3). What contradicts itself is `doubtful` and says why; it is never taken for a fix or for none.
 */
export type PositionVerdict = Sky &
  (
    | { readonly kind: 'fix'; readonly dimension: 2 | 3; readonly position: Position; readonly momentMs: number }
    | { readonly kind: 'no-fix' }
    | { readonly kind: 'doubtful'; readonly why: string }
    /** Too few kinds of sentences were heard to say anything. */
    | { readonly kind: 'incomplete'; readonly why: string }
  );

/** Null: not told, or not in the last seconds. */
export interface Sky {
  readonly satellitesUsed: number | null;
  readonly satellitesInView: number | null;
  readonly hdop: number | null;
}

export interface Moment {
  /** On the clock with which the lines were heard. */
  readonly nowMs: number;
  /** The station's idea of now, milliseconds since 1970. */
  readonly epochMs: number;
}

export function positionVerdict(picture: PositionPicture, now: Moment): PositionVerdict {
  const sky: Sky = {
    satellitesUsed: satellitesUsed(picture, now.nowMs),
    satellitesInView: satellitesInView(picture, now.nowMs),
    hdop: horizontalDilution(picture, now.nowMs),
  };
  return { ...sky, ...judge(picture, now, sky) };
}

type Judged = PositionVerdict extends infer Verdict ? (Verdict extends Sky ? Omit<Verdict, keyof Sky> : never) : never;

function judge(picture: PositionPicture, now: Moment, sky: Sky): Judged {
  const { rmc, gsa } = picture;
  if (rmc === null || !isFresh(rmc, now.nowMs)) {
    return { kind: 'incomplete', why: 'no RMC sentence in the last 10 s' };
  }
  if (!rmc.isValid || (gsa !== null && isFresh(gsa, now.nowMs) && gsa.dimension === 1)) {
    return rmc.isValid ? { kind: 'doubtful', why: 'RMC says fix, GSA says none' } : { kind: 'no-fix' };
  }
  if (gsa === null || !isFresh(gsa, now.nowMs)) {
    return { kind: 'incomplete', why: 'no GSA sentence in the last 10 s' };
  }
  const { position, momentMs } = rmc;
  if (position === null || momentMs === null) {
    return { kind: 'doubtful', why: 'RMC says fix, but names no place or no time' };
  }
  const why = contradiction(picture, now, sky) ?? misplaced(position) ?? doubtTime(momentMs, now.epochMs)?.words;
  return why === undefined
    ? { kind: 'fix', dimension: gsa.dimension === 3 ? 3 : 2, position, momentMs }
    : { kind: 'doubtful', why };
}

/** A position in the plane needs three satellites. */
const satellitesOfAFix = 3;

function contradiction(picture: PositionPicture, { nowMs }: Moment, sky: Sky): string | undefined {
  const gga = freshGga(picture, nowMs);
  if (gga.length > 0 && gga.every(({ quality }) => quality === 0)) {
    return 'RMC says fix, GGA says none';
  }
  if (sky.satellitesUsed !== null && sky.satellitesUsed < satellitesOfAFix) {
    return 'it says fix, but names too few satellites for one';
  }
  return picture.advancedAtMs === null || nowMs - picture.advancedAtMs > freshForMs
    ? 'its time stands still'
    : undefined;
}

/** The place where latitude and longitude are both exactly 0 is in the sea and on the tongue of receivers that know nothing. */
function misplaced({ latitude, longitude }: Position): string | undefined {
  return latitude === 0 && longitude === 0 ? 'it says fix, but stands at 0, 0' : undefined;
}
