// What the pages of `npm run bench:jobs` and `bench:units` have in common: a page of the product alone in the browser, and what is done with it.
import {
  type AnyRoute,
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  RouterProvider,
} from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { StationProvider } from '../station/station-provider.tsx';
import { TextProvider } from '../text/text-provider.tsx';
import type { AnsweringStation } from './answering-station.ts';
import { untilFrame } from './frame-time.ts';

/** What a measured list has to show in the end. */
export interface Goal {
  readonly rows: number;
  /** Name of the first row. */
  readonly first: string;
}

export interface PageAlone {
  draw(): void;
  /** With another address; of the routes of the product only this one is here. */
  go(search: object): void;
  isShown(goal: Goal): boolean;
  close(): void;
}

/** A page of the product that stands alone, with a station that answers from memory. */
export function createPageAlone(
  page: {
    readonly path: string;
    readonly component: () => ReactNode;
    readonly validateSearch: (search: Readonly<Record<string, unknown>>) => object;
  },
  { connection }: AnsweringStation,
  place: HTMLElement,
): PageAlone {
  const root = createRootRoute();
  const route: AnyRoute = createRoute({ getParentRoute: () => root, ...page });
  const history = createMemoryHistory({ initialEntries: [page.path] });
  const router = createRouter({ routeTree: root.addChildren([route]), history });
  const react = createRoot(place);
  return {
    draw: () =>
      react.render(
        <StationProvider connection={connection}>
          <TextProvider locale="en">
            {/* The product's own routes are registered for types; this one stands in for all of them. */}
            <RouterProvider router={router as never} />
          </TextProvider>
        </StationProvider>,
      ),
    go: (search) => void router.navigate({ to: page.path as never, search: search as never }),
    isShown: ({ rows, first }) =>
      place.querySelector('[role="grid"]')?.getAttribute('aria-rowcount') === String(rows + 1) &&
      place.querySelector(`[data-cell="${first} 0"]`) !== null,
    close: () => react.unmount(),
  };
}

/** An empty place of a window's height, alone on the page. */
export function clearedPlace(): HTMLElement {
  const place = document.createElement('div');
  place.style.height = '700px';
  document.getElementById('page')?.replaceChildren(place);
  return place;
}

export async function each<Item>(items: readonly Item[], measure: (item: Item) => Promise<number>): Promise<number[]> {
  const times: number[] = [];
  for (const item of items) {
    times.push(await measure(item));
  }
  return times;
}

const scrolls = 60;

/** Drags the list down, by so many pixels at once. */
export async function scrollDown(scroller: () => HTMLElement | null, pixelsPerScroll: number): Promise<number[]> {
  const tops = Array.from({ length: scrolls }, (_none, step) => (step + 1) * pixelsPerScroll);
  return each(tops, (top) => untilFrame(() => scroller()?.scrollTo({ top })));
}
