import { keepPreviousData, QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef } from 'react';
import type { StationEvent } from '#core/contract/station/station.ts';
import type { StationClient, StationConnection } from './connection.ts';
import { useLive } from './live-store.ts';

const StationContext = createContext<StationClient | null>(null);
const EventsContext = createContext<StationEvents | null>(null);

/** Gives the page its station: the client for acts, and queries that the station's own events keep fresh. */
export function StationProvider({
  connection,
  children,
}: {
  readonly connection: StationConnection;
  readonly children: ReactNode;
}) {
  const queries = useMemo(createQueries, []);
  const events = useMemo(createEvents, []);
  useEffect(() => followEvents(connection, { queries, events }), [connection, queries, events]);
  return (
    <QueryClientProvider client={queries}>
      <StationContext value={connection.client}>
        <EventsContext value={events}>{children}</EventsContext>
      </StationContext>
    </QueryClientProvider>
  );
}

/** The typed client of the station. */
export function useStation(): StationClient {
  const client = useContext(StationContext);
  if (client === null) {
    throw new Error('useStation needs a StationProvider above it');
  }
  return client;
}

/** Hears every event of the station, each once, while the calling component is shown. For what happened; what is, is queried. */
export function useStationEvents(listen: (event: StationEvent) => void): void {
  const events = useContext(EventsContext);
  const latest = useRef(listen);
  latest.current = listen;
  useEffect(() => events?.listen((event) => latest.current(event)), [events]);
}

interface StationEvents {
  tell(event: StationEvent): void;
  /** Returns the way to stop listening. */
  listen(listener: (event: StationEvent) => void): () => void;
}

function createEvents(): StationEvents {
  const listeners = new Set<(event: StationEvent) => void>();
  return {
    tell(event) {
      for (const listener of [...listeners]) {
        listener(event);
      }
    },
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** First part of every query key: the topic whose change makes the answer stale. */
export type Topic = Extract<StationEvent, { kind: 'changed' }>['topics'][number] | 'station';

/** Reads something from the station and keeps it fresh. `key` names topic and input. */
export function useStationQuery<Answer>(
  key: readonly [Topic, ...unknown[]],
  ask: (client: StationClient) => Promise<Answer>,
  options: {
    readonly enabled?: boolean;
    /** Shows the answer to the question before until this one is answered, e.g. while a search is typed. */
    readonly keepsBefore?: boolean;
    /** Asks again this often, for what the station is not told of; milliseconds. */
    readonly everyMs?: number;
  } = {},
) {
  const client = useStation();
  return useQuery({
    queryKey: key,
    queryFn: () => ask(client),
    enabled: options.enabled ?? true,
    ...(options.keepsBefore === true ? { placeholderData: keepPreviousData } : {}),
    ...(options.everyMs === undefined ? {} : { refetchInterval: options.everyMs }),
  });
}

function createQueries(): QueryClient {
  // The station is on this machine: being "offline" for the operating system says nothing about reaching it.
  return new QueryClient({
    defaultOptions: {
      queries: { networkMode: 'always', staleTime: Number.POSITIVE_INFINITY, retry: 1, refetchOnWindowFocus: false },
      mutations: { networkMode: 'always', retry: 0 },
    },
  });
}

/** Follows the station's events over every reconnection until the returned function is called. */
function followEvents(
  connection: StationConnection,
  { queries, events }: { readonly queries: QueryClient; readonly events: StationEvents },
): () => void {
  const stopped = new AbortController();
  const stopStates = connection.onState(useLive.getState().setConnected);
  void (async () => {
    while (!stopped.signal.aborted) {
      try {
        for await (const event of await connection.client.station.watch(undefined, { signal: stopped.signal })) {
          take(event, queries);
          events.tell(event);
        }
      } catch {
        // The wire broke: the connection reopens it, and the next stream begins with `hello`, which refreshes everything.
        await new Promise((resolve) => setTimeout(resolve, 300));
      }
    }
  })();
  return () => {
    stopped.abort();
    stopStates();
  };
}

function take(event: StationEvent, queries: QueryClient): void {
  switch (event.kind) {
    case 'hello':
      void queries.invalidateQueries();
      return;
    case 'changed':
      for (const topic of event.topics) {
        void queries.invalidateQueries({ queryKey: [topic] });
      }
      if (event.topics.includes('sheets')) {
        // A bay shows what the sheet of its unit says.
        void queries.invalidateQueries({ queryKey: ['bays'] });
      }
      return;
    case 'sync':
      queries.setQueryData(['sync', 'status'], event.status);
      void queries.invalidateQueries({ queryKey: ['sync', 'queue'] });
      return;
    case 'bay':
      void queries.invalidateQueries({ queryKey: ['bays'] });
      return;
    case 'reader-scan':
      return;
    case 'sample':
      useLive.getState().addSample(event.sessionId, event.checkId, event);
      return;
  }
}
