import { reviewed, saysNothing, supportFile } from '../../domain/support/prepare-request.ts';
import type { SupportPart, SupportRequest, SupportRequestId } from '../../domain/support/support-request.ts';
import { seesEverything } from '../captures/capture-access.ts';
import { auditActor, operationActor, type Principal } from '../principal.ts';
import type { AreaProcedures } from '../procedures.ts';
import type { StationContext } from '../station-context.ts';
import type { Sender } from '../sync/create-sender.ts';
import { createDraftDesk, type DraftDesk } from './draft-desk.ts';
import { knownSecrets } from './known-secrets.ts';

/** Requests to the service desk (REP-4), and the same as a file where there is no network (STA-5). */
export function supportProcedures(context: StationContext, sender: Sender): AreaProcedures<'support'> {
  const { store } = context;
  const desk = createDraftDesk(context);
  return {
    draft: async (wish, { principal }) => ({ request: await desk.draft(principal, wish) }),

    send: async (review, { principal }) => {
      if (ownRequest(context, principal, review.id) !== null) {
        return { kind: 'kept', id: review.id };
      }
      const prepared = prepare(context, desk, { principal, review });
      if (prepared.kind !== 'prepared') {
        return prepared;
      }
      const { request } = prepared;
      store.transact((write) => {
        write.saveSupportRequest(request);
        write.appendAudit({
          ...about(context, principal, request),
          action: 'support.requested',
          after: { request: request.id, parts: partsSaid(request) },
        });
      });
      context.changed('support', 'audit');
      sender.wake();
      return { kind: 'kept', id: request.id };
    },

    saveFile: async (review, { principal }) => {
      const prepared = prepare(context, desk, { principal, review });
      if (prepared.kind !== 'prepared') {
        return prepared;
      }
      const { request } = prepared;
      store.transact((write) =>
        write.appendAudit({
          ...about(context, principal, request),
          action: 'support.file-saved',
          after: { request: request.id, parts: partsSaid(request) },
        }),
      );
      context.changed('audit');
      return { kind: 'file', ...supportFile(request) };
    },

    list: async ({ limit }, { principal }) => {
      const personId = seesEverything(principal) ? null : operationActor(principal).personId;
      return store.supportHeadings({ personId, limit }).map((kept) => ({ ...kept }));
    },

    open: async ({ id }, { principal }) => {
      const kept = ownRequest(context, principal, id);
      return kept === null ? { kind: 'no-such-request' } : { kind: 'request', ...kept };
    },

    sendNow: async () => {
      const why = await sender.sendNow();
      return { waiting: store.nextSupportRequest() !== null, why };
    },
  };
}

interface Review {
  readonly id: SupportRequestId;
  readonly words: string;
  readonly leaveOut: readonly SupportPart[];
}

function prepare(
  context: StationContext,
  desk: DraftDesk,
  { principal, review }: { readonly principal: Principal; readonly review: Review },
): { kind: 'prepared'; request: SupportRequest } | { kind: 'draft-gone' | 'says-nothing' } {
  const draft = desk.find(principal, review.id);
  if (draft === null) {
    return { kind: 'draft-gone' };
  }
  const request = reviewed(draft, review, knownSecrets(context));
  return saysNothing(request) ? { kind: 'says-nothing' } : { kind: 'prepared', request };
}

/** A kept request that the caller may see. */
function ownRequest({ store }: StationContext, principal: Principal, id: SupportRequestId) {
  const kept = store.supportRequest(id);
  const isOwn = kept !== null && kept.request.by.personId === operationActor(principal).personId;
  return kept !== null && (isOwn || seesEverything(principal)) ? kept : null;
}

function about({ identity }: StationContext, principal: Principal, { unit }: SupportRequest) {
  return {
    actor: auditActor(principal),
    organizations: [identity.organizationId],
    outcome: 'done' as const,
    ...(unit === null || unit.unitType === null ? {} : { unit: `${unit.unitType}:${unit.serial}` }),
  };
}

function partsSaid(request: SupportRequest): string {
  const parts = ['unit', 'message', 'diagnostics', 'log', 'capture'] as const;
  return parts.filter((part) => request[part] !== null).join(', ');
}
