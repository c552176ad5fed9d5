/**
 * What was begun and has not ended: calls, work on a unit, questions to the cloud. The store is closed only after the last of them has
 * written its last word, so that a write which the unit took does not stay on the sheet as unfinished because somebody closed the
 * program a moment later (STA-4).
 */
export interface RunningActs {
  /** Watches an act and hands it back. */
  add<Result>(act: Promise<Result>): Promise<Result>;
  /** The same procedures, each call of them watched. */
  watched<Procedures extends AnyProcedures>(procedures: Procedures): Procedures;
  /** Resolves when nothing is under way any more, however it ended. */
  settled(): Promise<void>;
}

type AnyProcedures = Readonly<Record<string, (...given: never[]) => Promise<unknown>>>;

export function createRunningActs(): RunningActs {
  const running = new Set<Promise<unknown>>();

  const add = <Result>(act: Promise<Result>): Promise<Result> => {
    running.add(act);
    const forget = () => running.delete(act);
    act.then(forget, forget);
    return act;
  };

  return {
    add,
    watched<Procedures extends AnyProcedures>(procedures: Procedures): Procedures {
      const watched = Object.entries(procedures).map(([name, procedure]) => [
        name,
        (...given: never[]) => add(procedure(...given)),
      ]);
      // The same names with functions of the same shape; the type cannot follow a loop.
      return Object.fromEntries(watched) as Procedures;
    },
    async settled() {
      while (running.size > 0) {
        await Promise.allSettled(running);
      }
    },
  };
}
