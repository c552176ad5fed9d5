import type { LinkProblem } from '../../contract/station/cable.ts';
import type { SessionId } from '../../kernel/entity-ids.ts';
import type { UnitIdentity } from '../../ports/unit-driver.ts';
import type { Principal } from '../principal.ts';
import { changeSheet, refusalAhead, type SheetOutcome, unitOf } from '../sheets/change-sheet.ts';
import type { StationContext } from '../station-context.ts';

export type Identified = SheetOutcome | LinkProblem;

interface Answer {
  readonly kind: 'answer';
  readonly identity: UnitIdentity;
  readonly port: string;
}

/** Reads over the cable who the unit is and puts it on the sheet (INST-1). Another unit than the scanned one stops the sheet. */
export async function identifyOnBay(
  context: StationContext,
  principal: Principal,
  { sessionId, bay }: { readonly sessionId: SessionId; readonly bay: number },
): Promise<Identified> {
  const session = context.store.session(sessionId);
  if (session === null) {
    return { kind: 'no-such-sheet' };
  }
  const expected = { imei: session.label.serial, driver: '', model: '', firmware: '', iccid: null, port: '' };
  const refused = refusalAhead(context, {
    sessionId,
    principal,
    event: { kind: 'cable-identified', bay, ...expected },
    audit: { action: 'unit.identified' },
  });
  if (refused !== null) {
    return refused;
  }
  const answer = await context.bays.run<Answer | LinkProblem>(bay, {
    sessionId,
    unit: unitOf(session),
    activity: 'identify',
    safeToUnplug: true,
    async work(link) {
      const found = await context.bays.findOn(bay, link);
      if (found.kind === 'found' && found.identity.driver === 'nmea') {
        return { kind: 'link-problem', reason: 'not-a-unit', detail: found.identity.model };
      }
      return found.kind === 'found' ? { kind: 'answer', identity: found.identity, port: link.link.path } : found;
    },
  });
  return answer.kind === 'answer' ? putIdentity(context, principal, { sessionId, bay, ...answer }) : answer;
}

/** Whoever answered on the cable, as an event of the sheet. */
export function putIdentity(
  context: StationContext,
  principal: Principal,
  met: { readonly sessionId: SessionId; readonly bay: number; readonly identity: UnitIdentity; readonly port: string },
): SheetOutcome {
  const { sessionId, bay, identity, port } = met;
  const { driver, imei, model, firmware, iccid } = identity;
  const serial = context.store.session(sessionId)?.label.serial ?? '';
  const agrees = imei === serial;
  return changeSheet(context, {
    sessionId,
    principal,
    event: { kind: 'cable-identified', bay, imei, driver, model, firmware, iccid, port },
    audit: {
      action: 'unit.identified',
      outcome: agrees ? 'done' : 'refused',
      code: agrees ? null : 'IDENTITY_MISMATCH',
      after: { imei: imei ?? '', model, firmware },
    },
    feed: {
      mark: agrees ? 'ok' : 'stop',
      key: agrees ? 'identity-agrees' : 'identity-mismatch',
      detail: { serial, read: imei ?? '' },
    },
  });
}
