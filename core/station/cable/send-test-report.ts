import type { LinkProblem } from '../../contract/station/cable.ts';
import type { TestReportResult } from '../../contract/station/unit-orders.ts';
import type { BenchSession } from '../../domain/bench/bench-session.ts';
import type { SessionId } from '../../kernel/entity-ids.ts';
import { auditActor, type Principal } from '../principal.ts';
import { concerned, unitOf } from '../sheets/change-sheet.ts';
import { ownerObstacle } from '../sheets/sheet-owner.ts';
import { refusal } from '../sheets/sheet-view.ts';
import type { StationContext } from '../station-context.ts';
import { type MetUnit, workOnBay } from '../work/unit-on-bay.ts';
import { linkProblem } from './link-problem.ts';

/** Has the sheet's unit send one report to its platform now (INSP-1). What arrives is seen there, so nothing on the sheet changes. */
export async function sendTestReport(
  context: StationContext,
  principal: Principal,
  sessionId: SessionId,
): Promise<TestReportResult> {
  const session = context.store.session(sessionId);
  if (session === null) {
    return { kind: 'no-such-sheet' };
  }
  const obstacle = ownerObstacle(session, principal);
  if (obstacle !== null) {
    return refusal(obstacle);
  }
  const answer = await workOnBay<TestReportResult | LinkProblem>(context, {
    session,
    activity: 'test-report',
    work: order,
  });
  const result: TestReportResult =
    answer.kind === 'stranger' ? { kind: 'wrong-unit', scanned: session.label.serial, read: answer.read.imei } : answer;
  keepOrder(context, principal, { session, result });
  return result;
}

async function order({ driver, identity, link }: MetUnit): Promise<TestReportResult> {
  if (driver.testTransmission === undefined || !driver.capabilities(identity).testTransmission) {
    return { kind: 'knows-no-order' };
  }
  const outcome = await driver.testTransmission(link);
  switch (outcome.kind) {
    case 'ordered':
      return outcome;
    case 'refused':
      return { kind: 'not-taken', why: outcome.why };
    default:
      return linkProblem(outcome);
  }
}

function keepOrder(
  context: StationContext,
  principal: Principal,
  { session, result }: { readonly session: BenchSession; readonly result: TestReportResult },
): void {
  const isOrdered = result.kind === 'ordered';
  const at = context.clock.now();
  context.store.transact((write) => {
    write.appendAudit({
      actor: auditActor(principal),
      organizations: concerned(context, session),
      action: 'unit.test-report',
      outcome: isOrdered ? 'done' : 'failed',
      code: isOrdered ? null : codeOf(result),
      unit: unitOf(session),
      sessionId: session.id,
    });
    if (isOrdered) {
      const detail = { serial: session.label.serial };
      write.addFeed({ at, sessionId: session.id, mark: 'ok', key: 'test-report', detail });
    }
  });
  context.publish({ kind: 'changed', topics: ['feed', 'audit'], sessionId: session.id });
}

function codeOf(result: TestReportResult): string {
  return result.kind === 'link-problem' || result.kind === 'refused' ? result.reason : result.kind;
}
