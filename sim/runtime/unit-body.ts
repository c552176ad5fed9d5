import { assertNever } from '#core/kernel/assert-never.ts';
import type { Fault, FaultPlan } from '../faults/fault-catalogue.ts';
import type { ToHost, ToUnit, WireEvent } from '../faults/wire.ts';
import type { SimClock } from '../time/sim-clock.ts';
import type { UnitInstance } from '../units/unit-instance.ts';
import type { UnitEffect, UnitMoment } from '../units/unit-machine.ts';
import type { Cable, UnitHost } from './cable.ts';
import { createFaultRack, type FaultRack } from './fault-rack.ts';
import { createHostSlot, type HostSlot } from './host-slot.ts';
import { createListeners } from './listeners.ts';
import type { TrafficLog } from './traffic-log.ts';
import { createUnitPort, type Plugging, type Presence, type UnitPort } from './unit-port.ts';

export type Attaching =
  | { readonly kind: 'attached'; readonly cable: Cable }
  | { readonly kind: 'busy' }
  | { readonly kind: 'absent'; readonly presence: Presence };

export interface UnitBodyOptions {
  readonly clock: SimClock;
  readonly log: TrafficLog;
  /** The unit itself, looked up anew each time because a snapshot may replace it. */
  readonly own: () => UnitInstance;
  /** The unit that may be plugged in instead. */
  readonly other: UnitInstance;
  readonly restartMs: number;
  readonly seed: number;
}

/** Power, port and cable of a virtual unit, and the faults on them. What the bytes mean is not known here. */
export interface UnitBody {
  presence(): Presence;
  onPresence(listener: (presence: Presence) => void): () => void;
  attach(host: UnitHost, options?: { readonly baudRate?: number }): Attaching;
  unplug(): void;
  plugIn(which?: Plugging): void;
  /** How often the port came back under another path. */
  place(): number;
  /** Arms faults afresh. Bytes on their way are lost when a host is connected. */
  setFaults(faults: readonly Fault[]): void;
  faults(): readonly Fault[];
  hasPower(): boolean;
  /** For how many milliseconds somebody else still has the port. */
  portTakenMs(): number;
  /** Restarts the unit, whoever asks: its port goes away and comes back. */
  restart(): void;
  moment(): UnitMoment;
  dropHost(detail: string): void;
  close(): void;
}

/** Joins port, host and unit: bytes that arrive make the unit act, what it does goes back or moves the port. */
export function createUnitBody({ clock, log, own, other, restartMs, seed }: UnitBodyOptions): UnitBody {
  const listeners = createListeners<Presence>();
  const rack = createFaultRack(clock, seed);
  const slot = createHostSlot({ clock, log, stages: () => rack.plan().stages, deliver });
  const port = createUnitPort({
    clock,
    restartMs,
    restartQuirk: () => rack.plan().quirks.restart,
    leaving,
    changed: (presence) => {
      rack.portAppeared();
      log.add({ kind: 'port', atMs: clock.nowMs(), event: presence });
      listeners.tell(presence);
    },
    poweredUp: () => obey(unitOnPort().powerUp(rack.moment())),
  });
  const unitOnPort = (): UnitInstance => (port.unit() === 'other' ? other : own());

  function leaving(detail: string): void {
    if (!rack.plan().keepsHalfCommand) {
      unitOnPort().loseCable();
    }
    slot.drop(detail);
  }

  function obey(effects: readonly UnitEffect[]): void {
    const unit = unitOnPort();
    const isHere = () => port.hasPower() && unitOnPort() === unit;
    perform(effects, { slot, port, wake: () => (isHere() ? unit.wake(rack.moment()) : []) });
  }

  function deliver(event: WireEvent): void {
    switch (event.kind) {
      case 'to-host':
      case 'to-unit':
        return void arrive(event);
      case 'unplug':
        return void pullCable(port, rack.plan());
      case 'restart':
        return void port.restart();
      case 'suspend':
        return void slot.sleep(event.forMs);
      default:
        assertNever(event);
    }
  }

  function arrive({ kind, bytes }: ToHost | ToUnit): void {
    log.add({ kind, atMs: clock.nowMs(), bytes });
    if (kind === 'to-host') {
      slot.receive(bytes);
    } else {
      obey(unitOnPort().receive(bytes, rack.moment()));
    }
  }

  return {
    presence: port.presence,
    onPresence: listeners.add,
    attach: (host, options) => attach({ port, rack, slot }, host, options?.baudRate),
    unplug: port.unplug,
    plugIn: (which = 'same') => port.plugIn(which),
    place: port.place,
    setFaults: (faults) => arm({ rack, slot }, faults, () => listeners.tell(port.presence())),
    faults: rack.armed,
    hasPower: port.hasPower,
    portTakenMs: rack.portTakenMs,
    restart: port.restart,
    moment: rack.moment,
    dropHost: slot.drop,
    close() {
      slot.drop('the virtual unit was switched off');
      port.close();
      listeners.clear();
    },
  };
}

/** Faults begin at once: with one of them another program has the port, and whoever had it finds it again when that lets go. */
function arm(
  { rack, slot }: { readonly rack: FaultRack; readonly slot: HostSlot },
  faults: readonly Fault[],
  lookAgain: () => void,
): void {
  rack.arm(faults);
  slot.relay();
  if (rack.portTakenMs() > 0) {
    slot.drop('another program took the port');
    lookAgain();
  }
}

function attach(
  { port, rack, slot }: { readonly port: UnitPort; readonly rack: FaultRack; readonly slot: HostSlot },
  host: UnitHost,
  baudRate: number | undefined,
): Attaching {
  const presence = port.presence();
  if (presence !== 'plugged') {
    return { kind: 'absent', presence };
  }
  return rack.portTakenMs() > 0 ? { kind: 'busy' } : slot.take(host, baudRate);
}

/** A fault pulls the cable; whether somebody plugs it in again is another fault's matter. */
function pullCable(port: UnitPort, { replug }: FaultPlan): void {
  port.unplug();
  if (replug !== null) {
    port.later(replug.afterMs, () => port.plugIn(replug.which));
  }
}

interface UnitHands {
  readonly slot: Pick<HostSlot, 'send'>;
  readonly port: Pick<UnitPort, 'later' | 'restart'>;
  /** What the unit does when its time has come; nothing once it is another unit, or without power. */
  readonly wake: () => readonly UnitEffect[];
}

function perform(effects: readonly UnitEffect[], hands: UnitHands): void {
  for (const effect of effects) {
    switch (effect.kind) {
      case 'send':
        hands.slot.send(effect);
        break;
      case 'restart':
        hands.port.later(effect.afterMs, hands.port.restart);
        break;
      case 'wake':
        hands.port.later(effect.afterMs, () => perform(hands.wake(), hands));
        break;
      default:
        assertNever(effect);
    }
  }
}
