import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { KeptList, ListLayout, ListName, ListView } from '#core/domain/lists/list-view.ts';
import { useActing } from '../../../station/acting.ts';
import { useStationQuery } from '../../../station/station-provider.tsx';

export interface KeptListState {
  /** Null: as the list comes. */
  readonly layout: ListLayout | null;
  readonly views: readonly ListView[];
  /** False until the station has said how this person likes the list. */
  readonly isKnown: boolean;
  setLayout(layout: ListLayout | null): void;
  /** False where there are too many. */
  keepView(view: ListView): Promise<boolean>;
  dropView(id: string): Promise<void>;
}

/** A width that is being dragged changes with every movement; the station is told when the hand rests. */
const restMs = 500;

/** How whoever sits here likes to see a list, kept by the station (ux rule 30). Changes show at once. */
export function useKeptList(list: ListName): KeptListState {
  const acting = useActing();
  const queries = useQueryClient();
  const key = ['seat', 'list', list] as const;
  const kept = useStationQuery(key, (client) => client.lists.mine({ list }));
  const [own, setOwn] = useState<{ readonly layout: ListLayout | null } | null>(null);
  const take = (answer: KeptList | null) => {
    if (answer !== null) {
      queries.setQueryData(key, answer);
    }
  };
  const keepLayout = useResting(restMs, async (layout: ListLayout | null) => {
    take(await acting((client) => client.lists.keepLayout({ list, layout })));
  });
  return {
    layout: own === null ? (kept.data?.layout ?? null) : own.layout,
    views: kept.data?.views ?? [],
    isKnown: kept.data !== undefined || kept.isError,
    setLayout(layout) {
      setOwn({ layout });
      keepLayout(layout);
    },
    async keepView(view) {
      const answer = await acting((client) => client.lists.keepView({ list, view }));
      take(answer?.kind === 'kept' ? answer.list : null);
      return answer?.kind !== 'too-many';
    },
    async dropView(id) {
      take(await acting((client) => client.lists.dropView({ list, id })));
    },
  };
}

/** Does it once, with the last value, when no other came for so long; at once where the page goes away meanwhile. */
function useResting<Value>(afterMs: number, act: (value: Value) => unknown): (value: Value) => void {
  const latest = useRef(act);
  latest.current = act;
  const waiting = useRef<{ readonly timer: ReturnType<typeof setTimeout>; readonly value: Value } | null>(null);
  useEffect(
    () => () => {
      const { current } = waiting;
      if (current !== null) {
        clearTimeout(current.timer);
        void latest.current(current.value);
      }
    },
    [],
  );
  return (value) => {
    clearTimeout(waiting.current?.timer);
    const timer = setTimeout(() => {
      waiting.current = null;
      void latest.current(value);
    }, afterMs);
    waiting.current = { timer, value };
  };
}
