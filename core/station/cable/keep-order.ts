import type { BenchSession } from '../../domain/bench/bench-session.ts';
import { auditActor, type Principal } from '../principal.ts';
import { concerned, unitOf } from '../sheets/change-sheet.ts';
import type { StationContext } from '../station-context.ts';

/** How an order to a unit ended, in the words of its own union on `kind`. */
interface OrderResult {
  readonly kind: string;
  readonly reason?: string;
}

/** An order that changes nothing on the sheet: who gave it and how it ended stands in the trail, and in the feed where it was done. */
export function keepOrder<Result extends OrderResult>(
  context: StationContext,
  principal: Principal,
  order: {
    readonly session: BenchSession;
    readonly action: 'unit.unlocked' | 'unit.test-report';
    readonly result: Result;
    /** The `kind` that means it was done. */
    readonly doneWhen: Result['kind'];
    readonly feedKey: string;
  },
): void {
  const { session, action, result, feedKey } = order;
  const isDone = result.kind === order.doneWhen;
  const at = context.clock.now();
  context.store.transact((write) => {
    write.appendAudit({
      actor: auditActor(principal),
      organizations: concerned(context, session),
      action,
      outcome: isDone ? 'done' : 'failed',
      code: isDone ? null : (result.reason ?? result.kind),
      unit: unitOf(session),
      sessionId: session.id,
    });
    if (isDone) {
      const detail = { serial: session.label.serial };
      write.addFeed({ at, sessionId: session.id, mark: 'ok', key: feedKey, detail });
    }
  });
  context.publish({ kind: 'changed', topics: ['feed', 'audit'], sessionId: session.id });
}
