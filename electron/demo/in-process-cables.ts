import { createInProcessPorts } from '#sim/fronts/in-process.ts';
import type { VirtualUnit } from '#sim/virtual-unit.ts';
import type { BayCables } from './bay-cables.ts';

/** Bays without terminals, for machines that cannot make any (Windows, no socat): the same bytes over a link in this process. */
export function createInProcessCables(): BayCables {
  const atBays: Record<string, VirtualUnit> = {};
  return {
    // Reads the record at each call, so that a unit put there later is found.
    unitPorts: createInProcessPorts(atBays),
    async place(bay, unit) {
      const path = `sim:bay-${bay}`;
      if (unit === null) {
        delete atBays[path];
      } else {
        atBays[path] = unit;
      }
      return { kind: 'placed' };
    },
    close: async () => undefined,
  };
}
