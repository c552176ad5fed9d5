import type { BusReading } from '../../contract/station/vehicle-bus.ts';
import type { BusAdapter } from '../../domain/cable/bus-adapter.ts';
import { judgeVin } from '../../domain/identity/vin.ts';
import type { SessionId } from '../../kernel/entity-ids.ts';
import { portKey } from '../cable/port-key.ts';
import { auditActor, type Principal } from '../principal.ts';
import type { AreaProcedures } from '../procedures.ts';
import { unitOf } from '../sheets/change-sheet.ts';
import { sheetView } from '../sheets/sheet-view.ts';
import { takeVin } from '../sheets/take-vin.ts';
import type { StationContext } from '../station-context.ts';
import type { StoredBusSetting } from './vehicle-bus-desk.ts';

/** A vehicle's own VIN as a source beside plate and unit (link.md §3): switched on by an administrator, read when asked for, taken by hand. */
export function vehicleBusProcedures(context: StationContext): AreaProcedures<'vehicleBus'> {
  const { vehicleBusDesk: desk } = context;
  return {
    setting: async () => {
      const now = desk.setting();
      return now === null ? { kind: 'off' } : { kind: 'on', adapter: now.adapter, by: now.by, at: now.at };
    },
    switchOn: async ({ adapter }, { principal }) => {
      const obstacle = obstacleTo(context, adapter);
      if (obstacle !== null) {
        return obstacle;
      }
      const ports = await context.unitPorts.list();
      const found = ports.find(({ path }) => path === adapter.port);
      const key = found === undefined ? adapter.port : portKey(found);
      const device = key === adapter.port ? null : key;
      const { name } = auditActor(principal);
      keep(context, principal, { adapter, device, by: name, at: context.clock.now() });
      return { kind: 'on' };
    },
    switchOff: async (_input, { principal }) => {
      if (desk.setting() !== null) {
        keep(context, principal, null);
      }
      return { kind: 'off' };
    },
    readVin: async ({ sessionId }, { principal }) => readVin(context, principal, sessionId),
    takeVin: async ({ sessionId, vin }, { principal }) => {
      if (desk.offered(sessionId) !== vin) {
        return { kind: 'not-offered' };
      }
      const taken = takeVin(context, principal, { sessionId, vin, source: 'vehicle-bus' });
      if (taken.kind !== 'changed') {
        return taken.kind === 'bad-vin' ? { kind: 'bad-vin', codes: [...taken.codes] } : taken;
      }
      desk.forget(sessionId);
      return { kind: 'taken', sheet: sheetView(context, taken.session), warnings: [...taken.warnings] };
    },
  };
}

function obstacleTo({ store, bays }: StationContext, { port }: BusAdapter) {
  const reader = store.readers().find((one) => one.kind === 'port' && one.port === port);
  if (reader !== undefined) {
    return { kind: 'port-taken' as const, by: reader.name };
  }
  const busy = bays.views().find((bay) => bay.port === port && bay.state === 'working' && bay.activity !== null);
  return busy === undefined ? null : { kind: 'bay-at-work' as const, bay: busy.bay };
}

function keep(context: StationContext, principal: Principal, setting: StoredBusSetting | null): void {
  const { store, vehicleBusDesk: desk } = context;
  store.transact((write) => {
    desk.save(write, setting);
    write.appendAudit({
      actor: auditActor(principal),
      organizations: [context.identity.organizationId],
      action: setting === null ? 'vehicle.bus-switched-off' : 'vehicle.bus-switched-on',
      outcome: 'done',
      after: setting === null ? {} : { adapter: setting.adapter.kind, port: setting.adapter.port },
    });
  });
  context.changed('vehicle-bus', 'bays', 'audit');
}

/** The question goes out to a vehicle, so the trail says who asked, whatever came of it. */
async function readVin(context: StationContext, principal: Principal, sessionId: SessionId): Promise<BusReading> {
  const { store, vehicleBusDesk: desk } = context;
  const session = store.session(sessionId);
  if (session === null) {
    return { kind: 'no-such-sheet' };
  }
  const setting = desk.setting();
  if (setting === null) {
    return { kind: 'off' };
  }
  const told = await desk.read(sessionId, setting);
  store.transact((write) =>
    write.appendAudit({
      actor: auditActor(principal),
      organizations: [context.identity.organizationId],
      action: 'vehicle.asked',
      outcome: told.kind === 'told' ? 'noted' : 'failed',
      unit: unitOf(session),
      sessionId,
      after: told.kind === 'told' ? { vin: told.vin } : { why: told.kind === 'trouble' ? told.reason : told.kind },
    }),
  );
  context.changed('audit');
  if (told.kind === 'several') {
    return { kind: 'several', vins: [...told.vins] };
  }
  if (told.kind === 'trouble') {
    return told;
  }
  const judged = judgeVin(told.vin);
  return { kind: 'told', vin: told.vin, codes: [...judged.codes], usable: judged.kind !== 'bad' };
}
