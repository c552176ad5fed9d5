import type { SeatView } from '../../contract/station/access.ts';
import type { Person } from '../../domain/access/person.ts';
import type { OrganizationId, PersonId } from '../../kernel/entity-ids.ts';
import { invariant } from '../../kernel/invariant.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Principal } from '../principal.ts';
import { type Present, type SeatWorld, type Sitter, seatPrincipal, seatView } from './seat-view.ts';
import { readShiftPolicy } from './shift-policy.ts';

/**
 * Who sits at the bench and for which customer they work (STA-1). Kept by the station, not by the page, so a reload changes nothing and a
 * page that hangs keeps no bench open; forgotten when the station stops, so nobody finds somebody else signed in. All time is counted on
 * the clock that cannot be set. What time did holds at the next question, whether or not somebody noted it by then.
 */
export interface Seat {
  view(): SeatView;
  principal(): Principal;
  /** Whoever took the seat last and did not leave it, whatever time or the cloud did since: for the trail. */
  sitter(): Principal;
  /** The customer of the bench, null at home. */
  customerId(): OrganizationId | null;
  /** What time or the cloud did to the seat and nobody has noted yet. */
  due(): 'idle' | SeatEnd | null;
  /** `took` an empty seat, `switched` from somebody else, `returned` to one's own locked bench. */
  take(personId: PersonId): 'took' | 'switched' | 'returned';
  leave(why?: SeatEnd): void;
  lock(): void;
  /** Gives a supervisor back the rights that ended with a lock; the PIN for it was asked for already. */
  raise(): void;
  /** Somebody was at work just now. */
  touch(): void;
  /** A badge was read; it says who is about to give a PIN. */
  noteBadge(personId: PersonId): void;
  chooseCustomer(customerId: OrganizationId | null): void;
}

/**
 * `session-ended`: twelve hours since the sign-in. `revoked`: the cloud does not name this person any more. `not-believed`: the whole list is not to
 * be believed now, so nobody is.
 */
export type SeatEnd = 'session-ended' | 'revoked' | 'not-believed';

export interface SeatDeps extends SeatWorld {
  readonly clock: Clock;
}

const sessionMs = 12 * 3_600_000;
const badgeIsFreshMs = 60_000;
const minuteMs = 60_000;

interface SeatState {
  sitter: Sitter | null;
  ended: SeatEnd | null;
  badge: { readonly personId: PersonId; readonly atMs: number } | null;
  /** Whom everybody worked for when they left, so that they come back to it. */
  readonly places: Map<PersonId, OrganizationId | null>;
}

export function createSeat(deps: SeatDeps): Seat {
  const state: SeatState = { sitter: null, ended: null, badge: null, places: new Map() };
  return { ...questions(deps, state), ...changes(deps, state) };
}

function questions(
  deps: SeatDeps,
  state: SeatState,
): Pick<Seat, 'view' | 'principal' | 'sitter' | 'customerId' | 'due'> {
  return {
    view() {
      const here = presentAt(deps, state);
      if (here !== null) {
        return seatView(deps, here, idleAfterMs(deps));
      }
      const due = dueAt(deps, state.sitter);
      const why = due === null || due === 'idle' ? state.ended : due;
      return { kind: 'empty', ...(why === null ? {} : { why }) };
    },
    principal() {
      const here = presentAt(deps, state);
      return here === null ? { kind: 'nobody' } : seatPrincipal(deps, here);
    },
    sitter() {
      const { sitter } = state;
      return sitter === null || sitter.person === null
        ? { kind: 'nobody' }
        : seatPrincipal(deps, { person: sitter.person, sitter });
    },
    customerId: () => state.sitter?.customerId ?? null,
    due: () => dueAt(deps, state.sitter),
  };
}

function changes(deps: SeatDeps, state: SeatState): Omit<Seat, 'view' | 'principal' | 'sitter' | 'customerId' | 'due'> {
  const { clock, roster } = deps;
  const change = (parts: Partial<Sitter>): void => {
    state.sitter = state.sitter === null ? null : { ...state.sitter, ...parts };
  };
  const remember = (): void => {
    if (state.sitter !== null) {
      state.places.set(state.sitter.personId, state.sitter.customerId);
    }
  };
  return {
    take(personId) {
      const before = presentAt(deps, state);
      const nowMs = clock.monotonicMs();
      const taken = { locked: false, touchedMs: nowMs, method: methodOf(state, personId, nowMs) };
      remember();
      state.ended = null;
      if (before?.person.id === personId) {
        state.sitter = { ...before.sitter, ...taken };
        return 'returned';
      }
      const customerId = state.places.get(personId) ?? null;
      const person = roster.person(personId);
      state.sitter = { personId, person, customerId, supervising: true, sinceMs: nowMs, ...taken };
      return before === null ? 'took' : 'switched';
    },
    leave(why) {
      remember();
      state.sitter = null;
      state.ended = why ?? null;
    },
    lock: () => change({ locked: true, supervising: false }),
    raise: () => change({ supervising: true }),
    touch() {
      if (dueAt(deps, state.sitter) === null) {
        change({ touchedMs: clock.monotonicMs() });
      }
    },
    noteBadge(personId) {
      state.badge = { personId, atMs: clock.monotonicMs() };
    },
    chooseCustomer(customerId) {
      invariant(state.sitter !== null, 'a customer is chosen by somebody who is signed in');
      change({ customerId });
    },
  };
}

function dueAt(deps: SeatDeps, sitter: Sitter | null): ReturnType<Seat['due']> {
  if (sitter === null) {
    return null;
  }
  if (activePerson(deps, sitter) === null) {
    return deps.roster.trouble() === null ? 'revoked' : 'not-believed';
  }
  const nowMs = deps.clock.monotonicMs();
  if (nowMs - sitter.sinceMs >= sessionMs) {
    return 'session-ended';
  }
  return !sitter.locked && nowMs - sitter.touchedMs >= idleAfterMs(deps) ? 'idle' : null;
}

/** The sitter as it is by now. */
function presentAt(deps: SeatDeps, { sitter }: SeatState): Present | null {
  const due = dueAt(deps, sitter);
  const person = sitter === null ? null : activePerson(deps, sitter);
  if (sitter === null || person === null || due === 'session-ended') {
    return null;
  }
  return { person, sitter: due === 'idle' ? { ...sitter, locked: true, supervising: false } : sitter };
}

/** Somebody whom the cloud switched off, or whom nobody can vouch for any more, loses the seat at the next call. */
function activePerson({ roster }: SeatDeps, { personId }: Sitter): Person | null {
  const found = roster.person(personId);
  return found?.active === true ? found : null;
}

function idleAfterMs({ store }: SeatDeps): number {
  return readShiftPolicy(store).idleLockMinutes * minuteMs;
}

function methodOf({ badge }: SeatState, personId: PersonId, nowMs: number): Sitter['method'] {
  return badge?.personId === personId && nowMs - badge.atMs < badgeIsFreshMs ? 'badge-and-pin' : 'pin';
}
