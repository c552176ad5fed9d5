import type { UnitHost } from '../runtime/cable.ts';
import { createHostSlot } from '../runtime/host-slot.ts';
import { createListeners } from '../runtime/listeners.ts';
import { createTrafficLog } from '../runtime/traffic-log.ts';
import type { Attaching } from '../runtime/unit-body.ts';
import type { Presence } from '../runtime/unit-port.ts';
import type { SimClock } from '../time/sim-clock.ts';

/**
 * What a front needs of anything at the end of a serial cable. Virtual units are such, and so are the devices here that are none:
 * a receiver of positions, an adapter to the vehicle's bus.
 */
export interface PluggedDevice {
  presence(): Presence;
  onPresence(listener: (presence: Presence) => void): () => void;
  attach(host: UnitHost, options?: { readonly baudRate?: number }): Attaching;
  /** How often it came back under another path; none for a device that always has the same. */
  place?(): number;
  /** For how many milliseconds another program still has the port; never for a device that knows no such thing. */
  portTakenMs?(): number;
}

/** Where a device is now that began at `path`. */
export function pathAt(path: string, device: PluggedDevice): string {
  const place = device.place?.() ?? 0;
  return place === 0 ? path : `${path}-${place + 1}`;
}

export interface SerialDevice extends PluggedDevice {
  unplug(): void;
  plugIn(): void;
  /** Everything the host has sent so far, as Latin-1 text. */
  heard(): string;
  close(): void;
}

export interface SerialDeviceOptions {
  readonly clock: SimClock;
  /** Makes what lives at the end of the cable. `send` goes nowhere while no host is connected. */
  readonly live: (send: (text: string, afterMs?: number) => void) => DeviceLife;
}

export interface DeviceLife {
  readonly receive: (text: string) => void;
  readonly stop: () => void;
}

/** A device without moods: it is plugged in or not, and has power when it is. */
export function createSerialDevice({ clock, live }: SerialDeviceOptions): SerialDevice {
  const listeners = createListeners<Presence>();
  const slot = createHostSlot({ clock, log: createTrafficLog(), stages: () => [], deliver });
  let presence: 'plugged' | 'unplugged' = 'plugged';
  let heard = '';
  const life = live((text, afterMs = 0) =>
    slot.send({ bytes: new Uint8Array(Buffer.from(text, 'latin1')), afterMs, isAnswer: true }),
  );

  function deliver(event: { readonly kind: string; readonly bytes?: Uint8Array }): void {
    if (event.bytes === undefined) {
      return;
    }
    if (event.kind === 'to-host') {
      slot.receive(event.bytes);
    } else {
      const text = Buffer.from(event.bytes).toString('latin1');
      heard += text;
      life.receive(text);
    }
  }

  function move(to: typeof presence): void {
    if (presence !== to) {
      presence = to;
      slot.drop('the cable was pulled');
      listeners.tell(to);
    }
  }

  return {
    presence: () => presence,
    onPresence: listeners.add,
    attach: (host, options) =>
      presence === 'plugged' ? slot.take(host, options?.baudRate) : { kind: 'absent', presence },
    unplug: () => move('unplugged'),
    plugIn: () => move('plugged'),
    heard: () => heard,
    close() {
      life.stop();
      slot.drop('the device was switched off');
      listeners.clear();
    },
  };
}
