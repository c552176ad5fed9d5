import type { Step } from '#core/kernel/step-machine.ts';
import type { UnitHealth } from './unit-health.ts';
import type { UnitQuirks } from './unit-quirks.ts';

/** Who a virtual unit is and where it is mounted. Plain JSON; never changes while the unit lives. */
export interface UnitProfile {
  readonly model: string;
  readonly imei: string;
  readonly iccid: string;
  /** Bluetooth address, 12 hex digits. */
  readonly mac: string;
  readonly seed: number;
  /** VIN that the vehicle network tells; empty when it passes on the brake system's. */
  readonly vehicleVin: string;
  /** VIN that the brake system tells; may be partial (9 characters), may be empty. */
  readonly ebsVin: string;
  readonly ignition: boolean;
  readonly nominalSupplyMillivolts: number;
}

/** Everything a unit remembers. Plain JSON, so that it can be put aside and taken up again. */
export interface UnitMemory {
  readonly profile: UnitProfile;
  readonly poweredAtMs: number;
  /** Values in force now. */
  readonly running: Readonly<Record<string, string>>;
  /** Values that survive a restart. */
  readonly saved: Readonly<Record<string, string>>;
  /** Bytes of a command whose end has not come yet, as Latin-1 text. */
  readonly heard: string;
  /** Answers in which an IMEI was told. */
  readonly imeiReadings: number;
}

/** The moment of an input and how the unit misbehaves at it. */
export interface UnitMoment {
  readonly atMs: number;
  readonly quirks: UnitQuirks;
}

/** What a unit wants done: bytes sent after a while, or its own restart, by which the port goes away. Echo and banners are no answers. */
export type UnitEffect =
  | { readonly kind: 'send'; readonly bytes: Uint8Array; readonly afterMs: number; readonly isAnswer: boolean }
  | { readonly kind: 'restart'; readonly afterMs: number }
  /** Wants to be told the time then, see `UnitMachine.wake`. */
  | { readonly kind: 'wake'; readonly afterMs: number };

/** One unit family as a pure state machine: the same inputs always give the same bytes. */
export interface UnitMachine<Memory extends UnitMemory> {
  create(profile: UnitProfile, parameters: Readonly<Record<string, string>>, atMs: number): Memory;
  receive(memory: Memory, bytes: Uint8Array, moment: UnitMoment): Step<Memory, UnitEffect>;
  /** Power was off: saved values count again, a half heard command is forgotten. May send a banner. */
  powerUp(memory: Memory, moment: UnitMoment): Step<Memory, UnitEffect>;
  /** The platform's order over the air at a change of owner: every value is as it left the factory. */
  reset(memory: Memory): Memory;
  health(memory: Memory, moment: UnitMoment): UnitHealth;
  /** Time that was asked for has come; for units that act without being asked. */
  wake?(memory: Memory, moment: UnitMoment): Step<Memory, UnitEffect>;
  /** The cable is gone. Left out where a unit forgets a half heard command by it and nothing else. */
  loseCable?(memory: Memory): Memory;
}
