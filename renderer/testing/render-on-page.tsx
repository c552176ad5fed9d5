import { createMemoryHistory, createRootRoute, createRouter, RouterProvider } from '@tanstack/react-router';
import { act, cleanup, render } from '@testing-library/react';
import type { ReactNode } from 'react';
import { useKeys } from '../features/shell/key-acts.ts';
import { useKept } from '../station/kept-typing.tsx';
import { StationProvider } from '../station/station-provider.tsx';
import { TextProvider } from '../text/text-provider.tsx';
import { type AnsweringStation, type Answers, createAnsweringStation } from './answering-station.ts';

/** Renders a part of the page with everything it stands in: station, words, routes. */
export async function renderOnPage(part: ReactNode, answers: Answers = {}): Promise<AnsweringStation> {
  const station = createAnsweringStation({
    'cable.bays': () => [],
    'sync.status': () => ({
      state: 'online',
      pending: 0,
      needsYou: 0,
      oldest: null,
      lastContact: null,
      nextAttemptInMs: null,
      why: null,
      clockOffsetMs: null,
      laterChanges: 0,
    }),
    ...answers,
  });
  // The router scrolls to the top; jsdom has no layout that could scroll.
  window.scrollTo = () => {};
  const router = createRouter({
    routeTree: createRootRoute({ component: () => part, notFoundComponent: () => part }),
    history: createMemoryHistory(),
  });
  await act(async () => {
    render(
      <StationProvider connection={station.connection}>
        <TextProvider locale="en">
          {/* The page's own routes are registered for types; this one stands in for all of them. */}
          <RouterProvider router={router as never} />
        </TextProvider>
      </StationProvider>,
    );
  });
  return station;
}

/** Takes the part off the page and forgets what it left in the page's own memory. */
export function clearPage(): void {
  cleanup();
  useKeys.setState({ acts: [] });
  useKept.setState({ texts: {} });
}
