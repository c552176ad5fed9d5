import { latin1Bytes, latin1Text } from '../latin1.ts';

/** What block 0 of YMODEM says: name and exact length of the file that follows. An empty name ends the batch. */
export interface YmodemHeader {
  readonly name: string;
  /** Null where the sender does not tell. */
  readonly length: number | null;
}

/** Name, NUL, length in decimal digits, NUL. Time and rights, which some senders add, are left out: nobody here needs them. */
export function encodeHeader({ name, length }: YmodemHeader): Uint8Array {
  return latin1Bytes(`${name}\0${length === null ? '' : length}\0`);
}

/** Reads block 0; null where it holds no name that ends. */
export function readHeader(data: Uint8Array): YmodemHeader | null {
  const text = latin1Text(data);
  const end = text.indexOf('\0');
  if (end === -1) {
    return null;
  }
  const digits = /^\d{1,10}(?=[ \0]|$)/.exec(text.slice(end + 1))?.[0];
  return { name: text.slice(0, end), length: digits === undefined ? null : Number(digits) };
}
