import { z } from 'zod';
import { isoTime } from '../../kernel/iso-time.ts';
import { sha256Hex } from '../../kernel/sha256.ts';

/**
 * What comes beside a firmware image and says what it is for (INST-5). Images have no common form; without this nobody could tell which
 * unit one belongs to before it is too late.
 */
const format = 'fitbay-firmware';
const version = 1;

/** Larger ones are no image for a telematics unit, and 3 MB take five minutes at 115,200 baud already. */
export const firmwareImageLimit = 3_000_000;
export const firmwareManifestLimit = 20_000;

export const firmwareManifest = z.strictObject({
  format: z.literal(format),
  version: z.literal(version),
  /** Exactly as a unit tells its model. */
  model: z.string().trim().min(1).max(80),
  /** The version that a unit tells once it runs this. */
  firmware: z.string().trim().min(1).max(40).regex(/\d/),
  /** Name of the image beside this manifest; also told to the unit. */
  file: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/),
  size: z.number().int().positive().max(firmwareImageLimit),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** What is new, by the maker's words. */
  notes: z.string().max(500).optional(),
});
export type FirmwareManifest = z.infer<typeof firmwareManifest>;

/** A firmware as a station keeps it: its manifest, and who took it in. It is known by the hash of its image. */
export const keptFirmware = z.strictObject({
  manifest: firmwareManifest,
  importedAt: isoTime,
  importedBy: z.string().max(200),
});
export type KeptFirmware = z.infer<typeof keptFirmware>;

const anyVersion = z.object({ format: z.literal(format), version: z.number() });

/** `no-manifest`: another kind of file, or one that was cut off. `newer-format`: a newer Fitbay is needed to read it. */
export type ManifestReading =
  | { readonly kind: 'manifest'; readonly manifest: FirmwareManifest }
  | { readonly kind: 'no-manifest' | 'newer-format' };

export function readFirmwareManifest(text: string): ManifestReading {
  const value = text.length > firmwareManifestLimit ? undefined : parseJson(text);
  const parsed = firmwareManifest.safeParse(value);
  if (parsed.success) {
    return { kind: 'manifest', manifest: parsed.data };
  }
  const other = anyVersion.safeParse(value);
  return { kind: other.success && other.data.version > version ? 'newer-format' : 'no-manifest' };
}

/** Whether an image is, byte for byte, the one that the manifest speaks of. */
export function checkFirmwareImage(
  { size, sha256 }: Pick<FirmwareManifest, 'size' | 'sha256'>,
  image: Uint8Array,
): 'intact' | 'wrong-size' | 'wrong-hash' {
  if (image.length !== size) {
    return 'wrong-size';
  }
  return sha256Hex(image) === sha256 ? 'intact' : 'wrong-hash';
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // whatever it is, it is no manifest
  }
}
