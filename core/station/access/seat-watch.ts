import type { StationContext } from '../station-context.ts';
import { createCancelSource } from '../sync/cancel-source.ts';
import { noteSeat } from './note-seat.ts';

/**
 * Looks once a second whether the seat's time is up or its person was switched off, and once a minute at the age of the roster. The seat
 * itself refuses by then; this is what writes it down, forgets proofs and tells the page.
 */
export interface SeatWatch {
  start(): void;
  dispose(): Promise<void>;
}

const lookEveryMs = 1_000;
const saveEveryMs = 60_000;

export function createSeatWatch(context: StationContext): SeatWatch {
  const { roster, log } = context;
  const clock = context.peopleClock ?? context.clock;
  const stop = createCancelSource();
  let watching: Promise<void> = Promise.resolve();
  let savedMs = clock.monotonicMs();
  let standing = roster.standing();
  let trouble = roster.trouble();

  const look = (): void => {
    endWhatIsDue(context);
    const now = { standing: roster.standing(), trouble: roster.trouble() };
    if (now.standing !== standing || now.trouble !== trouble) {
      if (now.trouble === 'not-believed' && trouble !== 'not-believed') {
        log.error('roster.not-believed');
        noteSeat(context, { kind: 'nobody' }, { action: 'roster.not-believed' });
      }
      ({ standing, trouble } = now);
      context.changed('seat');
    }
    if (clock.monotonicMs() - savedMs >= saveEveryMs) {
      savedMs = clock.monotonicMs();
      roster.saveAge();
    }
  };

  return {
    start() {
      watching = (async () => {
        while (!stop.signal.aborted) {
          try {
            look();
          } catch (error: unknown) {
            log.error('seat.watch-failed', { detail: String(error) });
          }
          await clock.sleep(lookEveryMs, stop.signal);
        }
      })();
    },
    async dispose() {
      stop.cancel();
      await watching;
      roster.saveAge();
    },
  };
}

function endWhatIsDue(context: StationContext): void {
  const { seat, stepUps } = context;
  const due = seat.due();
  if (due === null) {
    return;
  }
  const principal = seat.sitter();
  if (due === 'idle') {
    seat.lock();
    noteSeat(context, principal, { action: 'person.locked', code: 'idle' });
  } else {
    seat.leave(due);
    context.storage?.shiftEnded();
    noteSeat(context, principal, { action: `person.${due}` });
  }
  stepUps.forget();
  context.changed('seat', 'audit');
}
