import { invariant } from '../../kernel/invariant.ts';
import type { QueclinkMessage } from './messages.ts';

/**
 * One question to a unit: what is written, which acknowledgement belongs to it, and which report comes behind that. Commands carry a
 * sequence number which the ack repeats, so nothing that answers something earlier is taken for an answer to this one.
 */
export interface QueclinkRequest {
  /** Everything that is written at once; several commands only where it is not known yet which password is the unit's. */
  readonly commands: readonly QueclinkCommand[];
  /** `GTRTO`: the word of the ack. */
  readonly word: string;
  /** Whether a report is what was asked for; null where the ack is all that comes. */
  readonly report: ((message: QueclinkMessage) => boolean) | null;
  /** Only this unit's messages count; null as long as it is not known who is there. */
  readonly imei: string | null;
  readonly ackWithinMs: number;
  readonly reportWithinMs: number;
  /**
   * The unit may hold the beginning of a command whose end was lost, and would read on. Then this ends it first, in a way that no command can
   * end, so that it is refused and not carried out.
   */
  readonly endsHalfCommand?: boolean;
}

/** Behind any half command this leaves it with a field too many and without a sequence number. */
export const HALF_COMMAND_END = ',$';

export interface QueclinkCommand {
  /** The whole command with its `$`. */
  readonly text: string;
  /** Four hex digits, upper case. */
  readonly sequence: string;
  readonly password: string;
}

/** Who asks whom. A sequence number is used once. */
export interface QueclinkAddress {
  readonly password: string;
  readonly sequence: string;
}

/** The sub commands of real-time operation (`AT+GTRTO`) that are used here. */
export type QueclinkOperation = 'RTL' | 'READ' | 'REBOOT' | 'CID' | 'CSQ' | 'VER' | 'INF' | 'GSV';

const OPERATIONS: Readonly<Record<QueclinkOperation, string>> = {
  RTL: '1',
  READ: '2',
  REBOOT: '3',
  CID: '6',
  CSQ: '7',
  VER: '8',
  INF: 'B',
  GSV: 'E',
};

/** From link.md §9. */
const ACK_WITHIN_MS = 5000;
const REPORT_WITHIN_MS = 15_000;

/** `AT+GTRTO=gl300,8,,,,,,FFFF$`, with each password that the unit may have. Only the one that is the unit's gets an answer. */
export function askVersion(
  addresses: readonly QueclinkAddress[],
  ackWithinMs: number = ACK_WITHIN_MS,
): QueclinkRequest {
  return {
    ...request('GTRTO', null, (message) => message.word === 'GTVER'),
    commands: addresses.map((address) => operation(address, 'VER')),
    ackWithinMs,
  };
}

/** What a unit tells of itself: `CID` its card, `CSQ` its signal, `INF` its state, `GSV` what its receiver finds, `RTL` where it is now. */
export function askReport(
  address: QueclinkAddress,
  name: Exclude<QueclinkOperation, 'READ' | 'REBOOT' | 'VER'>,
  imei: string | null,
): QueclinkRequest {
  return {
    ...request('GTRTO', imei, (message) => message.word === `GT${name}`),
    commands: [operation(address, name)],
  };
}

/** One section of the configuration: `AT+GTRTO=gl300,2,CFG,,,,,000F$`, answered by `+RESP:GTALS`. */
export function askSection(address: QueclinkAddress, section: string, imei: string | null): QueclinkRequest {
  return {
    ...request('GTRTO', imei, (message) => message.word === 'GTALS' && message.fields[0] === section),
    commands: [operation(address, 'READ', section)],
  };
}

/** The whole configuration, answered by `+RESP:GTALL`. */
export function askAllSections(address: QueclinkAddress, imei: string | null): QueclinkRequest {
  return {
    ...request('GTRTO', imei, (message) => message.word === 'GTALL' || message.word === 'GTALC'),
    commands: [operation(address, 'READ')],
  };
}

/** `AT+GTBSI=gl300,cmnet,,,,,,,0002$`: all fields of a section. They must have passed `encodeQueclinkValue` or have been read from the unit. */
export function writeSection(
  address: QueclinkAddress,
  section: { readonly name: string; readonly fields: readonly string[] },
  imei: string,
): QueclinkRequest {
  const { name, fields } = section;
  invariant(fields.every(isSendable), 'a field that would end or cut the command');
  return { ...request(`GT${name}`, imei, null), commands: [command(address, `GT${name}`, fields)] };
}

export function restart(address: QueclinkAddress, imei: string | null): QueclinkRequest {
  return { ...request('GTRTO', imei, null), commands: [operation(address, 'REBOOT')] };
}

/** A comma starts another field, `$` ends the command, and nothing but printable ASCII is carried. */
export function isSendable(value: string): boolean {
  return /^[\x20-\x7e]*$/.test(value) && !/[,$]/.test(value);
}

function request(
  word: string,
  imei: string | null,
  report: QueclinkRequest['report'],
): Omit<QueclinkRequest, 'commands'> {
  return { word, imei, report, ackWithinMs: ACK_WITHIN_MS, reportWithinMs: REPORT_WITHIN_MS };
}

/** Sub command, the section that is asked for, and four fields that are reserved. */
function operation(address: QueclinkAddress, name: QueclinkOperation, section = ''): QueclinkCommand {
  return command(address, 'GTRTO', [OPERATIONS[name], section, '', '', '', '']);
}

function command({ password, sequence }: QueclinkAddress, word: string, fields: readonly string[]): QueclinkCommand {
  invariant(/^[0-9A-F]{4}$/.test(sequence), 'a sequence number has four hex digits');
  invariant(isSendable(password), 'a password of letters and digits');
  return { text: `AT+${word}=${[password, ...fields, sequence].join(',')}$`, sequence, password };
}
