import { lookRegularly, type Watch } from '../look-regularly.ts';
import type { StationContext } from '../station-context.ts';
import { noteSeat } from './note-seat.ts';

const lookEveryMs = 1_000;
const saveEveryMs = 60_000;

/**
 * Looks once a second whether the seat's time is up or its person was switched off, and once a minute at the age of the roster. The seat
 * itself refuses by then; this is what writes it down, forgets proofs and tells the page.
 */
export function createSeatWatch(context: StationContext): Watch {
  const { roster, log } = context;
  const clock = context.peopleClock ?? context.clock;
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

  const watch = lookRegularly(clock, log, { everyMs: lookEveryMs, failed: 'seat.watch-failed', look });
  return {
    start: watch.start,
    async dispose() {
      await watch.dispose();
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
