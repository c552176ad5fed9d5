import type { Carton, CartonRow } from '../../domain/carton/carton.ts';
import { countOutcomes } from '../../domain/carton/carton-outcome.ts';
import { applyToCartonRow, type CartonAnswer } from '../../domain/carton/carton-row-machine.ts';
import type { OperationVerdict } from '../../domain/sync/operation.ts';
import { standingOfVerdict } from '../../domain/sync/verdict-standing.ts';
import type { StoreWriter } from '../../ports/station-store.ts';
import { auditActor } from '../principal.ts';
import { judgeFromMirror } from '../sheets/judge-for.ts';
import type { StationContext } from '../station-context.ts';
import { concernedByRow, saveCarton, unitNameOf } from './save-carton.ts';

/**
 * The centre's answer to one transfer of a carton, written in the transaction that stores the verdict: row, audit entry, and the feed once all
 * answers are in (OWN-11, OWN-13). False where the operation belongs to no carton. The mirror holds the new owner already.
 */
export function takeCartonAnswer(context: StationContext, write: StoreWriter, verdict: OperationVerdict): boolean {
  const row = write.cartonRowOfOperation(verdict.operationId);
  const carton = row === null ? null : write.carton(row.cartonId);
  if (row === null || carton === null) {
    return false;
  }
  const answer = answerOf(verdict);
  const outcome = applyToCartonRow(row, { kind: 'answered', operationId: verdict.operationId, answer });
  if (outcome.kind === 'refused') {
    // The row heard this answer before.
    return true;
  }
  const judged = { ...outcome.row, verdict: verdictAfter(context, write, { carton, row: outcome.row, verdict }) };
  const saved = saveCarton(context, write, { carton, parts: { waiting: carton.waiting - 1 }, rows: [judged] });
  noteAnswer(context, write, { carton, row: judged, verdict });
  if (saved.waiting === 0) {
    noteEnd(context, write, saved);
  }
  return true;
}

function isTaken(verdict: OperationVerdict['verdict']): boolean {
  return standingOfVerdict(verdict) === 'accepted';
}

function answerOf({ by, code, decidedAt, verdict }: OperationVerdict): CartonAnswer {
  return isTaken(verdict)
    ? { kind: 'done', acceptedAt: decidedAt, repeated: verdict === 'noop' }
    : {
        kind: 'refused',
        code: code ?? 'OWNER_OTHER',
        lost: verdict === 'conflict' && code === 'OWNER_OTHER',
        winner: by === null ? null : { name: by.name, at: by.at },
        at: decidedAt,
      };
}

interface Answered {
  readonly carton: Carton;
  readonly row: CartonRow;
  readonly verdict: OperationVerdict;
}

/** Live where the centre has just said how things stand; after a refusal the copy is known to be old, and is renewed. */
function verdictAfter(context: StationContext, write: StoreWriter, { carton, row, verdict }: Answered) {
  return judgeFromMirror(
    context,
    { serial: row.label.serial, chosenType: row.unitType, customerId: carton.customerId, within: carton.id },
    { read: write, ...(isTaken(verdict.verdict) ? { live: verdict.decidedAt } : {}) },
  );
}

function noteAnswer(context: StationContext, write: StoreWriter, { carton, row, verdict }: Answered): void {
  const isDone = isTaken(verdict.verdict);
  write.appendAudit({
    actor: auditActor({ kind: 'nobody' }),
    organizations: concernedByRow(context, carton, row),
    action: isDone ? 'transfer.acknowledged' : 'transfer.not-taken',
    outcome: isDone ? 'done' : 'refused',
    code: verdict.code,
    unit: unitNameOf(row),
    operationId: verdict.operationId,
    after: { carton: carton.id },
  });
}

/** One line when the last answer is in, instead of one for each of two hundred units. */
function noteEnd({ clock }: StationContext, write: StoreWriter, carton: Carton): void {
  const counts = countOutcomes(write.cartonRows(carton.id, 0));
  const refused = counts.lost + counts.refused;
  write.addFeed({
    at: clock.now(),
    mark: refused > 0 ? 'stop' : 'ok',
    key: 'carton-answered',
    detail: { done: String(counts.transferred + counts.already), refused: String(refused), to: carton.customerName },
    sessionId: null,
  });
}
