import type { ByteLink } from '#core/ports/byte-link.ts';

/** What becomes of the n-th piece of bytes in one direction. */
export interface LineError {
  /** Counted from 0. */
  readonly piece: number;
  readonly kind: 'flip' | 'drop' | 'double';
  /** Byte within the piece. */
  readonly at: number;
}

export interface LineErrors {
  readonly toUnit?: readonly LineError[];
  readonly fromUnit?: readonly LineError[];
}

/** A link on which single bytes are damaged, lost or doubled at chosen places. */
export function withLineErrors(
  link: ByteLink,
  { toUnit = [], fromUnit = [] }: LineErrors,
): ByteLink & { hits(): number } {
  let hits = 0;
  const spoil = (errors: readonly LineError[]) => {
    let count = -1;
    return (bytes: Uint8Array) => {
      count += 1;
      const error = errors.find(({ piece }) => piece === count);
      hits += error === undefined ? 0 : 1;
      return error === undefined ? bytes : befallen(bytes, error);
    };
  };
  const there = spoil(toUnit);
  const back = spoil(fromUnit);
  return {
    ...link,
    write: (bytes) => link.write(there(bytes)),
    onBytes: (listener) =>
      link.onBytes((bytes) => {
        const spoiled = back(bytes);
        if (spoiled.length > 0) {
          listener(spoiled);
        }
      }),
    hits: () => hits,
  };
}

function befallen(bytes: Uint8Array, { kind, at }: LineError): Uint8Array {
  const place = at % bytes.length;
  const byte = bytes[place] ?? 0;
  const instead = { flip: [byte ^ 0x20], drop: [], double: [byte, byte] }[kind];
  return Uint8Array.from([...bytes.subarray(0, place), ...instead, ...bytes.subarray(place + 1)]);
}
