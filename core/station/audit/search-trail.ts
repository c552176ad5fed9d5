import type { TrailPage } from '../../contract/station/audit.ts';
import { readTrailEntry, type TrailEntry } from '../../domain/audit/read-trail-entry.ts';
import type { TrailFilter } from '../../domain/audit/trail-filter.ts';
import type { StationContext } from '../station-context.ts';

/** Entries looked at in one go: a few milliseconds with the index, and for words, which no index knows, each entry is read. */
const stretch = { indexed: 50_000, words: 2_500 } as const;
/** After this long the caller hears what was found so far, and asks on. */
const longestMs = 150;

export interface TrailSearch {
  readonly filter: TrailFilter;
  readonly from?: number | undefined;
  readonly newer?: true | undefined;
  readonly limit: number;
}

/**
 * Finds a page of entries, part by part with pauses, so that a trail of a million entries holds nobody up: neither the one who asks nor the
 * bench. See `audit.search`.
 */
export async function searchTrail(
  { store, clock }: Pick<StationContext, 'store' | 'clock'>,
  { filter, from, newer, limit }: TrailSearch,
): Promise<TrailPage> {
  const { size } = store.auditHead();
  const width = filter.text === undefined ? stretch.indexed : stretch.words;
  const startedMs = clock.monotonicMs();
  const found: TrailEntry[] = [];
  let at: number | null = Math.min(from ?? size, size);
  while (at !== null && at >= 1 && found.length < limit) {
    if (found.length > 0 || at !== (from ?? size)) {
      await clock.sleep(0);
    }
    const part: Part =
      newer === true ? { from: at, to: Math.min(size, at + width - 1) } : { from: Math.max(1, at - width + 1), to: at };
    const order = newer === true ? 'oldest-first' : 'newest-first';
    const entries = store.searchAudit({ filter, ...part, order, limit: limit - found.length });
    if (newer === true) {
      found.unshift(...entries.map(readTrailEntry));
    } else {
      found.push(...entries.map(readTrailEntry));
    }
    at = beyond(part, { newer: newer === true, size, isFull: found.length >= limit, entries });
    if (clock.monotonicMs() - startedMs > longestMs) {
      break;
    }
  }
  return { entries: found, searchedTo: at !== null && at >= 1 ? at : null, size };
}

interface Part {
  readonly from: number;
  readonly to: number;
}

/** The first entry that was not looked at; null behind the last. */
function beyond(
  part: Part,
  {
    newer,
    size,
    isFull,
    entries,
  }: { newer: boolean; size: number; isFull: boolean; entries: readonly { readonly seq: number }[] },
): number | null {
  const edge = newer ? entries.at(0) : entries.at(-1);
  const last = isFull && edge !== undefined ? edge.seq : newer ? part.to : part.from;
  const next = newer ? last + 1 : last - 1;
  return next < 1 || next > size ? null : next;
}
