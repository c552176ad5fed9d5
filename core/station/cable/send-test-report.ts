import type { LinkProblem } from '../../contract/station/cable.ts';
import type { TestReportResult } from '../../contract/station/unit-orders.ts';
import type { SessionId } from '../../kernel/entity-ids.ts';
import type { Principal } from '../principal.ts';
import { ownerObstacle } from '../sheets/sheet-owner.ts';
import { refusal } from '../sheets/sheet-view.ts';
import type { StationContext } from '../station-context.ts';
import { type MetUnit, workOnBay } from '../work/unit-on-bay.ts';
import { keepOrder } from './keep-order.ts';
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
  keepOrder(context, principal, {
    session,
    result,
    action: 'unit.test-report',
    doneWhen: 'ordered',
    feedKey: 'test-report',
  });
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
