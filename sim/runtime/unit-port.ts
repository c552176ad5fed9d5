import type { SimClock } from '../time/sim-clock.ts';

/** What is plugged in: this unit, another at the same place, or this one where the machine gives it another path. */
export type Plugging = 'same' | 'other' | 'elsewhere';

/** Where the unit's port is: there, without its cable, or away because the unit starts up. */
export type Presence = 'plugged' | 'unplugged' | 'restarting';

export interface UnitPortOptions {
  readonly clock: SimClock;
  readonly restartMs: number;
  readonly restartQuirk: () => 'returns' | 'never-returns' | 'loops';
  /** The port is about to go away. */
  readonly leaving: (detail: string) => void;
  readonly changed: (presence: Presence) => void;
  /** Power is back; the port is there already. */
  readonly poweredUp: () => void;
}

/** Power and cable of a virtual unit, moved by people, by faults and by the unit's own restarts. */
export interface UnitPort {
  presence(): Presence;
  /** Which unit the cable leads to, with or without power. */
  unit(): 'same' | 'other' | 'none';
  hasPower(): boolean;
  unplug(): void;
  plugIn(which: Plugging): void;
  /** How often it came back under another path. */
  place(): number;
  restart(): void;
  /** Does something later, unless the virtual unit has been closed by then. */
  later(delayMs: number, action: () => void): void;
  close(): void;
}

const loopAfterMs = 3_000;

export function createUnitPort(options: UnitPortOptions): UnitPort {
  const { clock, restartMs, restartQuirk, leaving, changed, poweredUp } = options;
  const cancels = new Set<() => void>();
  let power: 'on' | 'off' = 'on';
  let unit: 'same' | 'other' | 'none' = 'same';
  let place = 0;

  const presence = (): Presence => (unit === 'none' ? 'unplugged' : power === 'on' ? 'plugged' : 'restarting');

  function later(delayMs: number, action: () => void): void {
    const cancel = clock.after(delayMs, () => {
      cancels.delete(cancel);
      action();
    });
    cancels.add(cancel);
  }

  function restart(): void {
    if (power === 'off') {
      return;
    }
    leaving('the unit restarts');
    power = 'off';
    changed(presence());
    if (restartQuirk() !== 'never-returns') {
      later(restartMs, powerOn);
    }
  }

  function powerOn(): void {
    if (power === 'on') {
      return;
    }
    power = 'on';
    changed(presence());
    poweredUp();
    if (restartQuirk() === 'loops') {
      later(loopAfterMs, restart);
    }
  }

  return {
    presence,
    unit: () => unit,
    hasPower: () => power === 'on',
    unplug() {
      if (unit !== 'none') {
        leaving('the cable was pulled');
        unit = 'none';
        changed(presence());
      }
    },
    place: () => place,
    plugIn(plugging) {
      const which = plugging === 'other' ? 'other' : 'same';
      place += plugging === 'elsewhere' ? 1 : 0;
      if (unit !== which) {
        leaving('another unit was plugged in');
        unit = which;
        changed(presence());
      }
      powerOn();
    },
    restart,
    later,
    close() {
      for (const cancel of cancels) {
        cancel();
      }
      cancels.clear();
    },
  };
}
