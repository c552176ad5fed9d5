import type { Step } from '#core/kernel/step-machine.ts';
import type { UnitEffect } from './unit-machine.ts';

/** Takes the parts of what was heard one after the other, and puts together what each of them leads to. */
export function inTurn<Memory>(
  memory: Memory,
  parts: readonly string[],
  hear: (memory: Memory, part: string) => Step<Memory, UnitEffect>,
): Step<Memory, UnitEffect> {
  const effects: UnitEffect[] = [];
  let state = memory;
  for (const part of parts) {
    const step = hear(state, part);
    state = step.state;
    effects.push(...step.effects);
  }
  return { state, effects };
}
