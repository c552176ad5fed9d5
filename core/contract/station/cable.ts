import { oc } from '@orpc/contract';
import { z } from 'zod';
import { captureLine } from '../../domain/capture/capture-line.ts';
import { backupFileLimit } from '../../domain/installation/backup-file.ts';
import { profileFileLimit, profileFileRefusals } from '../../domain/installation/profile-file.ts';
import { restoreLine } from '../../domain/installation/restore-plan.ts';
import { sessionId } from '../../kernel/entity-ids.ts';
import { isoTime } from '../../kernel/iso-time.ts';
import { takenNameOrNone } from '../../kernel/plain-name.ts';

/** What can keep the station from talking to a unit. `reason` is a text key `cable.problem.<reason>` with the next step. */
export const linkProblem = z.strictObject({
  kind: z.literal('link-problem'),
  reason: z.enum([
    'no-bay',
    'busy',
    'not-found',
    'no-rights',
    'not-a-port',
    'port-lost',
    'timed-out',
    'garbled',
    'silent',
    'not-a-unit',
    'readings-differ',
    'locked',
    /** Silence, of a family that is also silent to a wrong password. */
    'silent-or-locked',
    'cancelled',
  ]),
  detail: z.string(),
});
export type LinkProblem = z.infer<typeof linkProblem>;

export const driverId = z.enum(['teltonika', 'at27007', 'queclink', 'calamp', 'benchunit', 'nmea']);

/** Who answered on a port, as far as it was asked; the station asks by itself when something is plugged in (INST-1). */
export const portAnswer = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('not-asked') }),
  z.strictObject({ kind: z.literal('asking') }),
  z.strictObject({
    kind: z.literal('unit'),
    driver: z.string(),
    imei: z.string().nullable(),
    model: z.string(),
    firmware: z.string(),
    at: isoTime,
  }),
  /** Nobody that we know, or the port did not open. */
  z.strictObject({ kind: z.literal('trouble'), reason: linkProblem.shape.reason, detail: z.string(), at: isoTime }),
]);
export type PortAnswer = z.infer<typeof portAnswer>;

/** A port with a number painted on the bench (INST-1, INST-6). */
export const bayView = z.strictObject({
  bay: z.number().int().positive(),
  /** What people call it; null for one that has its number only. */
  name: z.string().nullable(),
  port: z.string(),
  usb: z.string().nullable(),
  state: z.enum(['idle', 'working', 'gone']),
  sessionId: sessionId.nullable(),
  unit: z.string().nullable(),
  answer: portAnswer,
  /** Who started what runs there now, or ran last; null for the command line. It stays theirs when the bench changes hands. */
  by: z.string().nullable(),
  activity: z
    .strictObject({
      key: z.string(),
      done: z.number().int(),
      total: z.number().int(),
      /** By the pace so far; null where it cannot be told yet. */
      leftMs: z.number().int().nullable(),
    })
    .nullable(),
  safeToUnplug: z.boolean(),
});
export type BayView = z.infer<typeof bayView>;

/** A bay beside what the sheet of its unit says. */
export const benchBay = z.strictObject({
  ...bayView.shape,
  /** The last write to this unit ended without proof of what it holds now; the cable may be pulled all the same. */
  leftUnproven: z.boolean(),
});
export type BenchBay = z.infer<typeof benchBay>;

const identity = z.strictObject({
  kind: z.literal('identity'),
  driver: z.string(),
  imei: z.string().nullable(),
  model: z.string(),
  firmware: z.string(),
  hardware: z.string().nullable(),
  iccid: z.string().nullable(),
});
const onPort = z.strictObject({
  port: z.string(),
  driver: driverId.optional(),
});
export const keyReading = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('value'), value: z.string() }),
  z.strictObject({ kind: z.literal('empty') }),
  z.strictObject({ kind: z.literal('unsupported') }),
  z.strictObject({ kind: z.literal('unknown'), why: z.string() }),
]);
export const healthReading = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('value'), value: z.union([z.number(), z.string(), z.boolean()]), raw: z.string() }),
  z.strictObject({ kind: z.literal('unknown'), why: z.string() }),
]);

export const cableContract = {
  bays: oc.output(z.array(benchBay)),
  /** The newest exchanges with the unit on a bay, oldest first, as far as the caller may see them (INST-7). */
  capture: oc.input(z.strictObject({ bay: z.number().int().positive() })).output(z.array(captureLine)),
  /** Ports with what answers on them; for the command line and the settings page. Probing is read-only. */
  ports: oc.output(
    z.array(
      z.strictObject({
        port: z.string(),
        usb: z.string().nullable(),
        driver: z.string().nullable(),
        identity: identity.nullable(),
        problem: z.string().nullable(),
      }),
    ),
  ),
  identifyPort: oc.input(onPort).output(z.discriminatedUnion('kind', [identity, linkProblem])),
  readPort: oc
    .input(onPort)
    .output(
      z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('config'), values: z.record(z.string(), keyReading) }),
        linkProblem,
      ]),
    ),
  healthPort: oc
    .input(onPort)
    .output(
      z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('health'), fields: z.record(z.string(), healthReading) }),
        linkProblem,
      ]),
    ),
  /** Reads what the unit holds, keeps it here, and gives it as a file. No value of a secret is in it. */
  backupPort: oc.input(onPort.extend({ name: takenNameOrNone(80).nullable() })).output(
    z.discriminatedUnion('kind', [
      z.strictObject({
        kind: z.literal('kept'),
        id: z.string(),
        unit: z.string(),
        keys: z.number().int(),
        unread: z.array(z.string()),
        checksum: z.string(),
        fileName: z.string(),
        text: z.string(),
      }),
      linkProblem,
    ]),
  ),
  /**
   * Puts a backup file back into the unit it was taken of: difference, write, verify. Everything under the same owner; only what is
   * anybody's where the owner is another one or not known here. `dryRun` writes nothing.
   */
  restorePort: oc.input(onPort.extend({ text: z.string().max(backupFileLimit), dryRun: z.boolean() })).output(
    z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.enum(['restored', 'incomplete', 'planned']), lines: z.array(restoreLine) }),
      z.strictObject({ kind: z.literal('wrong-unit'), expected: z.string(), read: z.string().nullable() }),
      z.strictObject({
        kind: z.literal('not-taken'),
        why: z.enum(['no-backup', 'newer-format', 'changed', 'no-checksum', 'holds-secret']),
      }),
      linkProblem,
    ]),
  ),
  /** Difference, write, verify on a port without a sheet; refuses another unit than `imei`. `dryRun` writes nothing. */
  writePort: oc
    .input(
      onPort.extend({
        values: z.record(z.string(), z.string()),
        /** Text of a profile file in the place of `values`, with what it inherits; its secrets come from this station. */
        profile: z.string().max(profileFileLimit).optional(),
        imei: z.string().optional(),
        dryRun: z.boolean(),
      }),
    )
    .output(
      z.discriminatedUnion('kind', [
        z.strictObject({
          kind: z.enum(['verified', 'differs', 'partial', 'planned']),
          changes: z.array(
            z.strictObject({ key: z.string(), from: z.string().nullable(), to: z.string(), state: z.string() }),
          ),
        }),
        z.strictObject({ kind: z.literal('wrong-unit'), expected: z.string(), read: z.string().nullable() }),
        z.strictObject({ kind: z.literal('refused-value'), key: z.string(), why: z.string() }),
        z.strictObject({ kind: z.literal('not-taken'), why: z.enum(profileFileRefusals), keys: z.array(z.string()) }),
        z.strictObject({ kind: z.literal('secret-missing'), name: z.string() }),
        z.strictObject({ kind: z.literal('older-firmware'), minimum: z.string(), firmware: z.string() }),
        /** The unit's owner prescribes these otherwise and lets nobody depart (ORG-5). */
        z.strictObject({ kind: z.literal('locked'), keys: z.array(z.string()) }),
        linkProblem,
      ]),
    ),
};
