import { z } from 'zod';
import type { Person } from '../../domain/access/person.ts';
import {
  type RosterStanding,
  type RosterStatement,
  rosterStanding,
  rosterStatement,
  type SignedRoster,
} from '../../domain/access/roster.ts';
import type { OrganizationId, PersonId } from '../../kernel/entity-ids.ts';
import { epochMs, type IsoTime } from '../../kernel/iso-time.ts';
import type { Clock } from '../../ports/clock.ts';
import type { RosterTrust } from '../../ports/secrets.ts';
import type { StationStore, StoreReader, StoreWriter } from '../../ports/station-store.ts';

/**
 * Who may sign in here, as the cloud signed it (STA-1). Every question reads what is stored and believes it only with the signature of the
 * key that the station keeps; a row that somebody changed makes everybody a stranger until the next contact brings the list anew.
 *
 * Its age is counted while the program runs on the clock that cannot be set; only the time between two runs is taken from the wall clock,
 * and never less than none. So a clock that jumps at work neither ends the grace nor makes it longer (reliability.md P19).
 */
export interface RosterBook {
  /** Everybody on the list, also who was switched off. Empty while there is none that can be believed. */
  people(): readonly Person[];
  person(id: PersonId): Person | null;
  /** Takes what came with a pull, in its transaction. */
  take(write: StoreWriter, roster: SignedRoster): RosterTaking;
  standing(): RosterStanding;
  /** Since the cloud last confirmed the list. */
  ageMs(): number;
  /** Whether the stored list is one to believe; `none` before the first contact. */
  trouble(): 'not-believed' | 'none' | null;
  /** Puts the age on disk; called once a minute and at the end. */
  saveAge(): void;
}

/** `refused`: not signed by our cloud's key, of another organization, or older than the one here. The one here stays. */
export type RosterTaking =
  | { readonly kind: 'taken'; readonly isOther: boolean }
  | { readonly kind: 'refused'; readonly why: 'signature' | 'organization' | 'older' };

export interface RosterBookDeps {
  readonly store: StationStore;
  readonly trust: RosterTrust;
  readonly clock: Clock;
  readonly identity: { readonly organizationId: OrganizationId };
}

const ageSetting = 'roster.age';
const savedAge = z.strictObject({ ageMs: z.number().nonnegative(), at: z.string() });
/** Servers of one cloud may differ by so much. */
const clockSpreadMs = 60_000;

export function createRosterBook(deps: RosterBookDeps): RosterBook {
  const { store, clock } = deps;
  const read = createReader(deps);
  let counted = { ageMs: ageAtStart(store, clock), fromMs: clock.monotonicMs() };
  const ageMs = (): number => counted.ageMs + (clock.monotonicMs() - counted.fromMs);

  const restart = (write: StoreWriter): void => {
    counted = { ageMs: 0, fromMs: clock.monotonicMs() };
    writeAge(write, { ageMs: 0, at: clock.now() });
  };

  return {
    people: () => peopleOf(read(store)),
    person: (id) => peopleOf(read(store)).find((person) => person.id === id) ?? null,
    take(write, roster) {
      const before = read(write);
      const refused = refusalOf(deps, roster, before);
      if (refused !== null) {
        return refused;
      }
      write.putRoster(roster);
      restart(write);
      return { kind: 'taken', isOther: !samePeople(before, read(write)) };
    },
    standing: () => rosterStanding(ageMs()),
    ageMs,
    trouble() {
      const found = read(store);
      return found.kind === 'believed' ? null : found.kind;
    },
    saveAge: () => store.transact((write) => writeAge(write, { ageMs: ageMs(), at: clock.now() })),
  };
}

type Found =
  | { readonly kind: 'believed'; readonly statement: RosterStatement }
  | { readonly kind: 'not-believed' }
  | { readonly kind: 'none' };

/** Checks the signature of what is stored; the same text is not checked twice. */
function createReader({ trust, identity }: RosterBookDeps): (store: Pick<StoreReader, 'roster'>) => Found {
  let last: { readonly of: SignedRoster; readonly found: Found } | null = null;
  return (store) => {
    const stored = store.roster();
    if (stored.kind !== 'roster') {
      return { kind: stored.kind === 'none' ? 'none' : 'not-believed' };
    }
    const { roster } = stored;
    if (last === null || !isSame(last.of, roster)) {
      last = { of: roster, found: judge(roster, trust, identity.organizationId) };
    }
    return last.found;
  };
}

function judge(roster: SignedRoster, trust: RosterTrust, organizationId: OrganizationId): Found {
  if (!trust.verifies(roster)) {
    return { kind: 'not-believed' };
  }
  const statement = rosterStatement.parse(JSON.parse(roster.statement));
  return statement.organizationId === organizationId ? { kind: 'believed', statement } : { kind: 'not-believed' };
}

function refusalOf(
  { trust, identity }: RosterBookDeps,
  roster: SignedRoster,
  before: Found,
): Extract<RosterTaking, { kind: 'refused' }> | null {
  if (!trust.keeps(roster.key) || !trust.verifies(roster)) {
    return { kind: 'refused', why: 'signature' };
  }
  const statement = rosterStatement.parse(JSON.parse(roster.statement));
  if (statement.organizationId !== identity.organizationId) {
    return { kind: 'refused', why: 'organization' };
  }
  const isOlder =
    before.kind === 'believed' && epochMs(statement.issuedAt) < epochMs(before.statement.issuedAt) - clockSpreadMs;
  return isOlder ? { kind: 'refused', why: 'older' } : null;
}

function peopleOf(found: Found): readonly Person[] {
  return found.kind === 'believed' ? found.statement.people : [];
}

function samePeople(one: Found, other: Found): boolean {
  return JSON.stringify(peopleOf(one)) === JSON.stringify(peopleOf(other));
}

function isSame(one: SignedRoster, other: SignedRoster): boolean {
  return one.statement === other.statement && one.signature === other.signature && one.key === other.key;
}

function writeAge(write: StoreWriter, age: { readonly ageMs: number; readonly at: IsoTime }): void {
  write.setSetting(ageSetting, JSON.stringify(age));
}

/** What was counted before, and the time that the program did not run. */
function ageAtStart(store: StoreReader, clock: Clock): number {
  const text = store.setting(ageSetting);
  if (text === null) {
    return 0;
  }
  const saved = savedAge.parse(JSON.parse(text));
  return saved.ageMs + Math.max(0, epochMs(clock.now()) - epochMs(saved.at));
}
