/**
 * Acts that go on after their caller was asked to wait: work on a unit, questions to the cloud. The store is closed only after the last of
 * them has written its last word, so that a write which the unit took does not stay on the sheet as unfinished because somebody closed
 * the program a moment later (STA-4).
 */
export interface RunningActs {
  /** Watches an act and hands it back. */
  add<Result>(act: Promise<Result>): Promise<Result>;
  /** Resolves when nothing is under way any more, however it ended. */
  settled(): Promise<void>;
}

export function createRunningActs(): RunningActs {
  const running = new Set<Promise<unknown>>();
  return {
    add(act) {
      running.add(act);
      const forget = () => running.delete(act);
      act.then(forget, forget);
      return act;
    },
    async settled() {
      while (running.size > 0) {
        await Promise.allSettled(running);
      }
    },
  };
}
