import type { ByteLink, LinkLoss } from '#core/ports/byte-link.ts';

/** The listening half of a link, the same for every kind of cable: deliver bytes, and lose the link exactly once. */
export interface LinkListeners extends Pick<ByteLink, 'onBytes' | 'onLost'> {
  deliver(bytes: Uint8Array): void;
  /** Tells the loss on its first call; later calls change nothing and return the first loss. */
  lose(detail: string): LinkLoss;
  /** Null while the link lives. */
  loss(): LinkLoss | null;
}

/** `onFirstLoss` runs after the listeners were told, to let go of what is behind the link. */
export function createLinkListeners(onFirstLoss: () => void = () => {}): LinkListeners {
  const byteListeners = new Set<(bytes: Uint8Array) => void>();
  const lossListeners = new Set<(why: LinkLoss) => void>();
  let loss: LinkLoss | null = null;
  return {
    deliver: (bytes) => {
      for (const listener of [...byteListeners]) {
        listener(bytes);
      }
    },
    lose: (detail) => {
      if (loss !== null) {
        return loss;
      }
      const told: LinkLoss = { kind: 'port-lost', detail };
      loss = told;
      for (const listener of [...lossListeners]) {
        listener(told);
      }
      lossListeners.clear();
      byteListeners.clear();
      onFirstLoss();
      return told;
    },
    loss: () => loss,
    onBytes: (listener) => {
      byteListeners.add(listener);
      return () => byteListeners.delete(listener);
    },
    onLost: (listener) => {
      if (loss !== null) {
        listener(loss);
        return () => {};
      }
      lossListeners.add(listener);
      return () => lossListeners.delete(listener);
    },
  };
}
