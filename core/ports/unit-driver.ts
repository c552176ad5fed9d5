import type { JournalLine } from '../domain/installation/write-journal.ts';
import type { ByteLink } from './byte-link.ts';
import type { CancelSignal, Clock } from './clock.ts';

/** One unit protocol behind one interface (INST-2). Outcomes are data; a driver throws only for bugs. */
export interface UnitDriver {
  readonly id: DriverId;
  /** A unit of this family is silent to whoever does not know its password, so a time-out may also mean that it is locked. */
  readonly isSilentWhenLocked?: true;
  /** Asks, without changing anything, whether a unit of this family answers. At most 1.5 s. */
  probe(context: DriverContext): Promise<ProbeOutcome>;
  /** Reads who the unit is, twice; both readings must agree. */
  identify(context: DriverContext): Promise<IdentifyOutcome>;
  /** Which keys a unit of this identity holds and what may be done with them. */
  capabilities(identity: UnitIdentity): DriverCapabilities;
  /** Reads the named keys, or all that the unit is known to hold. */
  readConfiguration(context: DriverContext, keys?: readonly ConfigKey[]): Promise<ReadConfigurationOutcome>;
  /**
   * Writes these values and nothing else. Identifies again first and refuses another unit. Acceptance is not proof:
   * only `verify` makes a change green. `onProgress` is called per key.
   */
  writeConfiguration(
    context: DriverContext,
    expectedImei: string,
    changes: readonly ConfigChange[],
    onProgress?: (progress: WriteProgress) => void,
  ): Promise<WriteConfigurationOutcome>;
  /** Reads the keys afresh, after a reboot where the family needs one, and compares (numbers as numbers). */
  verify(context: DriverContext, changes: readonly ConfigChange[]): Promise<VerifyOutcome>;
  /**
   * Measures what the unit can tell of its health, once. Unknown is said, never guessed. With `fields` only these are
   * measured, so that a trend can be sampled quickly.
   */
  readHealth(context: DriverContext, fields?: readonly HealthField[]): Promise<ReadHealthOutcome>;
  /** Restarts the unit. The link is lost by this on families whose USB goes away. */
  reboot(context: DriverContext): Promise<RebootOutcome>;
  /**
   * Offers the unit this password, exactly once per call: units lock themselves after a few wrong ones, so nothing below the
   * person who typed it may try again (link.md §0, finding 5). The driver keeps the secret out of the capture. Absent on
   * families that know no password.
   */
  unlock?(context: DriverContext, secret: string): Promise<UnlockOutcome>;
  /**
   * Orders one report to the platform now. Absent where the family has no such order; `capabilities.testTransmission` says
   * the same to those who only see data.
   */
  testTransmission?(context: DriverContext): Promise<TestTransmissionOutcome>;
  /**
   * Hands a firmware to the unit, which restarts with it (INST-5). Identifies and measures the supply first, and sends nothing where one of
   * them forbids it. That a unit took a file proves nothing: the caller identifies it after its restart and compares versions. A transfer
   * that was cut off leaves the unit with what it had and begins from the first block next time. Absent where only the maker's tool can.
   */
  updateFirmware?(
    context: DriverContext,
    order: FirmwareOrder,
    onProgress?: (progress: FirmwareProgress) => void,
  ): Promise<FirmwareOutcome>;
}

/**
 * `benchunit` is a family that exists as a simulation only, so that what no public dialect offers can be shown and proved. `nmea` is a bare
 * GNSS receiver: it tells its position and nothing else, has no number and takes no orders, so no sheet can be worked on with it.
 */
export type DriverId = 'teltonika' | 'at27007' | 'queclink' | 'calamp' | 'benchunit' | 'nmea';

export interface DriverContext {
  readonly link: ByteLink;
  readonly clock: Clock;
  /** Every exchange passes here, with secrets masked by the driver before it hands them over (INST-7). */
  readonly capture: Capture;
  readonly cancel?: CancelSignal;
}

/** Receives what went over the cable, for support (INST-7). */
export interface Capture {
  record(entry: CaptureEntry): void;
  /**
   * A question goes out whose answer holds a secret. From now on, and for as long as an answer may still come late, lines that were not
   * recognized are hidden whole: any of them may be a damaged piece of it.
   */
  secretAsked?(): void;
}

export interface CaptureEntry {
  readonly direction: 'to-unit' | 'from-unit' | 'note';
  /**
   * One line or command as `printable` of core/protocol/latin1 writes it, so that its bytes can be told from it, with secrets masked already
   * (`HIDDEN` in the place of each). A note is plain words.
   */
  readonly text: string;
  /** What became of a line of the unit; left out: it was the answer. */
  readonly use?: CaptureUse;
}

/** `noise`, `late` and `cut` were not recognized; `oversize` says the length of a line that was thrown away. */
export type CaptureUse = 'echo' | 'noise' | 'late' | 'oversize' | 'cut';

/** A fitbay configuration key, the same for all families: `apn`, `serverHost`, … Each family maps it to its own parameter. */
export type ConfigKey = string;

export interface UnitIdentity {
  readonly driver: DriverId;
  readonly imei: string | null;
  readonly model: string;
  readonly firmware: string;
  readonly hardware: string | null;
  readonly iccid: string | null;
}

export interface KeyCapability {
  readonly read: boolean;
  readonly write: boolean;
  readonly type: 'text' | 'integer' | 'choice';
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly needsReboot?: boolean;
  readonly secret?: boolean;
}

export interface DriverCapabilities {
  readonly keys: Readonly<Record<ConfigKey, KeyCapability>>;
  readonly health: readonly HealthField[];
  readonly firmwareUpdate: boolean;
  /** Supply below which a unit of this family must not be updated; there where `firmwareUpdate` is true. */
  readonly firmwareSupplyMillivolts?: number;
  readonly testTransmission: boolean;
}

export interface ConfigChange {
  readonly key: ConfigKey;
  /** Value read before, null when it was empty or not known. */
  readonly from: string | null;
  readonly to: string;
}

/** A firmware and the unit that it is meant for. The caller has checked file, model and version by the manifest. */
export interface FirmwareOrder {
  readonly expectedImei: string;
  readonly fileName: string;
  readonly image: Uint8Array;
  readonly model: string;
  readonly version: string;
}

export interface FirmwareProgress {
  readonly sentBytes: number;
  readonly totalBytes: number;
}

export interface WriteProgress {
  readonly key: ConfigKey;
  readonly done: number;
  readonly total: number;
  /**
   * Keys whose standing is told by this step: `sending` before their first byte goes out, otherwise what the unit answered. The station has
   * them on disk when the call returns, so that after a crash it knows what may have arrived (INST-3). A driver that tells one tells all.
   */
  readonly journal?: readonly JournalLine[];
}

/** What a key held when it was read. */
export type ConfigReading =
  | { readonly kind: 'value'; readonly value: string }
  | { readonly kind: 'empty' }
  | { readonly kind: 'unsupported' }
  | { readonly kind: 'unknown'; readonly why: string };

/** What can go wrong on the way to a unit; shared by every call. */
export type LinkFault =
  | { readonly kind: 'port-lost'; readonly detail: string }
  | { readonly kind: 'timed-out'; readonly detail: string }
  | { readonly kind: 'garbled'; readonly detail: string }
  | { readonly kind: 'cancelled' };

export type ProbeOutcome =
  | { readonly kind: 'answers'; readonly score: number; readonly reason: string }
  | { readonly kind: 'silent'; readonly reason: string };
export type IdentifyOutcome =
  | { readonly kind: 'identified'; readonly identity: UnitIdentity }
  | { readonly kind: 'readings-differ'; readonly first: string; readonly second: string }
  /** The unit wants its password before it says who it is. */
  | { readonly kind: 'locked' }
  | LinkFault;
export type ReadConfigurationOutcome =
  | { readonly kind: 'read'; readonly values: Readonly<Record<ConfigKey, ConfigReading>> }
  | { readonly kind: 'locked' }
  | LinkFault;
export interface KeyWrite {
  readonly key: ConfigKey;
  readonly from: string | null;
  readonly to: string;
  /** `unknown`: the cable went or the answer never came, so the unit must be read again before anything is said. */
  readonly state: 'accepted' | 'rejected' | 'unknown' | 'not-sent';
  readonly detail?: string;
}
export type WriteConfigurationOutcome =
  | { readonly kind: 'written'; readonly writes: readonly KeyWrite[] }
  | { readonly kind: 'wrong-unit'; readonly expectedImei: string; readonly readImei: string | null }
  | { readonly kind: 'refused-value'; readonly key: ConfigKey; readonly why: string }
  | { readonly kind: 'partial'; readonly writes: readonly KeyWrite[]; readonly fault: LinkFault }
  | { readonly kind: 'locked' }
  | LinkFault;
export interface KeyVerification {
  readonly key: ConfigKey;
  readonly wanted: string;
  readonly found: ConfigReading;
  readonly equal: boolean;
}
export type VerifyOutcome =
  | { readonly kind: 'verified'; readonly keys: readonly KeyVerification[] }
  | { readonly kind: 'differs'; readonly keys: readonly KeyVerification[] }
  | { readonly kind: 'locked' }
  | LinkFault;
export type RebootOutcome =
  | { readonly kind: 'restarting'; readonly linkIsLost: boolean; readonly returnsWithinMs: number }
  | { readonly kind: 'locked' }
  | LinkFault;

export type UnlockOutcome =
  /** The unit takes orders now, or asked for no password in the first place. */
  | { readonly kind: 'open' }
  /** Not this one. `triesLeft` is null on units that do not count aloud. */
  | { readonly kind: 'wrong-password'; readonly triesLeft: number | null }
  /** The unit takes no password any more; only its maker's procedure opens it. */
  | { readonly kind: 'locked-out' }
  /** This secret cannot be said in the unit's language; nothing was sent and no try was used. */
  | { readonly kind: 'refused-secret'; readonly why: string }
  | LinkFault;

export type TestTransmissionOutcome =
  /** The unit took the order. Whether a report arrives is for the platform to say. */
  | { readonly kind: 'ordered' }
  | { readonly kind: 'refused'; readonly why: string }
  | { readonly kind: 'locked' }
  | LinkFault;

export type HealthField =
  | 'supplyMillivolts'
  | 'batteryMillivolts'
  | 'gnssFix'
  /** Those that the position is made of. */
  | 'satellites'
  /** Those above the horizon that the receiver knows of. */
  | 'satellitesInView'
  /** Horizontal dilution of precision: 1 is ideal, above 5 the sky is hardly seen. */
  | 'hdop'
  | 'signalLevel'
  | 'networkRegistration'
  | 'sim'
  | 'dataLink'
  | 'ignition'
  | 'canLink'
  | 'ebsVin'
  | 'odometerMetres'
  | 'lastTransmissionAgeSeconds'
  | 'recordsStored'
  /** How far the unit's own clock is ahead of this station's; far off after a satellite rollover or before it was ever set. */
  | 'clockOffsetSeconds';

/** One measured field: a value with the raw text it came from, or why there is none. */
export type HealthReading =
  | { readonly kind: 'value'; readonly value: number | string | boolean; readonly raw: string }
  | { readonly kind: 'unknown'; readonly why: string };
export type ReadHealthOutcome =
  | { readonly kind: 'measured'; readonly fields: Readonly<Partial<Record<HealthField, HealthReading>>> }
  | { readonly kind: 'locked' }
  | LinkFault;

export type FirmwareOutcome =
  /** The unit has the whole file and restarts. What it runs afterwards is another question. */
  | { readonly kind: 'handed-over'; readonly returnsWithinMs: number }
  | { readonly kind: 'wrong-unit'; readonly expectedImei: string; readonly readImei: string | null }
  /** Nothing was sent. `millivolts` is null where the unit did not tell. */
  | { readonly kind: 'supply-too-low'; readonly millivolts: number | null; readonly minimumMillivolts: number }
  /** The unit looked into the file and says that it is not for it. */
  | { readonly kind: 'wrong-image'; readonly detail: string }
  /** The unit was there to the end and still did not get the file. */
  | { readonly kind: 'not-taken'; readonly reason: FirmwareRefusal; readonly detail: string }
  | LinkFault;
/**
 * `not-asked-for`: the unit never called for the first block. `stopped-by-unit`: it broke off. `line-too-bad`: one block failed too often.
 * `not-confirmed`: all was sent, and the end was never acknowledged, so the unit may have it or not.
 */
export type FirmwareRefusal = 'not-asked-for' | 'stopped-by-unit' | 'line-too-bad' | 'not-confirmed';
