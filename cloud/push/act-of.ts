import type { Operation } from '#core/domain/sync/operation.ts';
import type { LogAct } from '../audit/organization-log.ts';
import type { PushContext } from './push-context.ts';

/** The trail's line about an operation, for the organizations given. */
export function actOf(
  context: PushContext,
  operation: Operation,
  what: {
    readonly action: string;
    readonly outcome: string;
    readonly code: string | null;
    readonly in: readonly string[];
    /** The transfer it is about, where that is not this operation itself: one id ties together all that was done about a transfer (OWN-13). */
    readonly transferId?: string;
  },
): LogAct {
  return {
    organizationIds: what.in,
    content: {
      at: context.now,
      action: what.action,
      outcome: what.outcome,
      code: what.code,
      unit: operation.unit,
      sessionId: operation.sessionId,
      transferId: what.transferId ?? (operation.kind === 'unit.transfer' ? operation.id : null),
      ...cartonOf(operation),
      actingOrganizationId: context.station.organizationId,
      actor: `${operation.actor.name}, ${context.organizationName}`,
      actorPerson: operation.actor.personId,
      source: `operation ${operation.id}`,
    },
  };
}

function cartonOf(operation: Operation): { readonly cartonId?: string } {
  const cartonId = operation.kind === 'unit.transfer' ? operation.payload.cartonId : undefined;
  return cartonId === undefined ? {} : { cartonId };
}
