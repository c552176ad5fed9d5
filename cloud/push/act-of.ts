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
      transferId: operation.kind === 'unit.transfer' ? operation.id : null,
      actingOrganizationId: context.station.organizationId,
      actor: `${operation.actor.name}, ${context.organizationName}`,
      source: `operation ${operation.id}`,
    },
  };
}
