import type { SimClock } from '../time/sim-clock.ts';
import type { ReportTarget } from '../units/families.ts';
import type { UnitHealth } from '../units/unit-health.ts';
import type { TransmissionQuirk } from '../units/unit-quirks.ts';
import { createListeners } from './listeners.ts';

/** The server that the scenario's mobile network leads to. */
export interface FleetServer {
  readonly host: string;
  readonly port: number;
}

/** One record as the fleet server would receive it over the air. */
export interface Transmission {
  readonly imei: string;
  readonly atMs: number;
  readonly position: { readonly latitude: number; readonly longitude: number } | null;
  /** VIN as the brake system tells it; null when it tells none. May be partial. */
  readonly ebsVin: string | null;
  readonly supplyMillivolts: number;
  readonly ignition: boolean;
  readonly odometerMetres: number;
}

export interface TransmitterOptions {
  readonly clock: SimClock;
  readonly server: FleetServer;
  readonly everySeconds: number;
  /** The unit now, or undefined while it has no power or no way out. */
  readonly look: () =>
    | {
        readonly imei: string;
        readonly health: UnitHealth;
        readonly target: ReportTarget | undefined;
        readonly quirk: TransmissionQuirk;
      }
    | undefined;
}

export interface FleetTransmitter {
  listen(listener: (transmission: Transmission) => void): () => void;
  close(): void;
}

/**
 * The demo's mobile network: a unit whose configuration names the fleet server, with an access point and a data
 * link, is heard there every few seconds. One that is configured otherwise stays unheard, as in life.
 */
export function createFleetTransmitter({ clock, server, everySeconds, look }: TransmitterOptions): FleetTransmitter {
  const listeners = createListeners<Transmission>();
  let cancelTimer = clock.after(everySeconds * 1000, transmit);

  function transmit(): void {
    cancelTimer = clock.after(everySeconds * 1000, transmit);
    const unit = look();
    if (unit === undefined || unit.quirk.kind === 'never' || !reaches(unit.target, unit.health)) {
      return;
    }
    const shiftMs = unit.quirk.kind === 'shifted' ? unit.quirk.byMs : 0;
    listeners.tell(record(unit.imei, unit.health, clock.nowMs() + shiftMs));
  }

  function reaches(target: ReportTarget | undefined, health: UnitHealth): boolean {
    return (
      target?.host === server.host &&
      target.port === server.port &&
      target.accessPoint !== '' &&
      health.dataLink &&
      health.sim === 'ready'
    );
  }

  return {
    listen: listeners.add,
    close() {
      cancelTimer();
      listeners.clear();
    },
  };
}

function record(imei: string, health: UnitHealth, atMs: number): Transmission {
  return {
    imei,
    atMs,
    position: health.gnss === 'fix' ? { latitude: health.latitude, longitude: health.longitude } : null,
    ebsVin: health.ebsLink && health.ebsVin !== '' ? health.ebsVin : null,
    supplyMillivolts: health.supplyMillivolts,
    ignition: health.ignition,
    odometerMetres: health.odometerMetres,
  };
}
