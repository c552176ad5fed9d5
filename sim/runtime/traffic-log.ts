import { createListeners } from './listeners.ts';

/** What was seen on the cable, after all faults: the bytes that arrived, and what happened to the port. */
export type TrafficEntry =
  | { readonly kind: 'to-unit' | 'to-host'; readonly atMs: number; readonly bytes: Uint8Array }
  | {
      readonly kind: 'port';
      readonly atMs: number;
      readonly event: 'connected' | 'disconnected' | 'plugged' | 'unplugged' | 'restarting';
    };

export interface TrafficLog {
  add(entry: TrafficEntry): void;
  /** The newest entries, oldest of them first. */
  entries(): readonly TrafficEntry[];
  listen(listener: (entry: TrafficEntry) => void): () => void;
}

const entriesKept = 5_000;

/** Remembers the last entries and tells whoever listens. */
export function createTrafficLog(): TrafficLog {
  let kept: TrafficEntry[] = [];
  const listeners = createListeners<TrafficEntry>();
  return {
    add(entry) {
      kept.push(entry);
      if (kept.length > 2 * entriesKept) {
        kept = kept.slice(-entriesKept);
      }
      listeners.tell(entry);
    },
    entries: () => kept.slice(-entriesKept),
    listen: listeners.add,
  };
}
