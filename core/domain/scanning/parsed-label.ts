import type { IccidCode } from '../identity/iccid.ts';
import type { FormatFault } from '../identity/judgement.ts';
import type { SerialCode } from '../identity/serial.ts';
import type { VinCode } from '../identity/vin.ts';
import type { ControlCommand } from './control-command.ts';

/**
 * What a scan turned out to mean. The shape is fixed: the command line prints it and the page shows it.
 */
export type ParsedLabel = ReadLabel | UnreadableLabel;

/** At least one field could be read without guessing. */
export interface ReadLabel {
  readonly kind: 'label';
  /** The text exactly as it came from the reader. */
  readonly text: string;
  readonly fields: LabelFields;
  /** Doubts that do not stop the work; no code twice. */
  readonly warnings: readonly LabelWarning[];
}

/** Nothing could be taken from the text, or more than one thing (SCAN-5). */
export interface UnreadableLabel extends LabelFault {
  readonly kind: 'unreadable';
  readonly text: string;
}

/** Why nothing was taken. */
export interface LabelFault {
  readonly code: UnreadableCode;
  /** Finer than the code: what the message to the person names. */
  readonly detail?: UnreadableDetail;
  /** The part of the text that was taken for the number, so that the person sees what went wrong. */
  readonly part?: string;
  /** With `SCAN_AMBIGUOUS`: the readings to choose from, as they stand in the text. */
  readonly candidates?: readonly string[];
  /** With `VIN_LETTER`: the reading that was probably meant. To be offered, never applied. */
  readonly suggestion?: string;
}

/** Only fields that were read are present. */
export interface LabelFields {
  /** The unit's serial: 15 digits as text. From GS1 AI 21 it may be any text of that standard; then `SERIAL_FORMAT` is among the warnings. */
  readonly serial?: string;
  /** The letters before the hyphen of a unit label, upper case. */
  readonly prefix?: string;
  /** 15 digits. */
  readonly imei?: string;
  /** 16 digits: type, serial number and software version, without a check digit. */
  readonly imeisv?: string;
  /** Canonical SIM number. */
  readonly iccid?: string;
  /** Normalized; 17 characters, or a part with `VIN_PARTIAL` among the warnings. */
  readonly vin?: string;
  /** Lower case. */
  readonly unitType?: string;
  /** 14 digits. */
  readonly gtin?: string;
  readonly job?: string;
  readonly badge?: string;
  readonly report?: string;
  /** The audit fingerprint that a report's code carries, for verification. */
  readonly reportHead?: string;
  readonly customer?: string;
  readonly control?: ControlCommand;
}

/**
 * A code of the numbers themselves, where the number was taken with a doubt, or where one field of several was left out because
 * of it (`…_FORMAT`, `VIN_LETTER`). `SEVERAL_ICCIDS`: more than one SIM number, none taken. `READER_LAYOUT`: the reader types with
 * another keyboard layout than the computer's and should be set right.
 */
export type LabelWarning = SerialCode | IccidCode | VinCode | 'SEVERAL_ICCIDS' | 'GTIN_CHECKDIGIT' | 'READER_LAYOUT';

/**
 * `SCAN_UNREADABLE`: not a label of ours. `SCAN_AMBIGUOUS`: several readings are possible and none may be guessed.
 * The others: the field is recognized, but its value has not the form it must have.
 */
export type UnreadableCode =
  | 'SCAN_UNREADABLE'
  | 'SCAN_AMBIGUOUS'
  | 'SERIAL_FORMAT'
  | 'ICCID_FORMAT'
  | 'VIN_FORMAT'
  | 'VIN_LETTER';

/** `gs1-malformed`: breaks off or breaks the standard. `no-unit`: understood, but names nothing we handle. `unknown-code`: no known form. */
export type UnreadableDetail = FormatFault | 'gs1-malformed' | 'no-unit' | 'unknown-code';
