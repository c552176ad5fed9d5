import type { BenchSession } from '../../domain/bench/bench-session.ts';
import type { DriverId } from '../../ports/unit-driver.ts';
import type { AreaProcedures } from '../procedures.ts';
import type { StationContext } from '../station-context.ts';
import { sendTestReport } from './send-test-report.ts';
import { unlockUnit } from './unlock-unit.ts';

type UnitOrders = Pick<AreaProcedures<'cable'>, 'abilities' | 'unlock' | 'sendTestReport'>;

/** What the unit of a sheet can be told beside its configuration. */
export function unitOrderProcedures(context: StationContext): UnitOrders {
  return {
    abilities: async ({ sessionId }) => {
      const session = context.store.session(sessionId);
      if (session === null) {
        return { kind: 'no-such-sheet' };
      }
      return { kind: 'abilities', testReport: canSendTestReport(context, session) };
    },
    unlock: (wish, { principal }) => unlockUnit(context, principal, wish),
    sendTestReport: ({ sessionId }, { principal }) => sendTestReport(context, principal, sessionId),
  };
}

function canSendTestReport({ drivers }: StationContext, { identity }: BenchSession): boolean {
  if (identity.kind !== 'agrees') {
    return false;
  }
  // The id was stored by the driver that this station has; a store that came from a newer station may know one that we lack.
  const driver = drivers.byId(identity.driver as DriverId);
  const { imei, model, firmware, iccid } = identity;
  return (
    driver?.capabilities({ driver: driver.id, imei, model, firmware, hardware: null, iccid }).testTransmission ?? false
  );
}
