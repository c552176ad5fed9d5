import { z } from 'zod';
import {
  type EndedScope,
  endedScopes,
  type ScopeStatement,
  type SignedScope,
  scopeStatement,
  signedScope,
} from '../../domain/sync/scope-lease.ts';
import { organizationId as asOrganizationId, type OrganizationId, type StationId } from '../../kernel/entity-ids.ts';
import { epochMs } from '../../kernel/iso-time.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { RosterTrust } from '../../ports/secrets.ts';
import type { StationStore, StoreWriter } from '../../ports/station-store.ts';
import { ageMark, ageNow, markAge } from './age-mark.ts';
import { forgetCursor } from './sync-memory.ts';

/**
 * What this station may keep of others, and the end of it (JOB-6, reliability.md §3.6). The cloud says with every pull whose things may stay until when;
 * if it is not heard again they go by themselves when that time has passed. What ends is forgotten with its secrets in one act, and the next
 * contact copies everything anew, because the feed will not repeat what it believes to be here.
 */
export interface ScopeBook {
  /** Takes what came with a pull, in its transaction. What this station's cloud did not sign for it is not believed and changes nothing. */
  take(write: StoreWriter, page: { readonly scope?: SignedScope | undefined }): void;
  /** Forgets what has run out. Answers whether anything did. */
  endWhatIsDue(): boolean;
  /** The cloud took this station's enrolment away: everything has run out. */
  endAll(): boolean;
  /** Puts the age on disk; called once a minute and at the end. */
  saveAge(): void;
}

export interface ScopeBookDeps {
  readonly store: StationStore;
  readonly trust: RosterTrust;
  readonly clock: Clock;
  readonly log: Log;
  readonly identity: { readonly organizationId: OrganizationId; readonly stationId: StationId };
  /** Writes down what ended, in the act that forgets it. */
  readonly note: (write: StoreWriter, ended: EndedScope, why: 'ran-out' | 'revoked') => void;
}

const settings = { signed: 'scope.signed', age: 'scope.age', ended: 'scope.ended' } as const;
/** Servers of one cloud may differ by so much. */
const clockSpreadMs = 60_000;

export function createScopeBook(deps: ScopeBookDeps): ScopeBook {
  const { store, clock, log } = deps;
  let statement = readKept(deps);
  let counted = countFrom(clock, readAge(deps));
  const ageMs = (): number =>
    clock.sinceBoot === undefined
      ? counted.mark.ageMs + (clock.monotonicMs() - counted.fromMs)
      : ageNow(counted.mark, clock);

  const end = (ended: readonly EndedScope[], why: 'ran-out' | 'revoked'): boolean => {
    const before = readEnded(store);
    const due = ended.filter((one) => !before.includes(nameOf(one)));
    if (due.length === 0) {
      return false;
    }
    store.transact((write) => {
      for (const one of due) {
        forget(deps, write, one);
        deps.note(write, one, why);
      }
      write.setSetting(settings.ended, JSON.stringify([...before, ...due.map(nameOf)]));
      forgetCursor(write);
    });
    log.warn('scope.ended', { why, count: due.length });
    return true;
  };

  return {
    take(write, { scope: signed }) {
      if (signed === undefined) {
        return;
      }
      const taken = read(deps, signed);
      const isOlder =
        statement !== null && taken !== null && epochMs(taken.issuedAt) < epochMs(statement.issuedAt) - clockSpreadMs;
      if (taken === null || isOlder) {
        log.error('scope.refused', { why: taken === null ? 'signature' : 'older' });
        return;
      }
      statement = taken;
      counted = countFrom(clock, 0);
      write.setSetting(settings.signed, JSON.stringify(signed));
      write.setSetting(settings.age, JSON.stringify(counted.mark));
      write.setSetting(settings.ended, '[]');
    },
    endWhatIsDue: () => statement !== null && end(endedScopes(statement, ageMs()), 'ran-out'),
    endAll: () => statement !== null && end(endedScopes(statement, Number.POSITIVE_INFINITY), 'revoked'),
    saveAge() {
      const mark = markAge(clock, ageMs());
      store.transact((write) => write.setSetting(settings.age, JSON.stringify(mark)));
    },
  };
}

function forget({ identity }: ScopeBookDeps, { mirror }: StoreWriter, ended: EndedScope): void {
  if (ended.kind === 'customer') {
    mirror.forgetCustomer(asOrganizationId.parse(ended.id));
    return;
  }
  mirror.forgetSecrets(null);
  mirror.forgetSecrets(identity.organizationId);
}

/** Null where it is not signed by our cloud, or speaks of another station. */
function read({ trust, identity }: ScopeBookDeps, signed: SignedScope): ScopeStatement | null {
  if (!trust.keeps(signed.key) || !trust.verifies(signed)) {
    return null;
  }
  const parsed = scopeStatement.safeParse(JSON.parse(signed.statement));
  const isOurs =
    parsed.success &&
    parsed.data.organizationId === identity.organizationId &&
    parsed.data.stationId === identity.stationId;
  return isOurs ? parsed.data : null;
}

function readKept(deps: ScopeBookDeps): ScopeStatement | null {
  const text = deps.store.setting(settings.signed);
  const signed = text === null ? null : signedScope.parse(JSON.parse(text));
  return signed !== null && deps.trust.verifies(signed) ? read(deps, signed) : null;
}

/** From here on what passes is counted on clocks that nobody can set. */
function countFrom(clock: Clock, ageMs: number) {
  return { mark: markAge(clock, ageMs), fromMs: clock.monotonicMs() };
}

function readAge({ store, clock }: ScopeBookDeps): number {
  const text = store.setting(settings.age);
  return text === null ? 0 : ageNow(ageMark.parse(JSON.parse(text)), clock);
}

function readEnded(store: StationStore): readonly string[] {
  return z.array(z.string()).parse(JSON.parse(store.setting(settings.ended) ?? '[]'));
}

function nameOf(ended: EndedScope): string {
  return ended.kind === 'customer' ? ended.id : ended.kind;
}
