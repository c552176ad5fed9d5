import { oc } from '@orpc/contract';
import { z } from 'zod';
import { firmwareImageLimit, firmwareManifestLimit } from '../../domain/installation/firmware-manifest.ts';
import { firmwareObstacleCodes } from '../../domain/installation/firmware-update.ts';
import { sessionId } from '../../kernel/entity-ids.ts';
import { isoTime } from '../../kernel/iso-time.ts';
import { sheetRefusal, sheetUpdated } from './bench.ts';
import { linkProblem } from './cable.ts';

/** A firmware that this station keeps. */
export const firmwareRow = z.strictObject({
  /** SHA-256 of the image; also its id. */
  sha256: z.string(),
  model: z.string(),
  firmware: z.string(),
  file: z.string(),
  size: z.number().int(),
  notes: z.string().nullable(),
  importedAt: isoTime,
  importedBy: z.string(),
  /** Whether the image on disk is the one of its manifest, looked at right now. */
  integrity: z.enum(['intact', 'damaged', 'gone']),
});
export type FirmwareRow = z.infer<typeof firmwareRow>;

/** The words stand under `firmware.obstacle.<code>`. */
export const firmwareObstacle = z.strictObject({
  code: z.enum(firmwareObstacleCodes),
  detail: z.record(z.string(), z.string()),
});
export type FirmwareObstacleView = z.infer<typeof firmwareObstacle>;

/** How the firmware of a sheet's unit stands, and what can be done about it here. */
export const firmwareView = z.strictObject({
  kind: z.literal('firmware'),
  /** What the unit told when it was identified; null before that. */
  current: z.string().nullable(),
  /** What the profile asks for; null where it asks for none. */
  minimum: z.string().nullable(),
  standing: z.enum(['not-known', 'no-minimum', 'enough', 'too-old', 'not-comparable']),
  /** `here`: over this cable. `vendor-tool`: only the maker's own tool can. `not-known` before the unit is identified. */
  support: z.enum(['not-known', 'here', 'vendor-tool']),
  vendorTool: z.string().nullable(),
  minimumSupplyMillivolts: z.number().int().nullable(),
  /** Kept firmware for this model, newest version first. */
  choices: z.array(
    firmwareRow.extend({
      direction: z.enum(['newer', 'same', 'older', 'unknown']),
      /** Whether the profile's minimum is met with it. */
      meetsMinimum: z.boolean(),
    }),
  ),
});
export type FirmwareView = z.infer<typeof firmwareView>;

const noSheet = z.strictObject({ kind: z.literal('no-such-sheet') });
const noFirmware = z.strictObject({ kind: z.literal('no-such-firmware') });
const inFirmware = z.strictObject({ sha256: z.string().max(64) });
/** Four characters for three bytes. */
const imageTextLimit = Math.ceil(firmwareImageLimit / 3) * 4;

/** Firmware of units: the files a station keeps, and updating over the cable where a family can (INST-5). */
export const firmwareContract = {
  /** By model, newest version first. */
  list: oc.output(z.array(firmwareRow)),
  /**
   * Takes a manifest and its image in, after checking that they belong together. `already`: this image is here. `not-taken`: text keys
   * `firmware.not-taken.<why>`; for `disk` with the disk's own words.
   */
  importFiles: oc
    .input(
      z.strictObject({
        manifest: z.string().max(firmwareManifestLimit),
        imageBase64: z.string().max(imageTextLimit),
      }),
    )
    .output(
      z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.enum(['imported', 'already']), row: firmwareRow }),
        z.strictObject({
          kind: z.literal('not-taken'),
          why: z.enum(['no-manifest', 'newer-format', 'no-image', 'wrong-size', 'wrong-hash', 'disk']),
          detail: z.string(),
        }),
      ]),
    ),
  remove: oc
    .input(inFirmware)
    .output(z.discriminatedUnion('kind', [z.strictObject({ kind: z.literal('removed') }), noFirmware])),
  /** How the unit of a sheet stands. Nothing is asked of the unit. */
  ofSheet: oc.input(z.strictObject({ sessionId })).output(z.discriminatedUnion('kind', [firmwareView, noSheet])),
  /**
   * Sends a firmware to the unit of a sheet, waits for its restart, identifies it again and compares versions. `isForced` allows the version
   * that it has, an older one, or one that cannot be compared. `held-back`: nothing was sent, and all that stood against it. What became of
   * a transfer that began stands on the sheet, for better or worse; it begins from the first block next time. Progress in bytes comes
   * through `station.watch`.
   */
  update: oc
    .input(inFirmware.extend({ sessionId, isForced: z.boolean() }))
    .output(
      z.discriminatedUnion('kind', [
        sheetUpdated,
        z.strictObject({ kind: z.literal('held-back'), obstacles: z.array(firmwareObstacle) }),
        linkProblem,
        sheetRefusal,
        noSheet,
        noFirmware,
      ]),
    ),
};
