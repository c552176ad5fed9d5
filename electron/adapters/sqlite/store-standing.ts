import type { Log } from '#core/ports/log.ts';

/** `disk-full`: what is begun may still end · `read-only`, `damaged`: nothing is written until the next start. */
export type StoreStanding =
  | { readonly kind: 'sound' }
  | { readonly kind: 'disk-full' | 'read-only' | 'damaged'; readonly detail: string };

export interface StandingKeeper {
  standing(): StoreStanding;
  become(next: StoreStanding): void;
  onChange(listener: () => void): () => void;
}

export function createStanding(log: Log): StandingKeeper {
  const listeners = new Set<() => void>();
  let now: StoreStanding = { kind: 'sound' };
  return {
    standing: () => now,
    become(next) {
      if (next.kind !== now.kind) {
        log.warn('store.standing', { from: now.kind, to: next.kind });
        now = next;
        for (const listener of listeners) {
          listener();
        }
      }
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
