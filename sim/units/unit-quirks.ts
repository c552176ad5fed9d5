import type { UnitHealth } from './unit-health.ts';

/** Which IMEI the unit tells. `changing` alternates between its own and another with every reading. */
export type ImeiQuirk = 'own' | 'other' | 'changing' | 'bad-check-digit' | 'imeisv' | 'missing' | 'not-available';

/** What becomes of a value that the unit said it took. */
export type WriteQuirk =
  | { readonly kind: 'not-stored' }
  | { readonly kind: 'first-keys-only'; readonly count: number }
  | { readonly kind: 'truncated'; readonly length: number }
  | { readonly kind: 'lower-cased' }
  | { readonly kind: 'float-formatted' }
  | { readonly kind: 'clamped'; readonly maximum: number }
  | { readonly kind: 'apn-suffixed' }
  | { readonly kind: 'forgotten-on-restart' };

/** What the unit refuses although it is asked well. */
export type RefusalQuirk = 'none' | 'writes' | 'apn' | 'everything' | 'unsupported';

/** How a unit misbehaves by itself, as opposed to what the cable does to its bytes. */
export interface UnitQuirks {
  readonly imei: ImeiQuirk;
  readonly writes: readonly WriteQuirk[];
  readonly refusal: RefusalQuirk;
  readonly restart: 'returns' | 'never-returns' | 'loops';
  /** Debug lines after power-up, and the same instead of an answer for the first seconds. */
  readonly bootNoise: boolean;
  /** From the end of a command to the first byte of its answer. */
  readonly thinkMs: number;
  /** SIM questions that are answered "busy" before the SIM is ready. */
  readonly simBusyAnswers: number;
  /** The keyword that the unit's configuration tool has to say; null where there is none. */
  readonly keyword: string | null;
  /** The password that every command has to carry or that has to be given first, instead of what the unit was made with; null where nothing changes that. */
  readonly password: string | null;
  /** Whether a dot in front of a command is understood, needed, or makes it unknown. */
  readonly dot: 'understood' | 'needed' | 'unknown';
  /** A `;` at the end of an accepted write, as seen on hardware. */
  readonly trailingSemicolon: boolean;
  /** A separator inside a value that was read. */
  readonly semicolonInValue: boolean;
  readonly health: Partial<UnitHealth>;
  readonly transmission: TransmissionQuirk;
  readonly firmware: readonly FirmwareQuirk[];
}

/** What goes wrong while the unit takes a firmware; each happens once in a transfer, at the block with this number. */
export type FirmwareQuirk =
  | { readonly kind: 'bad-block'; readonly block: number }
  | { readonly kind: 'lost-answer'; readonly block: number }
  | { readonly kind: 'breaks-off'; readonly block: number }
  | { readonly kind: 'never-calls' }
  | { readonly kind: 'end-refused' }
  /** Takes all of it and goes on with what it had. */
  | { readonly kind: 'ignored' }
  /** Takes all of it and is never heard again. */
  | { readonly kind: 'dead' };

/** What is wrong with the records that the unit sends over the air. */
export type TransmissionQuirk =
  | { readonly kind: 'usual' }
  | { readonly kind: 'never' }
  | { readonly kind: 'shifted'; readonly byMs: number };

/** A unit that does everything right. */
export const noQuirks: UnitQuirks = {
  imei: 'own',
  writes: [],
  refusal: 'none',
  restart: 'returns',
  bootNoise: false,
  thinkMs: 12,
  simBusyAnswers: 0,
  keyword: null,
  password: null,
  dot: 'understood',
  trailingSemicolon: false,
  semicolonInValue: false,
  health: {},
  transmission: { kind: 'usual' },
  firmware: [],
};
