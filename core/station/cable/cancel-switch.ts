import type { CancelSignal } from '../../ports/clock.ts';

/** A signal that is fired by hand; core has no `AbortController`. */
export interface CancelSwitch extends CancelSignal {
  fire(): void;
}

export function createCancelSwitch(): CancelSwitch {
  const listeners = new Set<() => void>();
  let aborted = false;
  return {
    get aborted() {
      return aborted;
    },
    addEventListener: (_type, listener) => listeners.add(listener),
    removeEventListener: (_type, listener) => listeners.delete(listener),
    fire() {
      aborted = true;
      for (const listener of listeners) {
        listener();
      }
    },
  };
}
