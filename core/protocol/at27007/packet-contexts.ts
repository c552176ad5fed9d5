import { type EncodedValue, encodeText, refused } from '../parameter-value.ts';

/**
 * `+CGDCONT` (TS 27.007 §10.1.1): the packet contexts of a modem and the access point of each. The generic driver reads and writes the
 * access point of context 1, the only configuration that every modem has.
 */
export interface PacketContext {
  readonly id: number;
  /** `IP`, `IPV6`, `IPV4V6` and the like, as the modem spells it. */
  readonly type: string;
  /** As told: the network may have put its own identifier behind it. Empty where none is set. */
  readonly accessPoint: string;
}

/** The contexts in an answer to `AT+CGDCONT?`. Lines of another shape are left out. */
export function readPacketContexts(lines: readonly string[]): readonly PacketContext[] {
  return lines.flatMap((line) => {
    const match = CONTEXT.exec(line.trim());
    if (match === null) {
      return [];
    }
    const [, id = '', type = '', accessPoint = ''] = match;
    return [{ id: Number(id), type, accessPoint }];
  });
}

/**
 * An access point without what the network put behind it: `internet.MNC001.MCC214.GPRS` is `internet` at one operator
 * (TS 23.003 §9.1.2). Two access points are the same when these are.
 */
export function networkIdentifierOf(accessPoint: string): string {
  return accessPoint.replace(/\.mnc\d{3}\.mcc\d{3}\.gprs$/i, '');
}

/** TS 23.003 §9.1.1. */
export const MAX_ACCESS_POINT_LENGTH = 63;

/** Checks an access point before it is sent: a quote inside it would end the field and begin another. */
export function encodeAccessPoint(value: string): EncodedValue {
  if (!/^[A-Za-z0-9._-]*$/.test(value)) {
    return refused('an access point has letters, digits, dots, hyphens and underscores only');
  }
  return /\.gprs$/i.test(value)
    ? refused('what ends in .gprs is put behind an access point by the network, not by a profile')
    : encodeText(MAX_ACCESS_POINT_LENGTH, value);
}

const CONTEXT = /^\+CGDCONT:\s*(\d{1,3})\s*,\s*"([^",]{1,10})"\s*(?:,\s*(?:"([^"]*)")?\s*(?:,.*)?)?$/;
