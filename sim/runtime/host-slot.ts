import type { WireEvent, WireStage } from '../faults/wire.ts';
import type { SimClock } from '../time/sim-clock.ts';
import { type Cable, type ConnectedCable, createCable, type UnitHost } from './cable.ts';
import type { TrafficLog } from './traffic-log.ts';

export interface HostSlotOptions {
  readonly clock: SimClock;
  readonly log: TrafficLog;
  readonly stages: () => readonly WireStage[];
  readonly deliver: (event: WireEvent) => void;
}

/** The one place where a host can be connected to a unit. */
export interface HostSlot {
  take(
    host: UnitHost,
    baudRate: number | undefined,
  ): { readonly kind: 'attached'; readonly cable: Cable } | { readonly kind: 'busy' };
  receive(bytes: Uint8Array): void;
  /** Goes nowhere when no host is connected. */
  send(message: { readonly bytes: Uint8Array; readonly afterMs: number; readonly isAnswer: boolean }): void;
  /** The host's machine sleeps. Where the clock cannot play that, everything arrives late, which is what the host notices of it. */
  sleep(forMs: number): void;
  /** Takes the port away from the host and tells it. */
  drop(detail: string): void;
  /** Lays the cable anew with the present stages; what is on its way is lost. */
  relay(): void;
}

interface Connection {
  readonly host: UnitHost;
  readonly baudRate: number | undefined;
  readonly wire: ConnectedCable;
}

export function createHostSlot({ clock, log, stages, deliver }: HostSlotOptions): HostSlot {
  let connection: Connection | undefined;

  function lay(host: UnitHost, baudRate: number | undefined): void {
    connection = { host, baudRate, wire: createCable({ clock, stages: stages(), baudRate, deliver }) };
  }

  function disconnect(): UnitHost | undefined {
    const host = connection?.host;
    connection?.wire.cut();
    connection = undefined;
    if (host !== undefined) {
      log.add({ kind: 'port', atMs: clock.nowMs(), event: 'disconnected' });
    }
    return host;
  }

  function cableOf(host: UnitHost): Cable {
    const isConnected = () => connection?.host === host;
    return {
      async send(bytes) {
        if (connection === undefined || !isConnected()) {
          return 'gone';
        }
        const leavingMs = connection.wire.fromHost(bytes);
        if (leavingMs > 0) {
          await new Promise<void>((resolve) => {
            clock.after(leavingMs, resolve);
          });
        }
        return isConnected() ? 'sent' : 'gone';
      },
      detach() {
        if (isConnected()) {
          disconnect();
        }
      },
    };
  }

  return {
    take(host, baudRate) {
      if (connection !== undefined) {
        return { kind: 'busy' };
      }
      lay(host, baudRate);
      log.add({ kind: 'port', atMs: clock.nowMs(), event: 'connected' });
      return { kind: 'attached', cable: cableOf(host) };
    },
    receive: (bytes) => connection?.host.receive(bytes),
    send: (message) => connection?.wire.fromUnit(message),
    sleep(forMs) {
      if (clock.suspend === undefined) {
        connection?.wire.hold(forMs);
      } else {
        clock.suspend(forMs);
      }
    },
    drop: (detail) => disconnect()?.lost(detail),
    relay() {
      if (connection !== undefined) {
        connection.wire.cut();
        lay(connection.host, connection.baudRate);
      }
    },
  };
}
