import { problemWith } from './problem.ts';

/**
 * Where a page ended, for the question that goes on from there. What it is made of is nobody's business and may change, so it says of which list it
 * is and is refused by any other.
 */
export type PagedList = 'audit' | 'pairing-events' | 'jobs' | 'units' | 'assets';

/** `place`: of the last row of the page, in the list's own order. */
export function pageCursor(list: PagedList, place: string | number): string {
  return Buffer.from(`${list} ${place}`).toString('base64url');
}

/** The place that was handed out; undefined where the caller begins. Throws a problem for what never was a cursor of this list. */
export function placeOf(list: PagedList, cursor: string | undefined, traceId: string): string | undefined {
  if (cursor === undefined) {
    return undefined;
  }
  const [name, place] = Buffer.from(cursor, 'base64url').toString().split(' ');
  if (name !== list || place === undefined || place === '' || pageCursor(list, place) !== cursor) {
    throw noCursor(traceId);
  }
  return place;
}

function noCursor(traceId: string): ReturnType<typeof problemWith> {
  return problemWith('malformed', {
    traceId,
    violations: [{ path: 'cursor', message: 'is none that this list gave out' }],
  });
}

/** The same where places are whole numbers. */
export function numberOf(list: PagedList, cursor: string | undefined, traceId: string): number | undefined {
  const place = placeOf(list, cursor, traceId);
  if (place !== undefined && !/^\d{1,15}$/.test(place)) {
    throw noCursor(traceId);
  }
  return place === undefined ? undefined : Number(place);
}

/** A page out of `limit` rows and one more, which tells that there are others. */
export function pageOf<Row>(
  list: PagedList,
  { rows, limit }: { readonly rows: readonly Row[]; readonly limit: number },
  place: (row: Row) => string | number,
): { readonly rows: Row[]; readonly next: string | null } {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return { rows: shown, next: rows.length > limit && last !== undefined ? pageCursor(list, place(last)) : null };
}
