import type { ByteLink } from '#core/ports/byte-link.ts';
import type { QueclinkFamily } from '#core/protocol/queclink/unit-families.ts';

/**
 * Which passwords a Queclink unit may have. The factory one is the model's name, so each that the table knows is asked with once; a
 * person's own is remembered for its port while the station runs, and none is ever tried a second time on a link that was silent to it.
 */
export interface QueclinkPasswords {
  /** Those that the unit on this link may have; only one if it took one before. */
  candidates(link: ByteLink): readonly string[];
  /** The unit on this link took this one. */
  proven(link: ByteLink, password: string): void;
  /** A person typed it for this port. It must not reach a capture, right or wrong. */
  typed(link: ByteLink, password: string): void;
  /** It was not the unit's. */
  forget(link: ByteLink): void;
  /** All that persons typed. */
  secrets(): readonly string[];
}

export function createQueclinkPasswords(families: readonly QueclinkFamily[]): QueclinkPasswords {
  const factory = families.flatMap(({ factoryPassword }) => factoryPassword ?? []);
  const taken = new WeakMap<ByteLink, string>();
  const byPort = new Map<string, string>();
  const secrets = new Set<string>();
  return {
    candidates(link) {
      const known = taken.get(link);
      const own = byPort.get(link.path);
      return known === undefined ? [...new Set([...(own === undefined ? [] : [own]), ...factory])] : [known];
    },
    proven: (link, password) => {
      taken.set(link, password);
    },
    typed: (link, password) => {
      byPort.set(link.path, password);
      secrets.add(password);
    },
    forget: (link) => {
      byPort.delete(link.path);
    },
    secrets: () => [...secrets],
  };
}
