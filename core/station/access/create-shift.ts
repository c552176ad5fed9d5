import { procedureRights } from '../../contract/station-rights.ts';
import type { Principal } from '../principal.ts';
import type { StationPorts } from '../station-context.ts';
import { createPinCheck, type PinCheck } from './pin-check.ts';
import { createRosterBook, type RosterBook } from './roster-book.ts';
import { createSeat, type Seat } from './seat.ts';
import { createStepUps, type StepUpCheck, type StepUps } from './step-ups.ts';

/** Everything that knows who is at the bench: the list of people, the seat, PINs, and proofs given for single acts. */
export interface Shift {
  readonly roster: RosterBook;
  readonly seat: Seat;
  readonly pinCheck: PinCheck;
  readonly stepUps: StepUps;
  /** The gate's last question for a call whose right was found: a PIN first? Whoever is let pass to work keeps the bench from locking. */
  admit(procedure: string, principal: Principal): StepUpCheck;
}

export function createShift(ports: StationPorts): Shift {
  const roster = createRosterBook({ ...ports, trust: ports.rosterTrust });
  const clock = ports.peopleClock ?? ports.clock;
  const seat = createSeat({ ...ports, clock, roster });
  const pinCheck = createPinCheck({ ...ports, roster });
  const stepUps = createStepUps({ ...ports, clock, pinCheck, roster });
  return {
    roster,
    seat,
    pinCheck,
    stepUps,
    admit(procedure, principal) {
      const check = stepUps.check(procedure, principal);
      if (check.kind === 'passed' && principal.kind === 'person' && !isWatching.has(procedureRights[procedure] ?? '')) {
        seat.touch();
      }
      return check;
    },
  };
}

/** A page that only looks asks again by itself whenever something changes; that is nobody at work. */
const isWatching: ReadonlySet<string> = new Set(['public', 'look', 'seat', 'audit', 'report']);
