// Everything the printed proof of one job says (REP-2), as plain data: made once at sign-off, stored, printed again years later.
// It repeats what other areas decided instead of pointing at them, so that a later change of theirs cannot alter an old report.
import { z } from 'zod';
import { isoTime } from '../../kernel/iso-time.ts';
import { signaturePath } from '../bench/drawn-signature.ts';
import { heardMessage } from '../pairing/pairing-state.ts';

const label = z.string().min(1).max(200);
const remark = z.string().min(1).max(2000);
const positive = z.int().positive();

/** One measured value. Numbers stay numbers, so that the reader's language writes them; `decimals` is how exact the unit measured. */
const reading = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('number'),
    value: z.number(),
    unit: label.nullable(),
    decimals: z.int().min(0).max(6),
  }),
  z.strictObject({ kind: z.literal('text'), text: label }),
]);

/** What a check asks for. Limits are inclusive; at least one of them is set. */
const wanted = z.discriminatedUnion('kind', [
  z
    .strictObject({
      kind: z.literal('limits'),
      minimum: z.number().nullable(),
      maximum: z.number().nullable(),
      unit: label.nullable(),
      decimals: z.int().min(0).max(6),
    })
    .refine((limits) => limits.minimum !== null || limits.maximum !== null, 'limits need a minimum or a maximum'),
  z.strictObject({ kind: z.literal('text'), text: label }),
  z.strictObject({ kind: z.literal('nothing') }),
]);

/** Four verdicts of INSP-2, and `not-wanted` for what this vehicle does not have. */
const checkResult = z.enum(['pass', 'warn', 'fail', 'not-possible', 'not-wanted']);

const check = z.strictObject({
  label,
  wanted,
  /** Every run in order, so that a repaired fault stays visible; the last one counts. Empty where nothing could be measured. */
  runs: z.array(z.strictObject({ measured: reading.nullable(), result: checkResult })).max(50),
  /** Values of the last run in order, over `durationMs`, in the unit of `wanted`; drawn as a small chart. */
  series: z.strictObject({ values: z.array(z.number()).min(2).max(2000), durationMs: positive }).nullable(),
  result: checkResult,
  source: z.enum(['cable', 'cloud', 'technician']),
  /** Why the result is what it is, or what was done about it. */
  note: remark.nullable(),
  photoCount: z.int().min(0),
});

/** A configuration value. A secret has no text at all: what is not carried cannot be printed (INST-7). */
const configurationValue = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('value'), text: z.string().max(500) }),
  z.strictObject({ kind: z.literal('secret') }),
  z.strictObject({ kind: z.literal('unset') }),
  /** Sent, and not read back: the unit may hold the old value, the new one or none. */
  z.strictObject({ kind: z.literal('unknown') }),
]);

const configurationChange = z.strictObject({
  label,
  before: configurationValue,
  after: configurationValue,
  unit: label.nullable(),
  wantedBy: z.enum(['profile', 'job', 'override']),
  /** Job number for `job`; the technician's words for `override`, where INST-4 demands them. */
  reason: remark.nullable(),
});

const profile = z.strictObject({ name: label, version: label });

const configuration = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('written'),
    profile,
    changes: z.array(configurationChange).min(1).max(5000),
    /** Whether all values were read back from the unit and equal what was written. */
    readBack: z.boolean(),
    checksum: label,
  }),
  z.strictObject({ kind: z.literal('already-right'), profile, checksum: label }),
  z.strictObject({ kind: z.literal('not-done'), reason: remark }),
]);

/** What the unit held before, kept by the bench, and what of it was put back (decisions.md d2). Secrets are neither kept nor named by value. */
const restore = z.strictObject({
  purpose: z.enum(['after-transfer', 'roll-back']),
  takenAt: isoTime,
  values: z.int().min(0),
  /** First digits of the backup's checksum; null for one that has none. */
  fingerprint: label.nullable(),
  outcome: z.enum(['restored', 'incomplete', 'not-restored']),
  /** Read back and equal. */
  restored: z.array(label).max(500),
  /** Should have gone back and was not read back. */
  open: z.array(label).max(500),
  leftOut: z.array(z.strictObject({ reason: label, keys: z.array(label).min(1).max(500) })).max(20),
  note: remark.nullable(),
});

/** Which firmware was sent to the unit, and what the unit told afterwards (INST-5). */
const firmware = z.strictObject({
  from: label,
  to: label,
  /** `not-known`: the unit has not been heard since. */
  outcome: z.enum(['updated', 'not-updated', 'not-known']),
  /** The version that the unit told afterwards; null where it was not heard. */
  told: label.nullable(),
  file: label,
  /** First digits of the SHA-256 of the file. */
  fingerprint: label,
  at: isoTime,
  by: label,
});

const ownership = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('transferred'), from: label, to: label, acceptedAt: isoTime, transferId: label }),
  z.strictObject({ kind: z.literal('already-owned'), owner: label }),
  /** Asked for while offline and not yet answered by the centre; never shown as done. */
  z.strictObject({ kind: z.literal('provisional'), from: label, to: label, requestedAt: isoTime, transferId: label }),
  /** The unit is not the customer's by this sheet: refused by the centre, or never asked for. */
  z.strictObject({ kind: z.literal('not-transferred'), to: label, reason: remark }),
]);

const pairing = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('automatic'),
    at: isoTime,
    match: z.enum(['full-vin', 'last-eight']),
    asset: label,
  }),
  z.strictObject({ kind: z.literal('by-hand'), at: isoTime, by: label, asset: label }),
  /** Left to the unit's first message; null where no asset is foretold. */
  z.strictObject({ kind: z.literal('expected'), asset: label.nullable() }),
  /** Asked for by hand and not yet answered by the centre. */
  z.strictObject({ kind: z.literal('requested'), at: isoTime, by: label, asset: label }),
  /** Still paired; somebody asked to end that, and the centre has not answered. */
  z.strictObject({ kind: z.literal('ending'), at: isoTime, by: label, asset: label }),
  z.strictObject({
    kind: z.literal('failed'),
    at: isoTime,
    reason: z.enum(['invalid-data', 'not-found', 'several', 'unknown']),
  }),
  z.strictObject({ kind: z.literal('left-open'), reason: remark }),
  z.strictObject({ kind: z.literal('not-wanted') }),
]);

/** A drawn signature inside a box of this size. */
const drawing = z.strictObject({
  path: signaturePath,
  width: z.number().positive(),
  height: z.number().positive(),
});

const signature = z.strictObject({
  name: label,
  role: z.enum(['technician', 'supervisor', 'customer']),
  method: z.enum(['pin', 'badge', 'drawn']),
  at: isoTime,
  drawing: drawing.nullable(),
});

/** VINs by where they came from; null where that source has none. `agree` is the verdict of PAIR-2, not a comparison of text. */
const threeWayVin = z.strictObject({
  scanned: label.nullable(),
  /** Left out where it is from the plate. */
  scannedFrom: z.literal('vehicle-bus').optional(),
  unit: label.nullable(),
  asset: label.nullable(),
  agree: z.boolean(),
});

export const jobReport = z.strictObject({
  /** Form of this record; raised when a stored report could no longer be read. */
  version: z.literal(1),
  reportNumber: label,
  job: z.strictObject({ kind: z.enum(['installation', 'maintenance', 'free-standing']), number: label.nullable() }),
  workshop: label,
  customer: label,
  bench: label,
  startedAt: isoTime,
  endedAt: isoTime,
  /** IANA zone of the bench; every moment on the paper is written in it. */
  timeZone: label,
  result: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('succeeded'), comment: remark.nullable() }),
    z.strictObject({ kind: z.literal('failed'), reason: remark }),
    /** A draft: nobody has said yet how the job ended. */
    z.strictObject({ kind: z.literal('open') }),
  ]),
  vehicle: z
    .strictObject({
      plate: label.nullable(),
      category: label.nullable(),
      vin: label.nullable(),
      threeWay: threeWayVin.nullable(),
    })
    .nullable(),
  unit: z.strictObject({
    type: label,
    serial: label,
    firmware: label.nullable(),
    minimumFirmware: label.nullable(),
    iccid: label.nullable(),
  }),
  ownership,
  /** Null where nothing was kept to be put back, and in reports that are older than this part. */
  restore: restore.nullable().default(null),
  /** Null where no firmware was sent, and in reports that are older than this part. */
  firmware: firmware.nullable().default(null),
  configuration,
  inspection: z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('done'),
      /** The stated rule of INSP-2 by which the overall result follows from the checks. */
      rule: remark,
      overall: z.enum(['pass', 'warn', 'fail']),
      checks: z.array(check).min(1).max(500),
    }),
    z.strictObject({ kind: z.literal('not-done'), reason: remark }),
  ]),
  pairing,
  /** The message by which the unit was paired; null where none was. */
  firstMessage: heardMessage.nullable(),
  remarks: z.array(remark).max(50),
  signatures: z.array(signature).max(6),
  audit: z.strictObject({
    /** Hash of the last audit entry the report rests on, lower-case hex of SHA-256. */
    head: z.string().regex(/^[0-9a-f]{64}$/),
    firstSequence: positive,
    lastSequence: positive,
    station: label,
    /** Address at which a station or the cloud checks the fingerprint; the QR code adds report number and fingerprint. */
    verifyUrl: z.url().max(300),
  }),
  /** Set when the bench had no contact with the centre; `sentAt` stays null until everything arrived. */
  recordedOffline: z.strictObject({ at: isoTime, sentAt: isoTime.nullable() }).nullable(),
  printedAt: isoTime,
  /** Set on what is printed well after the signature, so that nobody takes the time of the print for that of the work. */
  reprintOf: z.strictObject({ signedAt: isoTime }).nullable(),
});

export type JobReport = z.infer<typeof jobReport>;
export type ReportCheck = z.infer<typeof check>;
export type ReportCheckResult = z.infer<typeof checkResult>;
export type ReportReading = z.infer<typeof reading>;
export type ReportWanted = z.infer<typeof wanted>;
export type ReportConfigurationChange = z.infer<typeof configurationChange>;
export type ReportConfigurationValue = z.infer<typeof configurationValue>;
export type ReportSignature = z.infer<typeof signature>;
