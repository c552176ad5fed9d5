/** Time as a virtual unit feels it. Real in the demo, moved by hand in tests. */
export interface SimClock {
  /** Milliseconds since 1970. */
  nowMs(): number;
  /** Runs `action` once after `delayMs`. Returns the way to call it off. */
  after(delayMs: number, action: () => void): () => void;
  /** The machine sleeps: time goes on and nothing runs; what fell due meanwhile runs late. Absent where that cannot be played. */
  suspend?(forMs: number): void;
}

/** The machine's own time. Pending actions do not keep the process alive. */
export function createRealClock(): SimClock {
  return {
    nowMs: () => Date.now(),
    after(delayMs, action) {
      const timer = setTimeout(action, delayMs);
      timer.unref();
      return () => clearTimeout(timer);
    },
  };
}

export interface ManualClock extends SimClock {
  /** Moves time on and runs what falls due, in order; what that schedules runs too when it falls inside. */
  advance(durationMs: number): void;
}

/** Time that only moves when told to, so that a run repeats to the millisecond. */
export function createManualClock(startMs: number): ManualClock {
  let nowMs = startMs;
  let nextNumber = 0;
  const pending = new Map<number, { readonly dueMs: number; readonly action: () => void }>();

  function takeNext(untilMs: number): (() => void) | undefined {
    let chosen: { readonly number: number; readonly dueMs: number; readonly action: () => void } | undefined;
    for (const [number, entry] of pending) {
      if (entry.dueMs <= untilMs && (chosen === undefined || entry.dueMs < chosen.dueMs)) {
        chosen = { number, ...entry };
      }
    }
    if (chosen === undefined) {
      return undefined;
    }
    pending.delete(chosen.number);
    nowMs = Math.max(nowMs, chosen.dueMs);
    return chosen.action;
  }

  return {
    nowMs: () => nowMs,
    after(delayMs, action) {
      const number = nextNumber;
      nextNumber += 1;
      pending.set(number, { dueMs: nowMs + Math.max(0, delayMs), action });
      return () => {
        pending.delete(number);
      };
    },
    suspend(forMs) {
      nowMs += forMs;
    },
    advance(durationMs) {
      const untilMs = nowMs + durationMs;
      for (let action = takeNext(untilMs); action !== undefined; action = takeNext(untilMs)) {
        action();
      }
      nowMs = Math.max(nowMs, untilMs);
    },
  };
}
