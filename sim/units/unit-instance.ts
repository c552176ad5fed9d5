import type { UnitHealth } from './unit-health.ts';
import type { UnitEffect, UnitMachine, UnitMemory, UnitMoment } from './unit-machine.ts';

/** One unit of any family: a state machine together with its state. */
export interface UnitInstance {
  readonly memory: () => UnitMemory;
  receive(bytes: Uint8Array, moment: UnitMoment): readonly UnitEffect[];
  powerUp(moment: UnitMoment): readonly UnitEffect[];
  /** Time that an effect asked for has come. */
  wake(moment: UnitMoment): readonly UnitEffect[];
  /** The cable is gone: a half heard command is forgotten, as a USB port does. */
  loseCable(): void;
  /** Every value as it left the factory. */
  reset(): void;
  health(moment: UnitMoment): UnitHealth;
}

/** Puts a state machine and its state into one hand, so that families with different memories look alike. */
export function holdUnit<Memory extends UnitMemory>(machine: UnitMachine<Memory>, initial: Memory): UnitInstance {
  let memory = initial;
  return {
    memory: () => memory,
    receive(bytes, moment) {
      const step = machine.receive(memory, bytes, moment);
      memory = step.state;
      return step.effects;
    },
    powerUp(moment) {
      const step = machine.powerUp(memory, moment);
      memory = step.state;
      return step.effects;
    },
    wake(moment) {
      const step = machine.wake?.(memory, moment);
      memory = step?.state ?? memory;
      return step?.effects ?? [];
    },
    loseCable() {
      memory = machine.loseCable?.(memory) ?? { ...memory, heard: '' };
    },
    reset() {
      memory = machine.reset(memory);
    },
    health: (moment) => machine.health(memory, moment),
  };
}
