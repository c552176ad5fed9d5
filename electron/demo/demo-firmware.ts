import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { FirmwareManifest } from '#core/domain/installation/firmware-manifest.ts';
import type { IsoTime } from '#core/kernel/iso-time.ts';
import { sha256Hex } from '#core/kernel/sha256.ts';
import { makeBenchFirmware } from '#sim/units/benchunit/firmware-image.ts';
import { writeFileDurably } from '../adapters/files/write-file-durably.ts';
import { createFirmwareShelf } from '../adapters/firmware/create-firmware-shelf.ts';

interface DemoFirmwarePlaces {
  /** The station's own shelf. */
  readonly shelf: string;
  /** Where two more files lie for whoever wants to take some in by hand. */
  readonly byHand: string;
}

/** Some seconds over the cable, so that there is something to watch. */
const programBytes = 160_000;

/**
 * The bench unit's firmware for the demo: one on the station's shelf, which meets the minimum of the demo's profile, and a newer one as two
 * files. Once only: what somebody removes stays away.
 */
export async function putDemoFirmware(places: DemoFirmwarePlaces, now: IsoTime): Promise<void> {
  if (existsSync(places.shelf)) {
    return;
  }
  const first = madeFirmware('03.28.00', 'Reports the brake system again after a short loss of supply.');
  await createFirmwareShelf({ directory: places.shelf }).keep(
    { manifest: first.manifest, importedAt: now, importedBy: 'Demo' },
    first.image,
  );
  const second = madeFirmware('03.29.10', 'Finds the network faster after a border.');
  writeFileDurably(join(places.byHand, second.manifest.file), second.image);
  writeFileDurably(
    join(places.byHand, second.manifest.file.replace(/\.bin$/, '.json')),
    `${JSON.stringify(second.manifest, null, 2)}\n`,
  );
}

function madeFirmware(
  version: string,
  notes: string,
): { readonly manifest: FirmwareManifest; readonly image: Uint8Array } {
  const image = makeBenchFirmware({ model: 'BU-1', version, programBytes, seed: 1 });
  return {
    image,
    manifest: {
      format: 'fitbay-firmware',
      version: 1,
      model: 'BU-1',
      firmware: version,
      notes,
      file: `bu1-${version}.bin`,
      size: image.length,
      sha256: sha256Hex(image),
    },
  };
}
