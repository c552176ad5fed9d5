import { isPlainAscii } from '../latin1.ts';

/**
 * What a whole text frame says: `+RESP:GTVER,1A0800,860599000773978,GL300,GL300,0A03,0103,20161007041531,10F8$` (link.md §2B).
 * `ack` answers a command and names its sequence number; `report` is sent by itself or behind an ack; `buffered` is a report of
 * earlier that could not be sent then, and is never an answer.
 */
export interface QueclinkMessage {
  readonly kind: 'ack' | 'report' | 'buffered';
  /** `GTVER`. */
  readonly word: string;
  /** Device type and protocol version, `1A0800`: six hex digits, ten on younger units. */
  readonly protocol: string;
  /** 15 digits; null if the unit told something that can be no IMEI. */
  readonly imei: string | null;
  /** Everything between the device name and the send time. */
  readonly fields: readonly string[];
  /** Of an ack: the four hex digits that its command carried. */
  readonly sequence: string | null;
  /** The unit counts every message that it makes, from 0 to 65535 and over again. */
  readonly count: number;
}

/** Null for a frame that cannot be one: other characters than printable ones, too few fields, an impossible head. */
export function readQueclinkMessage(frame: string): QueclinkMessage | null {
  const [, kind = '', word = '', protocol = '', id = '', rest = '', count = ''] = isPlainAscii(frame)
    ? (SHAPE.exec(frame) ?? [])
    : [];
  if (word === '') {
    return null;
  }
  // Behind the device name, which stands in every frame and may be empty.
  const fields = rest.split(',').slice(1);
  const sequence = kind === 'ACK' ? fields.at(-1) : undefined;
  if (kind === 'ACK' && !/^[0-9A-Fa-f]{4}$/.test(sequence ?? '')) {
    return null;
  }
  return {
    kind: kind === 'ACK' ? 'ack' : kind === 'RESP' ? 'report' : 'buffered',
    word,
    protocol,
    imei: /^\d{15}$/.test(id) && !/^(\d)\1{14}$/.test(id) ? id : null,
    fields: kind === 'ACK' ? fields.slice(0, -1) : fields,
    sequence: sequence?.toUpperCase() ?? null,
    count: Number.parseInt(count, 16),
  };
}

/**
 * Which units a protocol version belongs to: its first two digits, or its first six where there are ten
 * (`802004` of `8020040703`).
 */
export function deviceTypeOf(protocol: string): string {
  return protocol.slice(0, protocol.length > 6 ? 6 : 2);
}

/**
 * Whether the message with this count was made before the other one. Counts go round, so half a round back is earlier. Units that never
 * count on give the same number again, which is not earlier.
 */
export function isCountedBefore(count: number, other: number): boolean {
  return ((count - other) & 0xffff) >= 0x8000;
}

const SHAPE =
  /^\+(ACK|RESP|BUFF):(GT[A-Z0-9]{2,4}),([0-9A-Z]{2}[0-9A-F]{4}(?:[0-9A-F]{4})?),([^,]{0,20}),(.*),(?:\d{14})?,([0-9A-Fa-f]{4})\$$/;
