/**
 * A vehicle at the other end of an adapter: which control units tell a VIN, and how. Shared by the two virtual adapters; it shares nothing
 * with the station's own reading of these buses.
 */
export interface VirtualVehicle {
  /** Control units by their address. A VIN may be partial, or empty for one that tells it is not available. */
  readonly controlUnits: readonly ControlUnit[];
  readonly trouble: BusTrouble | null;
}

export interface ControlUnit {
  readonly address: number;
  readonly vin: string;
  /** `to-all`: BAM. `to-asker`: RTS, and packets as the asker allows them. */
  readonly manner: 'to-all' | 'to-asker';
}

/**
 * `silent-bus`: ignition off, or another speed. `no-vin`: traffic, but nobody tells one. `cut-off`: the last packet never comes.
 * `second-differs`: every second answer has one character changed. `refuses`: the adapter says no to opening, or knows no J1939.
 * `bus-error`: the adapter hears rubbish. `mute`: there is power, but no adapter that talks.
 */
export const busTroubles = [
  'silent-bus',
  'no-vin',
  'cut-off',
  'second-differs',
  'refuses',
  'bus-error',
  'mute',
] as const;
export type BusTrouble = (typeof busTroubles)[number];

/** What the control unit says this time, with the star that ends it; the rest of the last packet is FF. */
export function toldVin({ vin }: ControlUnit, trouble: BusTrouble | null, answers: number): readonly number[] {
  const isOther = trouble === 'second-differs' && answers % 2 === 1;
  const told = isOther ? `${vin.slice(0, -1)}${vin.endsWith('9') ? '8' : '9'}` : vin;
  return told === '' ? [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff] : [...Buffer.from(`${told}*`, 'latin1')];
}

/** Seven bytes each, the last one filled up. */
export function packetsOf(bytes: readonly number[]): readonly (readonly number[])[] {
  return Array.from({ length: Math.ceil(bytes.length / 7) }, (_, index) => {
    const part = bytes.slice(index * 7, index * 7 + 7);
    return [...part, ...Array.from({ length: 7 - part.length }, () => 0xff)];
  });
}

export function hexPairs(bytes: readonly number[]): string[] {
  return bytes.map((byte) => byte.toString(16).toUpperCase().padStart(2, '0'));
}
