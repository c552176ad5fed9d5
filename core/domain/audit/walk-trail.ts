import type { TrailEntry } from './read-trail-entry.ts';
import type { TrailFilter } from './trail-filter.ts';

/** The contract's `audit.search`, from wherever. */
export type TrailSearcher = (wish: {
  readonly filter: TrailFilter;
  readonly from?: number;
  readonly limit: number;
}) => Promise<{ readonly entries: readonly TrailEntry[]; readonly searchedTo: number | null }>;

const pageSize = 500;

/** Everything that a filter wants, newest first, page by page. `upTo`: the newest entry of interest; what is added meanwhile is not. */
export async function* walkTrail(
  search: TrailSearcher,
  filter: TrailFilter,
  upTo?: number,
): AsyncGenerator<TrailEntry, void, void> {
  let from = upTo;
  for (;;) {
    const page = await search({ filter, limit: pageSize, ...(from === undefined ? {} : { from }) });
    yield* page.entries;
    if (page.searchedTo === null) {
      return;
    }
    from = page.searchedTo;
  }
}
