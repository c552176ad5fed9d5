import type { BusAdapter } from '../domain/cable/bus-adapter.ts';

/** Asks a vehicle for its VIN through an adapter in its diagnostic plug. Beside that one question nothing is sent to the vehicle. */
export interface VehicleBusReader {
  /** Opens the port, asks twice, leaves the bus and closes the port. Takes some seconds. One call at a time. */
  readVin(adapter: BusAdapter): Promise<VehicleVin>;
}

export type VehicleVin =
  /** Told twice alike. As it came, which may be a part; nothing has judged it. */
  | { readonly kind: 'told'; readonly vin: string }
  /** Control units of this vehicle tell different ones. */
  | { readonly kind: 'several'; readonly vins: readonly string[] }
  | { readonly kind: 'trouble'; readonly reason: VehicleBusTrouble; readonly detail: string };

/**
 * `no-answer`: there is traffic, but nobody tells a VIN. `silent-bus`: nothing is heard at all. `no-adapter`: what is on the port does not speak
 * the adapter's language. `bus-trouble`: its own word for what went wrong. `readings-differ`: the second answer was another one. The rest is
 * said of the port.
 */
export type VehicleBusTrouble =
  | 'no-answer'
  | 'silent-bus'
  | 'no-adapter'
  | 'bus-trouble'
  | 'unreadable'
  | 'readings-differ'
  | 'busy'
  | 'not-found'
  | 'no-rights'
  | 'not-a-port'
  | 'port-lost';
