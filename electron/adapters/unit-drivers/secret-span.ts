import type { DriverContext } from '#core/ports/unit-driver.ts';

/** The time in which a secret is on its way: what was not recognized then may be a piece of it, and is hidden from the capture (INST-7). */
export interface SecretSpan {
  isOpen(): boolean;
  /** Runs exchanges whose lines hold a secret. */
  secretly<Value>(work: () => Promise<Value>): Promise<Value>;
}

export function createSecretSpan({ capture }: Pick<DriverContext, 'capture'>): SecretSpan {
  let isOpen = false;
  return {
    isOpen: () => isOpen,
    async secretly(work) {
      isOpen = true;
      capture.secretAsked?.();
      try {
        return await work();
      } finally {
        isOpen = false;
      }
    },
  };
}
