import { useEffect } from 'react';
import type { input as Input } from 'zod';
import { create } from 'zustand';
import type { scanContext } from '#core/contract/station/scan.ts';

/** Where a scan arrives, as the station takes it. */
export type ScanArrival = Input<typeof scanContext>;

/**
 * Where a scan would arrive now. Each screen, step and dialog says so while it is shown; the newest one counts, and when it goes the one
 * before counts again. The header reads it to say what a scan will do.
 */
export interface ScanPlaces {
  readonly stack: readonly Place[];
  enter(place: Place): void;
  leave(id: string): void;
}

interface Place {
  readonly id: string;
  readonly context: ScanArrival;
}

export const useScanPlaces = create<ScanPlaces>()((set) => ({
  stack: [],
  enter: (place) =>
    set(({ stack }) =>
      stack.some(({ id }) => id === place.id)
        ? { stack: stack.map((one) => (one.id === place.id ? place : one)) }
        : { stack: [...stack, place] },
    ),
  leave: (id) => set(({ stack }) => ({ stack: stack.filter((place) => place.id !== id) })),
}));

const elsewhere: ScanArrival = { screen: 'other', sessionId: null, awaiting: 'anything' };

/** The context that counts now. */
export function currentPlace({ stack }: Pick<ScanPlaces, 'stack'>): ScanArrival {
  return stack.at(-1)?.context ?? elsewhere;
}

/** Says that scans arrive here while the calling component is shown. `id` is the place's name and unique on the page. */
export function useScanPlace(id: string, context: ScanArrival): void {
  const { screen, sessionId, awaiting } = context;
  useEffect(() => {
    useScanPlaces.getState().enter({ id, context: { screen, sessionId, awaiting } });
  }, [id, screen, sessionId, awaiting]);
  useEffect(() => () => useScanPlaces.getState().leave(id), [id]);
}
