import type { OperationTask, ReversalTask, Task } from '../../contract/station/tasks.ts';
import { benchAction } from '../../domain/jobs/bench-action.ts';
import type { ToldJobCommand } from '../../domain/jobs/job-command.ts';
import { jobName } from '../../domain/jobs/job-name.ts';
import type { TransferReversal } from '../../domain/ownership/transfer-reversal.ts';
import { entryOf } from '../../domain/ownership/unit-type-matrix.ts';
import { assetLabel } from '../../domain/pairing/asset.ts';
import type { Operation } from '../../domain/sync/operation.ts';
import type { AssetId, OrganizationId } from '../../kernel/entity-ids.ts';
import type { OperationRecord } from '../../ports/station-store.ts';
import { whyNotSecondPerson } from '../ownership/decide-reversal.ts';
import { obstaclesToApproving, unansweredReversal } from '../ownership/reversal-facts.ts';
import type { Principal } from '../principal.ts';
import type { StationContext } from '../station-context.ts';

const tasksAtMost = 500;

/** Everything that waits for a supervisor (OWN-11, decisions.md d12), oldest first, with all that is needed to decide. */
export function listTasks(context: StationContext, principal: Principal): Task[] {
  const operations = context.store
    .operationsThatNeedSomebody(tasksAtMost)
    .flatMap((record) => operationTask(context, record));
  const reversals = context.store.openReversals().map((reversal) => reversalTask(context, principal, reversal));
  return [...operations, ...reversals].sort((left, right) => left.at.localeCompare(right.at));
}

function operationTask(context: StationContext, { operation, verdict }: OperationRecord): OperationTask[] {
  if (verdict === null || (verdict.verdict !== 'refused' && verdict.verdict !== 'conflict')) {
    return [];
  }
  return [
    {
      kind: 'operation',
      operationId: operation.id,
      operationKind: operation.kind,
      ...subjectOf(context, operation),
      ...partiesOf(context, operation),
      by: operation.actor.name,
      at: operation.occurredAt,
      sessionId: operation.sessionId,
      verdict: verdict.verdict,
      code: verdict.code,
      decidedAt: verdict.decidedAt,
      winner: verdict.by,
      canRetry: operation.kind === 'unit.transfer',
      job: jobPart(operation),
    },
  ];
}

function reversalTask(context: StationContext, principal: Principal, reversal: TransferReversal): ReversalTask {
  const waiting = unansweredReversal(context, 'reversal.decide', reversal.id);
  return {
    kind: 'reversal',
    reversalId: reversal.id,
    transferId: reversal.transferId,
    ...unitPart(context, reversal.unit),
    fromName: nameOf(context, reversal.customerId),
    toName: nameOf(context, reversal.backToId),
    by: reversal.requestedBy.name,
    at: reversal.requestedAt,
    sessionId: context.store.operation(reversal.transferId)?.operation.sessionId ?? null,
    reason: reversal.reason,
    decideBefore: reversal.decideBefore,
    obstacles: [...obstaclesToApproving(context, reversal)],
    mayDecide:
      whyNotSecondPerson(principal, reversal) === null &&
      principal.kind === 'person' &&
      principal.rights.has('resolve'),
    waiting: waiting?.code === null ? waiting.operation.payload.decision : null,
  };
}

function jobPart(operation: Operation): OperationTask['job'] {
  if (operation.kind !== 'job.act') {
    return null;
  }
  const { command } = operation.payload;
  return {
    action: benchAction(command),
    failure: command.act === 'fail' ? command.failure : null,
    words: wordsOf(command),
  };
}

function wordsOf(command: ToldJobCommand): string | null {
  switch (command.act) {
    case 'fail':
      return command.explanation;
    case 'succeed':
      return command.comment;
    case 'pause':
      return command.note;
    case 'override':
      return command.reason;
    default:
      return null;
  }
}

/** What it was about: a unit, or a job by the number that people know; a visit has none yet. */
function subjectOf(context: StationContext, operation: Operation): Pick<Task, 'unit' | 'unitTypeLabel'> {
  if (operation.kind !== 'job.act') {
    return unitPart(context, operation.unit);
  }
  const { command, number } = operation.payload;
  return command.act === 'visit' && command.unitType !== null
    ? unitPart(context, `${command.unitType}:${command.unitSerial}`)
    : { unit: `job:${jobName(number)}`, unitTypeLabel: null };
}

function unitPart({ unitTypes }: StationContext, unit: string): Pick<Task, 'unit' | 'unitTypeLabel'> {
  const colon = unit.indexOf(':');
  return { unit, unitTypeLabel: colon < 0 ? null : entryOf(unitTypes, unit.slice(0, colon)).label };
}

/** Between whom it was to happen; for a pairing, whose unit and which vehicle. */
function partiesOf(context: StationContext, operation: Operation): Pick<Task, 'fromName' | 'toName'> {
  switch (operation.kind) {
    case 'unit.transfer':
      return {
        fromName: nameOf(context, operation.payload.fromId),
        toName: nameOf(context, operation.payload.toId),
      };
    case 'unit.pair':
    case 'unit.unpair':
      return {
        fromName: nameOf(context, operation.payload.organizationId),
        toName: vehicleOf(context, operation.payload.assetId),
      };
    case 'reversal.ask':
    case 'reversal.decide':
      return { fromName: nameOf(context, operation.payload.customerId), toName: null };
    case 'job.act':
      return { fromName: nameOf(context, operation.payload.organizationId), toName: null };
    default:
      return { fromName: null, toName: null };
  }
}

function nameOf({ store }: StationContext, id: OrganizationId): string {
  return store.organization(id)?.name ?? id;
}

function vehicleOf({ store }: StationContext, id: AssetId): string {
  const asset = store.asset(id);
  return asset === null ? id : assetLabel(asset);
}
