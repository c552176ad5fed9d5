import { z } from 'zod';
import { type BusAdapter, busAdapter } from '../../domain/cable/bus-adapter.ts';
import type { SessionId } from '../../kernel/entity-ids.ts';
import { isoTime } from '../../kernel/iso-time.ts';
import type { PortInfo, UnitPorts } from '../../ports/byte-link.ts';
import type { StationStore, StoreWriter } from '../../ports/station-store.ts';
import type { VehicleBusReader, VehicleVin } from '../../ports/vehicle-bus-reader.ts';
import { portKey } from '../cable/port-key.ts';

/**
 * The station's adapter to the vehicle's bus, where there is one: its setting, its port, and what it was told last for each sheet. A reading
 * is only an offer; `vehicle-bus-procedures` puts it on a sheet when a person says so.
 */
export interface VehicleBusDesk {
  setting(): StoredBusSetting | null;
  save(write: StoreWriter, setting: StoredBusSetting | null): void;
  /** Whether this port is the adapter's and therefore no bay: units are asked in a language that an adapter would put on the bus. */
  isAdapterPort(port: PortInfo): boolean;
  /** One question at a time; a second one is told that the adapter is busy. */
  read(sessionId: SessionId, setting: StoredBusSetting): Promise<VehicleVin>;
  /** What the vehicle told last for this sheet; null where it told nothing since. */
  offered(sessionId: SessionId): string | null;
  /** The offer was taken. */
  forget(sessionId: SessionId): void;
}

const stored = z
  .strictObject({
    adapter: busAdapter,
    /** Which device it is, where it says so; its port's name may be another device's tomorrow. */
    device: z.string().nullable(),
    by: z.string(),
    at: isoTime,
  })
  .nullable();
export type StoredBusSetting = NonNullable<z.infer<typeof stored>>;

const settingKey = 'vehicle-bus';

export interface VehicleBusDeskDeps {
  readonly store: StationStore;
  readonly unitPorts: UnitPorts;
  readonly vehicleBus: VehicleBusReader;
}

export function createVehicleBusDesk({ store, unitPorts, vehicleBus }: VehicleBusDeskDeps): VehicleBusDesk {
  const offers = new Map<SessionId, string>();
  let isAsking = false;

  const setting = () => stored.parse(JSON.parse(store.setting(settingKey) ?? 'null'));
  /** The port as the computer names it now. */
  const currentPort = async ({ adapter, device }: StoredBusSetting) => {
    const ports = device === null ? [] : await unitPorts.list();
    return ports.find((port) => portKey(port) === device)?.path ?? adapter.port;
  };
  const ask = async (now: StoredBusSetting): Promise<VehicleVin> => {
    const adapter: BusAdapter = { ...now.adapter, port: await currentPort(now) };
    return vehicleBus.readVin(adapter);
  };

  return {
    setting,
    save: (write, next) => write.setSetting(settingKey, JSON.stringify(next)),
    isAdapterPort(port) {
      const now = setting();
      return now !== null && (now.device === null ? port.path === now.adapter.port : portKey(port) === now.device);
    },
    async read(sessionId, now) {
      if (isAsking) {
        return { kind: 'trouble', reason: 'busy', detail: 'the vehicle is being asked already' };
      }
      offers.delete(sessionId);
      isAsking = true;
      try {
        const told = await ask(now);
        if (told.kind === 'told') {
          offers.set(sessionId, told.vin);
        }
        return told;
      } finally {
        isAsking = false;
      }
    },
    offered: (sessionId) => offers.get(sessionId) ?? null,
    forget: (sessionId) => offers.delete(sessionId),
  };
}
