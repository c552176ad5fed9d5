/** Those who want to be told. */
export interface Listeners<Value> {
  /** Returns the way to stop listening. */
  add(listener: (value: Value) => void): () => void;
  tell(value: Value): void;
  clear(): void;
}

export function createListeners<Value>(): Listeners<Value> {
  const listeners = new Set<(value: Value) => void>();
  return {
    add(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    tell(value) {
      for (const listener of listeners) {
        listener(value);
      }
    },
    clear: () => listeners.clear(),
  };
}
