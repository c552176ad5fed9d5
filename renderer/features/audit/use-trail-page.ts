import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { TrailPage } from '#core/contract/station/audit.ts';
import type { TrailFilter } from '#core/domain/audit/trail-filter.ts';
import { useStation } from '../../station/station-provider.tsx';
import { type AuditAddress, filterOf } from './audit-search.ts';

/** Entries of one page. */
export const pageLength = 50;

const nothing: TrailPage = { entries: [], searchedTo: null, size: 0 };

/**
 * The page of the trail that the address asks for. The station looks at a part at a time; the page asks on until it is full, and tells where the
 * search stands meanwhile. A search for words is not repeated with every new entry: it reads each one.
 */
export function useTrailPage(address: AuditAddress) {
  const client = useStation();
  const [searchingAt, setSearchingAt] = useState<number | null>(null);
  const turn = useRef(0);
  const { from, newer } = address;
  const filter = filterOf(address);
  const topic = filter?.text === undefined ? 'audit' : 'audit-words';
  const query = useQuery({
    queryKey: [topic, 'page', filter, from ?? null, newer ?? false],
    queryFn: async ({ signal }) => {
      turn.current += 1;
      const own = turn.current;
      const tell = (at: number | null) => (own === turn.current ? setSearchingAt(at) : undefined);
      const answer = await fill(filter, address, { search: client.audit.search, signal, tell });
      tell(null);
      return answer;
    },
    placeholderData: keepPreviousData,
  });
  return { query, searchingAt };
}

interface Asking {
  readonly search: ReturnType<typeof useStation>['audit']['search'];
  readonly signal: AbortSignal;
  readonly tell: (at: number | null) => void;
}

async function fill(
  filter: TrailFilter | null,
  place: Pick<AuditAddress, 'from' | 'newer'>,
  { search, signal, tell }: Asking,
): Promise<TrailPage> {
  if (filter === null) {
    return nothing;
  }
  const ask = (from: number | undefined, limit: number) =>
    search({
      filter,
      limit,
      ...(from === undefined ? {} : { from }),
      ...(place.newer === true ? { newer: true as const } : {}),
    });
  let page = await ask(place.from, pageLength);
  while (page.entries.length < pageLength && page.searchedTo !== null && !signal.aborted) {
    tell(page.searchedTo);
    const next = await ask(page.searchedTo, pageLength - page.entries.length);
    const entries = place.newer === true ? [...next.entries, ...page.entries] : [...page.entries, ...next.entries];
    page = { ...next, entries };
  }
  return page;
}
