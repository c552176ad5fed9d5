import { z } from 'zod';
import { familyEntries, type UnitFamily, unitFamilies } from '../units/families.ts';
import type { UnitInstance } from '../units/unit-instance.ts';

/** A unit's memory put aside, as plain JSON: configuration, identity, time of power-up. Faults are not part of it. */
export const unitSnapshot = z.strictObject({
  version: z.literal(1),
  family: z.enum(unitFamilies),
  memory: z.unknown(),
});
export type UnitSnapshot = z.infer<typeof unitSnapshot>;

/** `unreadable`: no snapshot of this version; `other-unit`: it belongs to a unit with another family or IMEI. */
export type SnapshotReading =
  | { readonly kind: 'readable'; readonly instance: UnitInstance }
  | { readonly kind: 'unreadable'; readonly detail: string }
  | { readonly kind: 'other-unit'; readonly imei: string };

/** Reads a snapshot for the unit it has to belong to. */
export function readSnapshot(
  value: unknown,
  owner: { readonly family: UnitFamily; readonly imei: string },
): SnapshotReading {
  const parsed = unitSnapshot.safeParse(value);
  if (!parsed.success) {
    return { kind: 'unreadable', detail: parsed.error.message };
  }
  const restored = familyEntries[parsed.data.family].restore(parsed.data.memory);
  if (restored.kind === 'unreadable') {
    return restored;
  }
  const found = restored.instance.memory().profile.imei;
  return parsed.data.family === owner.family && found === owner.imei
    ? { kind: 'readable', instance: restored.instance }
    : { kind: 'other-unit', imei: found };
}
