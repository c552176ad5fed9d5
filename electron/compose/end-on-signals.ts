const endingSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
/** npm and the terminal both send Ctrl-C, so the same wish arrives twice; a later one is a person who has waited long enough. */
const sameWishMs = 1_500;
const interruptedStatus = 130;

/**
 * Resolves at the first signal that asks the program to end. Signals of the same wish are swallowed, so that nothing is cut while it
 * closes; one that comes later ends the process at once.
 */
export function waitForEndSignal(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    let firstAtMs: number | undefined;
    for (const signal of endingSignals) {
      process.on(signal, () => {
        if (firstAtMs === undefined) {
          firstAtMs = performance.now();
          resolve(signal);
        } else if (performance.now() - firstAtMs > sameWishMs) {
          process.exit(interruptedStatus);
        }
      });
    }
  });
}
