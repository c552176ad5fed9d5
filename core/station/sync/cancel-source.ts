import type { CancelSignal } from '../../ports/clock.ts';

/** Calls off what was started with its `signal`. The pure counterpart of `AbortController`, which core may not use. */
export interface CancelSource {
  readonly signal: CancelSignal;
  cancel(): void;
}

export function createCancelSource(): CancelSource {
  const listeners = new Set<() => void>();
  let isCancelled = false;
  return {
    signal: {
      get aborted() {
        return isCancelled;
      },
      addEventListener: (_type, listener) => listeners.add(listener),
      removeEventListener: (_type, listener) => listeners.delete(listener),
    },
    cancel() {
      if (isCancelled) {
        return;
      }
      isCancelled = true;
      const waiting = [...listeners];
      listeners.clear();
      for (const listener of waiting) {
        listener();
      }
    },
  };
}
