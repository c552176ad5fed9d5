// Whether this unit may get this firmware (INST-5, link.md §4): asked before the first byte by the station, and by the page for what it
// shows. All that stands against it is collected, so that a person sees everything at once.
import type { FirmwareManifest } from './firmware-manifest.ts';
import { compareFirmware } from './firmware-version.ts';

/** How the offered version stands to the unit's own. `unknown` where one of them has no number in it. */
export type FirmwareDirection = 'newer' | 'same' | 'older' | 'unknown';

export function firmwareDirection(from: string, to: string): FirmwareDirection {
  const there = compareFirmware(to, from);
  const back = compareFirmware(from, to);
  if (there === 'not-comparable' || back === 'not-comparable') {
    return 'unknown';
  }
  if (there === 'older') {
    return 'older';
  }
  return back === 'older' ? 'newer' : 'same';
}

/** The words stand under `firmware.obstacle.<code>`, with `detail` as their values. */
export const firmwareObstacleCodes = [
  'not-supported',
  'image-damaged',
  'other-model',
  'same-version',
  'older-version',
  'version-unknown',
  'supply-low',
  'supply-unknown',
] as const;
export interface FirmwareObstacle {
  readonly code: (typeof firmwareObstacleCodes)[number];
  readonly detail: Readonly<Record<string, string>>;
}

export interface FirmwareQuestion {
  readonly unit: { readonly model: string; readonly firmware: string };
  readonly manifest: FirmwareManifest;
  readonly isImageIntact: boolean;
  /** What the driver says of units of this family; null where they take no firmware here. */
  readonly minimumSupplyMillivolts: number | null;
  /** As measured right now; left out while nobody has measured. Null where the unit does not tell. */
  readonly supplyMillivolts?: number | null;
  /** A person wants it although it is the version that the unit has, an older one, or one that cannot be compared. */
  readonly isForced: boolean;
}

/** Everything that stands against it; empty when the transfer may begin. */
export function firmwareObstacles(question: FirmwareQuestion): readonly FirmwareObstacle[] {
  const { unit, manifest, isImageIntact, minimumSupplyMillivolts } = question;
  return [
    ...(minimumSupplyMillivolts === null ? [obstacle('not-supported')] : []),
    ...(isImageIntact ? [] : [obstacle('image-damaged', { file: manifest.file })]),
    ...(manifest.model === unit.model ? [] : [obstacle('other-model', { wanted: manifest.model, unit: unit.model })]),
    ...versionObstacles(question),
    ...(minimumSupplyMillivolts === null ? [] : supplyObstacles(question, minimumSupplyMillivolts)),
  ];
}

function versionObstacles({ unit, manifest, isForced }: FirmwareQuestion): readonly FirmwareObstacle[] {
  const direction = firmwareDirection(unit.firmware, manifest.firmware);
  if (isForced || direction === 'newer') {
    return [];
  }
  const codes = { same: 'same-version', older: 'older-version', unknown: 'version-unknown' } as const;
  return [obstacle(codes[direction], { from: unit.firmware, to: manifest.firmware })];
}

function supplyObstacles({ supplyMillivolts }: FirmwareQuestion, minimum: number): readonly FirmwareObstacle[] {
  if (supplyMillivolts === undefined) {
    return [];
  }
  if (supplyMillivolts === null) {
    return [obstacle('supply-unknown', { minimum: String(minimum) })];
  }
  return supplyMillivolts < minimum
    ? [obstacle('supply-low', { millivolts: String(supplyMillivolts), minimum: String(minimum) })]
    : [];
}

function obstacle(code: FirmwareObstacle['code'], detail: FirmwareObstacle['detail'] = {}): FirmwareObstacle {
  return { code, detail };
}
