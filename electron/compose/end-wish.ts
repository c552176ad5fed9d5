const endingSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
/** npm and the terminal both send Ctrl-C, so the same wish arrives twice; a later one is a person who has waited long enough. */
const sameWishMs = 1_500;
const interruptedStatus = 130;
/** A process that is on its way out does not listen any more: it stays for the second half of the wish, which would kill it. */
const staysMs = 300;

/** Somebody's wish that the program ends. */
export interface EndWish {
  /** Resolves with the first wish. */
  readonly wished: Promise<void>;
  isWished(): boolean;
}

/**
 * Listens for the signals that ask a program to end. Those of the same wish are swallowed, so that nothing is cut while it closes; one that
 * comes later ends the process at once. To be called once, by the composition root.
 */
export function listenForEndWish(): EndWish {
  let firstAtMs: number | undefined;
  const wished = new Promise<void>((resolve) => {
    const onSignal = () => {
      if (firstAtMs === undefined) {
        firstAtMs = performance.now();
        setTimeout(() => {}, staysMs);
        resolve();
      } else if (performance.now() - firstAtMs > sameWishMs) {
        process.exit(interruptedStatus);
      }
    };
    for (const signal of endingSignals) {
      process.on(signal, onSignal);
    }
  });
  return { wished, isWished: () => firstAtMs !== undefined };
}
