import type { UnitPorts } from '#core/ports/byte-link.ts';

/**
 * A demo's virtual cables with the real ones that a person named beside them. What else is plugged into this computer is none of a demo's
 * business, and nothing is asked there.
 */
export function withNamedPorts(demo: UnitPorts, real: UnitPorts): UnitPorts {
  return {
    async list(named = []) {
      const virtual = await demo.list();
      const found = named.length === 0 ? [] : await real.list(named);
      const wanted = found.filter(({ path }) => named.includes(path) && !virtual.some((port) => port.path === path));
      return [...virtual, ...wanted];
    },
    async open(path, options) {
      const virtual = await demo.open(path, options);
      return virtual.kind === 'not-found' ? real.open(path, options) : virtual;
    },
  };
}
