import type { SignInResult } from '../../contract/station/access.ts';
import type { PersonId } from '../../kernel/entity-ids.ts';
import { auditActor } from '../principal.ts';
import type { StationContext } from '../station-context.ts';
import type { Seat } from './seat.ts';

const actions = { took: 'person.signed-in', switched: 'person.switched', returned: 'person.returned' } as const;

/** Takes the seat with a PIN: an empty one, somebody else's, or one's own that was locked (STA-1). Every try stands in the trail, without the PIN. */
export async function signIn(
  context: StationContext,
  { personId, pin }: { readonly personId: PersonId; readonly pin: string },
): Promise<SignInResult> {
  const { store, seat, stepUps, pinCheck, roster, identity } = context;
  const outcome = await pinCheck.check(personId, pin);
  const person = roster.person(personId);
  if (outcome.kind !== 'right' || person === null) {
    store.transact((write) =>
      write.appendAudit({
        actor: { ...auditActor({ kind: 'nobody' }), name: person?.displayName ?? 'unknown' },
        organizations: [identity.organizationId],
        action: 'person.sign-in-failed',
        outcome: 'refused',
        code: outcome.kind,
      }),
    );
    context.changed('seat', 'audit');
    return outcome.kind === 'right' ? { kind: 'wrong-pin', triesLeft: 0, waitMs: 0 } : answerOf(outcome);
  }
  const before = nameAt(seat);
  const how = seat.take(personId);
  stepUps.forget();
  store.transact((write) => {
    write.appendAudit({
      actor: auditActor(seat.principal()),
      organizations: [identity.organizationId],
      action: actions[how],
      outcome: 'done',
      before: how === 'switched' && before !== null ? { person: before } : null,
    });
    write.addFeed({
      at: context.clock.now(),
      mark: 'ok',
      key: 'signed-in',
      detail: { name: person.displayName },
      sessionId: null,
    });
  });
  context.changed('seat', 'feed', 'audit');
  return { kind: 'signed-in', seat: seat.view() };
}

type Refusal = Exclude<Awaited<ReturnType<StationContext['pinCheck']['check']>>, { kind: 'right' }>;

function answerOf(outcome: Refusal): SignInResult {
  return outcome.kind === 'wait' ? { kind: 'wait', waitMs: outcome.waitMs } : outcome;
}

function nameAt(seat: Seat): string | null {
  const principal = seat.principal();
  return principal.kind === 'person' ? principal.name : null;
}
