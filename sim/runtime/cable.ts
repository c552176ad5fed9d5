import { bytesPerSecond, paceStage } from '../faults/byte-faults.ts';
import { createWire, type WireEvent, type WireStage, type WireTick } from '../faults/wire.ts';
import type { SimClock } from '../time/sim-clock.ts';
import { createDeliveryQueue } from './delivery-queue.ts';

/** Whoever sits at the other end: gets the bytes that arrive, and is told once when the port has gone. */
export interface UnitHost {
  readonly receive: (bytes: Uint8Array) => void;
  readonly lost: (detail: string) => void;
}

/** The host's end of the cable. */
export interface Cable {
  /** Resolves when the bytes have left the host, which takes time at a baud rate; `gone` when the port went before that. */
  send(bytes: Uint8Array): Promise<'sent' | 'gone'>;
  /** Closes the port; the host is not told, it knows. */
  detach(): void;
}

/** The unit's end. */
export interface CableOptions {
  readonly clock: SimClock;
  readonly stages: readonly WireStage[];
  readonly baudRate: number | undefined;
  readonly deliver: (event: WireEvent) => void;
}

/** What runs between one host and the unit: the faulty wire and what is on its way in it. */
export interface ConnectedCable {
  /** Milliseconds until the bytes have left the host. */
  fromHost(bytes: Uint8Array): number;
  fromUnit(message: { readonly bytes: Uint8Array; readonly afterMs: number; readonly isAnswer: boolean }): void;
  /** Nothing reaches the host for so long. */
  hold(forMs: number): void;
  cut(): void;
}

/** Lays a cable. Events come out of `deliver` when they arrive; after `cut` nothing does. */
export function createCable({ clock, stages, baudRate, deliver }: CableOptions): ConnectedCable {
  const speed = baudRate === undefined ? undefined : bytesPerSecond(baudRate);
  const wire = createWire(speed === undefined ? stages : [...stages, paceStage({ toHost: speed, toUnit: speed })]);
  const towardsUnit = createDeliveryQueue(clock, deliver);
  const towardsHost = createDeliveryQueue(clock, deliver);
  const cancelTicks = wire.ticks.map((tick) => repeat(clock, tick, (events) => towardsHost.add(events)));
  return {
    fromHost(bytes) {
      const events = wire.fromHost({ kind: 'to-unit', bytes, atMs: clock.nowMs() });
      towardsHost.add(events.filter(({ kind }) => kind === 'to-host'));
      towardsUnit.add(events.filter(({ kind }) => kind !== 'to-host'));
      return speed === undefined ? 0 : (bytes.length * 1000) / speed;
    },
    fromUnit({ bytes, afterMs, isAnswer }) {
      towardsHost.add(wire.fromUnit({ kind: 'to-host', bytes, atMs: clock.nowMs() + afterMs, isAnswer }));
    },
    hold: towardsHost.hold,
    cut() {
      for (const cancel of cancelTicks) {
        cancel();
      }
      towardsUnit.clear();
      towardsHost.clear();
    },
  };
}

function repeat(clock: SimClock, tick: WireTick, emit: (events: readonly WireEvent[]) => void): () => void {
  let left = tick.times;
  let cancel = clock.after(tick.everyMs, run);
  function run(): void {
    left -= 1;
    if (left > 0) {
      cancel = clock.after(tick.everyMs, run);
    }
    emit(tick.make(clock.nowMs()));
  }
  return () => cancel();
}
