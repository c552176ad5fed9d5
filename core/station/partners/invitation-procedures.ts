import type { InvitationActResult } from '../../contract/station/partners.ts';
import { readInvitationLink } from '../../domain/organizations/invitation-link.ts';
import { type InvitationChange, invitationView } from '../../domain/organizations/partner-exchange.ts';
import type { CloudFailure } from '../../ports/cloud-client.ts';
import { auditActor, operationActor, type Principal } from '../principal.ts';
import type { AreaProcedures } from '../procedures.ts';
import type { StationContext } from '../station-context.ts';
import { createLastSeen, troubleOf } from './last-seen.ts';

/** Fleets that invite us as their service partner (ORG-3, ORG-4). */
export function invitationProcedures(context: StationContext): AreaProcedures<'invitations'> {
  const { cloudPartners, store } = context;
  const lastSeen = createLastSeen(store, { setting: 'invitations.last-seen', row: invitationView });
  return {
    async list() {
      const answer = await cloudPartners.invitations();
      if (answer.kind === 'invitations') {
        lastSeen.keep(answer.invitations, answer.asOf);
        return { kind: 'live', rows: [...answer.invitations], asOf: answer.asOf };
      }
      const known = lastSeen.read();
      return { kind: 'last-known', rows: known?.rows ?? [], asOf: known?.asOf ?? null, why: troubleOf(answer) };
    },

    async lookUp({ link }) {
      const read = readInvitationLink(link);
      if (read.kind === 'not-a-link') {
        return read;
      }
      const answer = await cloudPartners.lookUpInvitation(read.id);
      switch (answer.kind) {
        case 'found':
          return { ...answer, token: read.id };
        case 'refused':
          return answer;
        default:
          return { kind: 'not-answered', why: troubleOf(answer) };
      }
    },

    async answer({ requestId, invitation, expectedVersion, answer }, { principal }) {
      const actor = operationActor(principal);
      const outcome = await cloudPartners.answerInvitation({ requestId, actor, invitation, expectedVersion, answer });
      const result = resultOf(outcome);
      note(context, principal, { act: answer.act, result });
      context.changed('partners', 'audit');
      if (result.kind === 'done') {
        // A customer that was accepted stands in the list when the page goes there.
        await context.sync.runNow();
      }
      return result;
    },
  };
}

function resultOf(answer: InvitationChange | CloudFailure): InvitationActResult {
  switch (answer.kind) {
    case 'done':
    case 'refused':
      return answer;
    default:
      return { kind: 'not-answered', why: troubleOf(answer) };
  }
}

function note(
  { store, identity }: StationContext,
  principal: Principal,
  { act, result }: { readonly act: string; readonly result: InvitationActResult },
): void {
  const about = result.kind === 'done' ? result.invitation : result.kind === 'refused' ? result.current : null;
  store.transact((write) =>
    write.appendAudit({
      actor: auditActor(principal),
      organizations: [identity.organizationId],
      action: `partnership.${act}`,
      outcome: result.kind === 'done' ? 'done' : result.kind === 'refused' ? 'refused' : 'failed',
      code: result.kind === 'done' ? null : result.kind === 'refused' ? result.code : result.why,
      after: about === null ? null : { customer: about.customerName, partnership: about.id },
    }),
  );
}
