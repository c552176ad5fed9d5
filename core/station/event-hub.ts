import type { StationEvent } from '../contract/station/station.ts';
import type { CancelSignal } from '../ports/clock.ts';

/**
 * Carries station events to whoever watches. A listener that is too slow loses its backlog and gets a new `hello`, which means
 * "ask again for everything": correct in every case and bounded in memory.
 */
export interface EventHub {
  publish(event: StationEvent): void;
  /** Whether anybody watches. */
  isWatched(): boolean;
  watch(cancel?: CancelSignal): AsyncGenerator<StationEvent, void, void>;
  dispose(): void;
}

const backlogLimit = 500;

interface Listener {
  backlog: StationEvent[];
  wake: () => void;
  closed: boolean;
}

export function createEventHub(): EventHub {
  const listeners = new Set<Listener>();
  let disposed = false;

  return {
    publish(event) {
      for (const listener of listeners) {
        if (listener.backlog.length >= backlogLimit) {
          listener.backlog = [{ kind: 'hello' }];
        } else if (!saysTheSame(listener.backlog.at(-1), event)) {
          listener.backlog.push(event);
        }
        listener.wake();
      }
    },
    isWatched: () => listeners.size > 0,
    async *watch(cancel) {
      const isOver = disposed || cancel?.aborted === true;
      const listener: Listener = { backlog: [{ kind: 'hello' }], wake: () => {}, closed: isOver };
      const close = () => {
        listener.closed = true;
        listener.wake();
      };
      listeners.add(listener);
      cancel?.addEventListener('abort', close);
      try {
        while (!listener.closed) {
          const batch = listener.backlog;
          listener.backlog = [];
          yield* batch;
          await waitFor(listener);
        }
      } finally {
        listeners.delete(listener);
        cancel?.removeEventListener('abort', close);
      }
    },
    dispose() {
      disposed = true;
      for (const listener of listeners) {
        listener.closed = true;
        listener.wake();
      }
    },
  };
}

/** Whether a watcher that has not read `last` yet would learn nothing from `event`: two hundred answers at once are one change. */
function saysTheSame(last: StationEvent | undefined, event: StationEvent): boolean {
  return (
    last?.kind === 'changed' &&
    event.kind === 'changed' &&
    last.sessionId === event.sessionId &&
    last.topics.join() === event.topics.join()
  );
}

/** Until something is in the backlog or the listener is closed. */
function waitFor(listener: Listener): Promise<void> {
  return new Promise((resolve) => {
    if (listener.backlog.length > 0 || listener.closed) {
      resolve();
      return;
    }
    listener.wake = () => {
      listener.wake = () => {};
      resolve();
    };
  });
}
