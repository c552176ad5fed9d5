import type { SignInResult } from '../../contract/station/access.ts';
import { lockAtFailures } from '../../domain/access/sign-in-delay.ts';
import type { PersonId } from '../../kernel/entity-ids.ts';
import { auditActor } from '../principal.ts';
import type { AreaProcedures } from '../procedures.ts';
import type { StationContext } from '../station-context.ts';

/** Sign-in, switching, lock (STA-1). Every one of them leaves an audit entry. */
export function accessProcedures(context: StationContext): AreaProcedures<'access'> {
  const { store, seat, stepUps } = context;
  return {
    people: async () =>
      store
        .people()
        .filter((person) => person.active && person.organizationId === context.identity.organizationId)
        .map((person) => ({
          id: person.id,
          displayName: person.displayName,
          roles: person.roles,
          lockedOut: store.signInTries(person.id).failures >= lockAtFailures,
          ...demoPin(context, person.id),
        })),

    seat: async () => seat.view(),

    signIn: (wish) => signIn(context, wish),

    async stepUp({ act, pin, personId }, { principal }) {
      const outcome = await stepUps.prove(principal, { act, pin, personId: personId ?? null });
      context.changed('audit');
      return outcome.kind === 'wait' ? { kind: 'wait', waitMs: outcome.waitMs } : outcome;
    },

    signOut: async (_input, { principal }) => {
      if (principal.kind === 'person') {
        noteSeat(context, 'person.signed-out', principal);
      }
      seat.leave();
      stepUps.forget();
      context.changed('seat');
      return seat.view();
    },

    lock: async (_input, { principal }) => {
      if (principal.kind === 'person' && !principal.locked) {
        seat.lock();
        stepUps.forget();
        noteSeat(context, 'person.locked', principal);
        context.changed('seat');
      }
      return seat.view();
    },
  };
}

async function signIn(
  context: StationContext,
  { personId, pin }: { readonly personId: PersonId; readonly pin: string },
): Promise<SignInResult> {
  const { store, seat, stepUps, pinCheck } = context;
  const outcome = await pinCheck.check(personId, pin);
  const person = store.person(personId);
  const right = outcome.kind === 'right' && person !== null;
  if (right) {
    seat.take(personId);
    stepUps.forget();
  }
  store.transact((write) => {
    const actor = right
      ? auditActor(seat.principal())
      : { ...auditActor({ kind: 'nobody' }), name: person?.displayName ?? 'unknown' };
    write.appendAudit({
      actor,
      organizations: [context.identity.organizationId],
      action: right ? 'person.signed-in' : 'person.sign-in-failed',
      outcome: right ? 'done' : 'refused',
      code: right ? null : outcome.kind,
    });
    if (right) {
      write.addFeed({
        at: context.clock.now(),
        mark: 'ok',
        key: 'signed-in',
        detail: { name: person.displayName },
        sessionId: null,
      });
    }
  });
  context.changed('seat', 'feed', 'audit');
  switch (outcome.kind) {
    case 'right':
      return { kind: 'signed-in', seat: seat.view() };
    case 'wait':
      return { kind: 'wait', waitMs: outcome.waitMs };
    default:
      return outcome;
  }
}

function noteSeat(context: StationContext, action: string, principal: Parameters<typeof auditActor>[0]): void {
  context.store.transact((write) =>
    write.appendAudit({
      actor: auditActor(principal),
      organizations: [context.identity.organizationId],
      action,
      outcome: 'done',
    }),
  );
}

function demoPin(context: StationContext, personId: string): { demoPin: string } | Record<string, never> {
  const pin = context.demo?.pinOf(personId);
  return pin === undefined ? {} : { demoPin: pin };
}
