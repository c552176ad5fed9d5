import type { BayView } from '../../contract/station/cable.ts';
import type { PersonId } from '../../kernel/entity-ids.ts';
import { signHead } from '../audit/sign-head.ts';
import { auditActor } from '../principal.ts';
import type { AreaProcedures } from '../procedures.ts';
import type { StationContext } from '../station-context.ts';
import { changeOwnPin } from './change-own-pin.ts';
import { noteSeat } from './note-seat.ts';
import { readShiftPolicy, writeShiftPolicy } from './shift-policy.ts';
import { signIn } from './sign-in.ts';

type Access = AreaProcedures<'access'>;

/** People at the bench: sign-in, switching, lock, PINs before acts (STA-1). Everything that changes something leaves an audit entry. */
export function accessProcedures(context: StationContext): Access {
  return {
    ...readings(context),
    ...seatProcedures(context),
    ...pinProcedures(context),
  };
}

function readings(context: StationContext): Pick<Access, 'people' | 'seat' | 'standing' | 'work' | 'policy'> {
  const { seat, roster, bays, pinCheck, store } = context;
  return {
    people: async () =>
      roster
        .people()
        .filter(({ active }) => active)
        .map(({ id, displayName, roles }) => ({
          id,
          displayName,
          roles,
          lockedOut: pinCheck.isLockedOut(id),
          ...demoPin(context, id),
        })),
    seat: async () => seat.view(),
    standing: async () => ({ standing: roster.standing(), trouble: roster.trouble(), ageMs: roster.ageMs() }),
    work: async () => bays.views().flatMap(workOf),
    policy: async () => readShiftPolicy(store),
  };
}

function workOf({ bay, activity, safeToUnplug, by }: BayView) {
  return activity === null
    ? []
    : [{ bay, activity: activity.key, done: activity.done, total: activity.total, safeToUnplug, by }];
}

function seatProcedures(
  context: StationContext,
): Pick<Access, 'signIn' | 'signOut' | 'lock' | 'touch' | 'raise' | 'setPolicy'> {
  const { seat, stepUps, store } = context;
  return {
    signIn: (wish) => signIn(context, wish),
    signOut: async (_input, { principal }) => {
      if (principal.kind === 'person') {
        noteSeat(context, principal, { action: 'person.signed-out' });
      }
      seat.leave();
      signHead(context, store.auditHead());
      context.storage?.shiftEnded();
      stepUps.forget();
      context.changed('seat');
      return seat.view();
    },
    lock: async (_input, { principal }) => {
      if (principal.kind === 'person' && !principal.locked) {
        seat.lock();
        stepUps.forget();
        noteSeat(context, principal, { action: 'person.locked' });
        context.changed('seat');
      }
      return seat.view();
    },
    touch: async () => {
      seat.touch();
      return { kind: 'touched' };
    },
    raise: async (_input, { principal }) => {
      if (principal.kind === 'person') {
        seat.raise();
        noteSeat(context, principal, { action: 'person.raised' });
        context.changed('seat');
      }
      return seat.view();
    },
    setPolicy: async (policy, { principal }) => {
      const before = readShiftPolicy(store);
      store.transact((write) => {
        writeShiftPolicy(write, policy);
        write.appendAudit({
          actor: auditActor(principal),
          organizations: [context.identity.organizationId],
          action: 'policy.changed',
          outcome: 'done',
          before: asText(before),
          after: asText(policy),
        });
      });
      context.changed('seat', 'audit');
      return readShiftPolicy(store);
    },
  };
}

function pinProcedures(context: StationContext): Pick<Access, 'stepUp' | 'unlock' | 'changePin'> {
  const { store, stepUps, pinCheck, roster } = context;
  return {
    stepUp: async ({ act, pin, personId }, { principal }) => {
      const outcome = await stepUps.prove(principal, { act, pin, personId: personId ?? null });
      context.changed('audit');
      return outcome.kind === 'wait' ? { kind: 'wait', waitMs: outcome.waitMs } : outcome;
    },
    unlock: async ({ personId }, { principal }) => {
      if (principal.kind === 'person' && principal.personId === personId) {
        return { kind: 'oneself' };
      }
      if (!pinCheck.isLockedOut(personId)) {
        return { kind: 'not-locked' };
      }
      store.transact((write) => {
        pinCheck.unlock(write, personId);
        write.appendAudit({
          actor: auditActor(principal),
          organizations: [context.identity.organizationId],
          action: 'person.unlocked',
          outcome: 'done',
          after: { person: roster.person(personId)?.displayName ?? 'unknown' },
        });
      });
      context.changed('seat', 'audit');
      return { kind: 'unlocked' };
    },
    changePin: (wish, { principal }) => changeOwnPin(context, principal, wish),
  };
}

function asText(values: object): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, String(value)]));
}

function demoPin(context: StationContext, personId: PersonId): { demoPin: string } | Record<string, never> {
  const pin = context.demo?.pinOf(personId);
  return pin === undefined ? {} : { demoPin: pin };
}
