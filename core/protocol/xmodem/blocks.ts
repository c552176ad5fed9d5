import { crc16Xmodem } from '../crc16.ts';

/** The bytes that mean something between blocks (XMODEM and YMODEM as Forsberg described them in 1988). */
export const control = {
  /** A block of 128 bytes begins. */
  startOfBlock: 0x01,
  /** A block of 1024 bytes begins. */
  startOfLargeBlock: 0x02,
  endOfFile: 0x04,
  accepted: 0x06,
  repeat: 0x15,
  /** Twice in a row: the other side breaks off. */
  cancel: 0x18,
  /** The receiver is ready and wants CRC-16. */
  call: 0x43,
} as const;

export const blockLength = 128;
export const largeBlockLength = 1024;
const padding = 0x1a;
const frameBytes = 5;

/** Breaks off for sure: more than the two that are needed, so that a line that loses some still says so. */
export const cancelBytes: Uint8Array = Uint8Array.from({ length: 8 }, () => control.cancel);

/**
 * One block on the wire: start, number, its complement, data, CRC. Data is filled up with 1A; it must fit into 1024 bytes. A large block is
 * used as soon as a small one cannot hold it.
 */
export function encodeBlock(number: number, data: Uint8Array, fill = padding): Uint8Array {
  const length = data.length > blockLength ? largeBlockLength : blockLength;
  const content = new Uint8Array(length).fill(fill);
  content.set(data);
  const sum = crc16Xmodem(content);
  const start = length === blockLength ? control.startOfBlock : control.startOfLargeBlock;
  return Uint8Array.of(start, number & 0xff, ~number & 0xff, ...content, sum >> 8, sum & 0xff);
}

/** How many bytes a block has that starts with this one; null for a byte that starts none. */
export function frameLengthOf(start: number | undefined): number | null {
  switch (start) {
    case control.startOfBlock:
      return blockLength + frameBytes;
    case control.startOfLargeBlock:
      return largeBlockLength + frameBytes;
    default:
      return null;
  }
}

export type BlockReading =
  | { readonly kind: 'block'; readonly number: number; readonly data: Uint8Array }
  | { readonly kind: 'damaged' };

/** Takes a whole block apart; `damaged` where number or checksum do not agree. */
export function readBlock(frame: Uint8Array): BlockReading {
  const [, number = 0, complement = 0] = frame;
  const data = frame.slice(3, -2);
  const sum = ((frame.at(-2) ?? 0) << 8) | (frame.at(-1) ?? 0);
  return (number ^ complement) === 0xff && crc16Xmodem(data) === sum
    ? { kind: 'block', number, data }
    : { kind: 'damaged' };
}
