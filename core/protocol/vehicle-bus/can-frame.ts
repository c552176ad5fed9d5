/** A CAN frame with a 29-bit identifier, as J1939 uses them, and what its identifier says (SAE J1939-21). */
export interface CanFrame {
  readonly id: number;
  /** At most 8 bytes. */
  readonly data: readonly number[];
}

/** `parameterGroup` has the destination left out where the identifier carries one. The priority means nothing to a reader and is masked. */
export interface J1939Address {
  readonly parameterGroup: number;
  readonly destination: number;
  readonly source: number;
}

/** Everybody on the bus. */
export const GLOBAL_ADDRESS = 0xff;

/** From 240 on the second byte of the identifier belongs to the group, below it is the destination. */
const FIRST_BROADCAST_FORMAT = 240;

export function addressOf({ id }: CanFrame): J1939Address {
  const format = (id >> 16) & 0xff;
  const specific = (id >> 8) & 0xff;
  const page = (id >> 24) & 0x03;
  const isBroadcast = format >= FIRST_BROADCAST_FORMAT;
  return {
    parameterGroup: (page << 16) | (format << 8) | (isBroadcast ? specific : 0),
    destination: isBroadcast ? GLOBAL_ADDRESS : specific,
    source: id & 0xff,
  };
}

/** The identifier of a frame to one receiver or to all. */
export function idOf(priority: number, { parameterGroup, destination, source }: J1939Address): number {
  return ((priority << 26) | (parameterGroup << 8) | (destination << 8) | source) >>> 0;
}
