import { compareFirmware } from '../../domain/installation/firmware-version.ts';
import { keyEntryOf } from '../../domain/installation/key-catalogue.ts';
import { presetsOf } from '../../domain/installation/preset.ts';
import { readProfileFile } from '../../domain/installation/profile-file.ts';
import { isSameValue } from '../../domain/installation/same-value.ts';
import type { Principal } from '../principal.ts';
import { mayOverride } from '../profiles/may-override.ts';
import { profilesForCustomer, withSecrets } from '../profiles/profile-book.ts';
import type { StationContext } from '../station-context.ts';
import type { FoundOnPort } from './find-unit.ts';

export interface WrittenValues {
  readonly values: Readonly<Record<string, string>>;
  /** Text of a profile file in the place of `values`; its secrets come from this station. */
  readonly profile?: string | undefined;
}

export type ValuesToWrite =
  | { kind: 'values'; values: Readonly<Record<string, string>> }
  | { kind: 'not-taken'; why: Exclude<ReturnType<typeof readProfileFile>['kind'], 'profile'>; keys: string[] }
  | { kind: 'secret-missing'; name: string }
  | { kind: 'older-firmware'; minimum: string; firmware: string }
  | { kind: 'locked'; keys: string[] };

/**
 * What is to be written into a unit that no sheet stands for: plain values, or a profile file with what it inherits, its limits checked and
 * its secrets opened here (STA-7). A person at the bench does not get around what the unit's owner prescribes this way (ORG-5); the command
 * line is the owner of the machine and stands in the trail as such.
 */
export function valuesToWrite(
  context: StationContext,
  principal: Principal,
  { wish, unit }: { readonly wish: WrittenValues; readonly unit: FoundOnPort },
): ValuesToWrite {
  const chosen = wish.profile === undefined ? plain(wish.values) : fromFile(context, wish.profile, unit);
  if (chosen.kind !== 'values' || principal.kind !== 'person') {
    return chosen;
  }
  const keys = lockedKeys(context, unit.identity.imei, chosen.values);
  return keys.length === 0 ? chosen : { kind: 'locked', keys };
}

function plain(values: Readonly<Record<string, string>>): ValuesToWrite {
  return { kind: 'values', values };
}

function fromFile(context: StationContext, text: string, { identity }: FoundOnPort): ValuesToWrite {
  const reading = readProfileFile(text);
  if (reading.kind !== 'profile') {
    const keys = reading.kind === 'bad-value' ? reading.problems.map(({ key }) => key) : [];
    return { kind: 'not-taken', why: reading.kind, keys };
  }
  const { minimumFirmware, values } = reading.profile;
  if (minimumFirmware !== null && compareFirmware(identity.firmware, minimumFirmware) === 'older') {
    return { kind: 'older-firmware', minimum: minimumFirmware, firmware: identity.firmware };
  }
  const opened = withSecrets(context, values);
  return opened.kind === 'secret-missing'
    ? opened
    : plain(Object.fromEntries(opened.values.map(({ key, value }) => [key, value])));
}

/** Keys that every profile of the unit's owner wants otherwise, where that owner lets nobody depart. */
function lockedKeys(context: StationContext, imei: string | null, values: Readonly<Record<string, string>>): string[] {
  const units = imei === null ? [] : context.store.unitsBySerial(imei);
  const [unit] = units;
  if (unit === undefined || units.length > 1 || mayOverride(context, unit.ownerId)) {
    return [];
  }
  const presets = profilesForCustomer(context, { unitType: unit.unitType, customerId: unit.ownerId })
    .filter(({ organizationId }) => organizationId === unit.ownerId)
    .map((profile) => presetsOf(profile));
  const against = presets.map((preset) =>
    Object.entries(values).flatMap(([key, value]) => {
      const wanted = preset.get(key);
      return wanted === undefined || isSameValue(value, wanted.value, keyEntryOf(key)?.type ?? 'unknown') ? [] : [key];
    }),
  );
  return against.toSorted((one, other) => one.length - other.length)[0] ?? [];
}
