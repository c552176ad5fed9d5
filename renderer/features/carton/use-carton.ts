import { useQueryClient } from '@tanstack/react-query';
import type { CartonView } from '#core/contract/station/carton.ts';
import type { Carton, CartonRow } from '#core/domain/carton/carton.ts';
import type { CartonId } from '#core/kernel/entity-ids.ts';
import { useStationQuery } from '../../station/station-provider.tsx';

/** A carton as the page holds it: rows that did not change stay the same objects, so that only changed ones are drawn again. */
export interface LoadedCarton {
  readonly kind: 'carton';
  readonly carton: Carton;
  /** The newest scan first; what was taken out is not among them. */
  readonly rows: readonly CartonRow[];
  readonly checking: ReadonlySet<number>;
  /** Every row by number, also those that were taken out. */
  readonly byNumber: ReadonlyMap<number, CartonRow>;
}

export type CartonAnswer = LoadedCarton | { readonly kind: 'no-such-carton' };

/** Keeps a carton fresh by asking for what is new in it only: a scan into a carton of thousands moves one row over the wire. */
export function useCarton(cartonId: CartonId) {
  const queries = useQueryClient();
  const key = ['cartons', 'view', cartonId] as const;
  return useStationQuery(key, async (client): Promise<CartonAnswer> => {
    const before = queries.getQueryData<CartonAnswer>(key);
    const known = before?.kind === 'carton' ? before : null;
    const answer = await client.carton.view({ cartonId, since: known?.carton.revision ?? 0 });
    return answer.kind === 'carton' ? mergeCarton(known, answer) : answer;
  });
}

/** Puts what is new into what was known. */
export function mergeCarton(known: LoadedCarton | null, { carton, checking, rows }: CartonView): LoadedCarton {
  const byNumber = new Map(known?.byNumber);
  for (const row of rows) {
    byNumber.set(row.number, row);
  }
  const isSame = rows.length === 0 && known !== null;
  return {
    kind: 'carton',
    carton,
    rows: isSame ? known.rows : newestFirst(byNumber),
    checking: new Set(checking),
    byNumber,
  };
}

function newestFirst(byNumber: ReadonlyMap<number, CartonRow>): readonly CartonRow[] {
  return [...byNumber.values()].filter(({ removed }) => !removed).sort((left, right) => right.number - left.number);
}
