import type { LinkProblem } from '../../contract/station/cable.ts';
import type { UnlockResult } from '../../contract/station/unit-orders.ts';
import type { BenchSession } from '../../domain/bench/bench-session.ts';
import { assertNever } from '../../kernel/assert-never.ts';
import type { SessionId } from '../../kernel/entity-ids.ts';
import type { DriverContext, UnitDriver } from '../../ports/unit-driver.ts';
import type { Principal } from '../principal.ts';
import { unitOf } from '../sheets/change-sheet.ts';
import { ownerObstacle } from '../sheets/sheet-owner.ts';
import { refusal } from '../sheets/sheet-view.ts';
import type { StationContext } from '../station-context.ts';
import { findUnitOrLock } from './find-unit.ts';
import { keepOrder } from './keep-order.ts';
import { linkProblem } from './link-problem.ts';

export interface UnlockWish {
  readonly sessionId: SessionId;
  readonly bay: number;
  readonly password: string;
}

/**
 * Offers a locked unit the password that somebody typed, once (link.md §0, finding 5). A unit that tells who it is and is not the sheet's is
 * left alone; one that says nothing before it is open is offered the password of the unit that should be there. The trail tells how it ended.
 */
export async function unlockUnit(
  context: StationContext,
  principal: Principal,
  { sessionId, bay, password }: UnlockWish,
): Promise<UnlockResult> {
  const session = context.store.session(sessionId);
  if (session === null) {
    return { kind: 'no-such-sheet' };
  }
  const obstacle = ownerObstacle(session, principal);
  if (obstacle !== null) {
    return refusal(obstacle);
  }
  const result = await context.bays.run<UnlockResult | LinkProblem>(bay, {
    sessionId,
    unit: unitOf(session),
    activity: 'unlock',
    safeToUnplug: true,
    work: (link) => offer(context, { link, bay, session, password }),
  });
  // That somebody tried, and how it ended; never what was tried.
  keepOrder(context, principal, {
    session,
    result,
    action: 'unit.unlocked',
    doneWhen: 'open',
    feedKey: 'unit-unlocked',
  });
  return result;
}

interface Offer {
  readonly link: DriverContext;
  readonly bay: number;
  readonly session: BenchSession;
  readonly password: string;
}

async function offer(
  { drivers, bays }: StationContext,
  { link, bay, session, password }: Offer,
): Promise<UnlockResult> {
  const wanted = bays.ports().find(({ known }) => known.bay === bay)?.known.driver ?? null;
  const met = await findUnitOrLock(drivers, link, wanted);
  switch (met.kind) {
    case 'link-problem':
      return met;
    case 'locked':
      return offerTo(met.driver, link, password);
    case 'found':
      return met.identity.imei === session.label.serial
        ? offerTo(met.driver, link, password)
        : { kind: 'wrong-unit', scanned: session.label.serial, read: met.identity.imei };
    default:
      return assertNever(met);
  }
}

async function offerTo(driver: UnitDriver, link: DriverContext, password: string): Promise<UnlockResult> {
  if (driver.unlock === undefined) {
    return { kind: 'knows-no-password' };
  }
  const outcome = await driver.unlock(link, password);
  switch (outcome.kind) {
    case 'open':
    case 'wrong-password':
    case 'locked-out':
      return outcome;
    case 'refused-secret':
      return { kind: 'not-sayable', why: outcome.why };
    default:
      return linkProblem(outcome);
  }
}
