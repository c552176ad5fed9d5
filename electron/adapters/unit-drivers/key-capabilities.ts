import type { ConfigChange, KeyCapability } from '#core/ports/unit-driver.ts';

/** What the tables of all families say of a key, each in the same words. */
export interface KeyRule {
  readonly type: KeyCapability['type'];
  readonly maxLength?: number | undefined;
  readonly minimum?: number | undefined;
  readonly maximum?: number | undefined;
  readonly secret?: boolean | undefined;
}

/** A key as the station is told of it; what the table does not say is left out. */
export function keyCapability(
  { type, maxLength, minimum, maximum, secret }: KeyRule,
  more: { readonly write?: boolean; readonly needsReboot?: boolean | undefined } = {},
): KeyCapability {
  const { write = true, needsReboot } = more;
  return {
    read: true,
    write,
    type,
    ...(maxLength === undefined ? {} : { maxLength }),
    ...(minimum === undefined ? {} : { minimum }),
    ...(maximum === undefined ? {} : { maximum }),
    ...(needsReboot === undefined ? {} : { needsReboot }),
    ...(secret === undefined ? {} : { secret }),
  };
}

/** Values that must not reach the capture: those of secret keys, old ones included (INST-7). */
export function secretValues(changes: readonly ConfigChange[], isSecret: (key: string) => boolean): readonly string[] {
  return changes.filter(({ key }) => isSecret(key)).flatMap(({ from, to }) => (from === null ? [to] : [from, to]));
}
