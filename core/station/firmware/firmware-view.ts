import type { FirmwareRow, FirmwareView } from '../../contract/station/firmware.ts';
import type { BenchSession } from '../../domain/bench/bench-session.ts';
import { checkFirmwareImage, type KeptFirmware } from '../../domain/installation/firmware-manifest.ts';
import { firmwareDirection } from '../../domain/installation/firmware-update.ts';
import { compareFirmware, firmwareAtLeast } from '../../domain/installation/firmware-version.ts';
import type { DriverCapabilities, DriverId, UnitIdentity } from '../../ports/unit-driver.ts';
import { profileOf } from '../profiles/profile-book.ts';
import { unitTypeOf } from '../sheets/sheet-view.ts';
import type { StationContext } from '../station-context.ts';

/** Every kept firmware with its image looked at; by model, newest version first. */
export async function firmwareRows({ firmwareShelf }: StationContext): Promise<readonly FirmwareRow[]> {
  const kept = await firmwareShelf.list();
  const rows = await Promise.all(kept.map(async (one) => rowOf(one, await firmwareShelf.image(one.manifest.sha256))));
  return rows.sort(
    (left, right) => left.model.localeCompare(right.model, 'en') || newestFirst(left.firmware, right.firmware),
  );
}

export function rowOf({ manifest, importedAt, importedBy }: KeptFirmware, image: Uint8Array | null): FirmwareRow {
  const { sha256, model, firmware, file, size, notes = null } = manifest;
  const isIntact = image !== null && checkFirmwareImage(manifest, image) === 'intact';
  const integrity = image === null ? 'gone' : isIntact ? 'intact' : 'damaged';
  return { sha256, model, firmware, file, size, notes, importedAt, importedBy, integrity };
}

function newestFirst(left: string, right: string): number {
  const order = { newer: 1, older: -1, same: 0, unknown: 0 } as const;
  return order[firmwareDirection(left, right)];
}

/** How the firmware of a sheet's unit stands. */
export async function firmwareOfSheet(context: StationContext, session: BenchSession): Promise<FirmwareView> {
  const { identity } = session;
  const current = identity.kind === 'agrees' ? identity.firmware : null;
  const minimum = profileOf(context, session)?.minimumFirmware ?? null;
  const capabilities = capabilitiesOf(context, session);
  const rows = identity.kind === 'agrees' ? await firmwareRows(context) : [];
  return {
    kind: 'firmware',
    current,
    minimum,
    standing: standingOf(current, minimum),
    support: capabilities === null ? 'not-known' : capabilities.firmwareUpdate ? 'here' : 'vendor-tool',
    vendorTool: unitTypeOf(context, session)?.vendorTool ?? null,
    minimumSupplyMillivolts: capabilities?.firmwareSupplyMillivolts ?? null,
    choices: rows
      .filter(({ model }) => identity.kind === 'agrees' && model === identity.model)
      .map((row) => ({
        ...row,
        direction: firmwareDirection(current ?? '', row.firmware),
        meetsMinimum: firmwareAtLeast(row.firmware, minimum),
      })),
  };
}

function standingOf(current: string | null, minimum: string | null): FirmwareView['standing'] {
  if (current === null) {
    return 'not-known';
  }
  if (minimum === null) {
    return 'no-minimum';
  }
  const standings = { 'at-least': 'enough', older: 'too-old', 'not-comparable': 'not-comparable' } as const;
  return standings[compareFirmware(current, minimum)];
}

/** What the driver says of the unit as it was identified last; null before that, or for a driver that this station lacks. */
export function capabilitiesOf({ drivers }: StationContext, { identity }: BenchSession): DriverCapabilities | null {
  if (identity.kind !== 'agrees') {
    return null;
  }
  // The id was stored by the driver that this station has; a store that came from a newer station may know one that we lack.
  const driver = drivers.byId(identity.driver as DriverId);
  const { imei, model, firmware, iccid } = identity;
  const told: Omit<UnitIdentity, 'driver'> = { imei, model, firmware, iccid, hardware: null };
  return driver === null ? null : driver.capabilities({ driver: driver.id, ...told });
}
