import { type StepUpRule, stepUpRules } from '../../contract/station-step-ups.ts';
import { rightsOf } from '../../domain/access/roles.ts';
import { actsWithGrace, type StepUpAct, unusedProofMs } from '../../domain/access/step-up-act.ts';
import type { OrganizationId, PersonId } from '../../kernel/entity-ids.ts';
import type { Clock } from '../../ports/clock.ts';
import type { StationStore } from '../../ports/station-store.ts';
import { auditActor, type Principal } from '../principal.ts';
import type { PinCheck, PinOutcome } from './pin-check.ts';
import type { RosterBook } from './roster-book.ts';
import { readShiftPolicy } from './shift-policy.ts';

/**
 * PINs that were given for one act (STA-1): who proved what, until when. Asked by the gate in front of every procedure, told by
 * `access.stepUp`. A proof belongs to one person at the seat and one kind of act; it is used up by the call that it was given for, apart from
 * acts that come in a row. Kept in memory only, and forgotten with every lock, switch and restart.
 */
export interface StepUps {
  /** Checks a PIN for an act. `personId`: the second person; null: whoever sits at the bench. */
  prove(principal: Principal, wish: StepUpWish): Promise<StepUpOutcome>;
  /** What the gate asks for each call, after the right was found. Uses a proof up. */
  check(procedure: string, principal: Principal): StepUpCheck;
  /** Lets go of all proofs: the bench was locked or changed hands. */
  forget(): void;
}

export interface StepUpWish {
  readonly act: StepUpAct;
  readonly pin: string;
  readonly personId: PersonId | null;
}

export type StepUpOutcome =
  | { readonly kind: 'proved' }
  | Exclude<PinOutcome, { kind: 'right' }>
  /** Nobody sits there, the second person is the first, or may not do it. */
  | { readonly kind: 'not-allowed' };

/** Somebody beside the person at the seat who agreed with their own PIN. */
export interface SecondPerson {
  readonly personId: PersonId;
  readonly name: string;
}

export type StepUpCheck =
  | { readonly kind: 'passed'; readonly secondPerson: SecondPerson | null }
  | ({ readonly kind: 'needed' } & StepUpRule);

export interface StepUpDeps {
  readonly store: StationStore;
  readonly clock: Clock;
  readonly pinCheck: Pick<PinCheck, 'check'>;
  readonly roster: Pick<RosterBook, 'person'>;
  readonly identity: { readonly organizationId: OrganizationId };
}

interface Proof {
  readonly seatPersonId: PersonId;
  readonly second: SecondPerson | null;
  readonly untilMs: number;
  readonly once: boolean;
}

export function createStepUps(deps: StepUpDeps): StepUps {
  const { store, clock, pinCheck } = deps;
  const proofs = new Map<StepUpAct, Proof>();

  const passes = (rule: StepUpRule, principal: Principal): Proof | null => {
    const proof = proofs.get(rule.act);
    const isGood =
      proof !== undefined &&
      principal.kind === 'person' &&
      proof.seatPersonId === principal.personId &&
      clock.monotonicMs() < proof.untilMs &&
      (rule.second === undefined || proof.second !== null);
    if (!isGood) {
      return null;
    }
    if (proof.once) {
      proofs.delete(rule.act);
    }
    return proof;
  };

  return {
    async prove(principal, { act, pin, personId }) {
      const second = personId === null ? null : secondPerson(deps, act, personId);
      if (principal.kind !== 'person' || second === 'nobody' || second?.personId === principal.personId) {
        return { kind: 'not-allowed' };
      }
      const outcome = await pinCheck.check(second?.personId ?? principal.personId, pin);
      noteStepUp(deps, principal, { act, second, outcome });
      if (outcome.kind !== 'right') {
        return outcome;
      }
      const graceMs = actsWithGrace.has(act) ? readShiftPolicy(store).stepUpGraceSeconds * 1000 : 0;
      proofs.set(act, {
        seatPersonId: principal.personId,
        second,
        once: graceMs === 0,
        untilMs: clock.monotonicMs() + (graceMs === 0 ? unusedProofMs : graceMs),
      });
      return { kind: 'proved' };
    },

    check(procedure, principal) {
      const rule = Object.hasOwn(stepUpRules, procedure) ? stepUpRules[procedure] : undefined;
      if (rule === undefined || principal.kind === 'command-line') {
        return { kind: 'passed', secondPerson: null };
      }
      const proof = passes(rule, principal);
      return proof === null ? { kind: 'needed', ...rule } : { kind: 'passed', secondPerson: proof.second };
    },

    forget: () => proofs.clear(),
  };
}

/** A colleague of this station who may agree to an act, by any rule that wants two for it. */
function secondPerson({ roster }: StepUpDeps, act: StepUpAct, personId: PersonId): SecondPerson | 'nobody' {
  const person = roster.person(personId);
  const wanted = Object.values(stepUpRules).find((rule) => rule.act === act)?.second;
  const mayAgree = person?.active === true && wanted !== undefined && rightsOf(person.roles).has(wanted);
  return mayAgree ? { personId, name: person.displayName } : 'nobody';
}

function noteStepUp(
  { store, identity }: StepUpDeps,
  principal: Extract<Principal, { kind: 'person' }>,
  given: { readonly act: StepUpAct; readonly second: SecondPerson | null; readonly outcome: PinOutcome },
): void {
  const { act, second, outcome } = given;
  store.transact((write) =>
    write.appendAudit({
      actor: auditActor(principal),
      organizations: [identity.organizationId],
      action: 'person.stepped-up',
      outcome: outcome.kind === 'right' ? 'done' : 'refused',
      code: outcome.kind === 'right' ? null : outcome.kind,
      after: { act, ...(second === null ? {} : { second: second.name }) },
    }),
  );
}
