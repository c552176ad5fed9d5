import { useCallback, useRef, useState } from 'react';
import type { JobId } from '#core/kernel/entity-ids.ts';

export interface Selection {
  readonly ids: ReadonlySet<JobId>;
  /** The other way round for one. */
  toggle(id: JobId): void;
  /** From the one that was toggled last to this one, as they are shown. */
  extend(id: JobId): void;
  setAll(ids: readonly JobId[]): void;
  clear(): void;
}

/** Which jobs are chosen for an act on many. It outlives news, sorting and filters: a bar under the list says how many there are. */
export function useSelection(shown: readonly { readonly id: JobId }[]): Selection {
  const [ids, setIds] = useState<ReadonlySet<JobId>>(new Set());
  const anchor = useRef<JobId | null>(null);
  const rows = useRef(shown);
  rows.current = shown;
  const toggle = useCallback((id: JobId) => {
    anchor.current = id;
    setIds((before) => {
      const next = new Set(before);
      return next.delete(id) ? next : next.add(id);
    });
  }, []);
  const extend = useCallback((id: JobId) => {
    const places = [anchor.current ?? id, id].map((one) => rows.current.findIndex((row) => row.id === one));
    const [from = 0, to = 0] = places.map((place) => Math.max(0, place)).sort((left, right) => left - right);
    setIds((before) => new Set([...before, ...rows.current.slice(from, to + 1).map((row) => row.id)]));
  }, []);
  const setAll = useCallback((all: readonly JobId[]) => setIds(new Set(all)), []);
  const clear = useCallback(() => setIds(new Set()), []);
  return { ids, toggle, extend, setAll, clear };
}
