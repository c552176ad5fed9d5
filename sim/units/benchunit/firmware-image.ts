// The bench unit's firmware files: 128 bytes that say what it is, then the program with its checksum over it. Made up like the unit itself.
import { createRandom } from '../../random/seeded-random.ts';
import { latin1Bytes } from '../latin1.ts';

export const imageHeadLength = 128;

export interface BenchFirmware {
  readonly model: string;
  readonly version: string;
  /** Bytes behind the head. */
  readonly programBytes: number;
  readonly seed: number;
}

/** A file that a bench unit of this model takes. */
export function makeBenchFirmware({ model, version, programBytes, seed }: BenchFirmware): Uint8Array {
  const random = createRandom(seed, `firmware ${version}`);
  const program = Uint8Array.from({ length: programBytes }, () => random.between(0, 255));
  const sum = crc32Of(crc32Start, program);
  const head = `FBSIM1 model=${model} version=${version} length=${programBytes} sum=${hex32(sum)}\n`;
  const image = new Uint8Array(imageHeadLength + programBytes);
  image.set(latin1Bytes(head));
  image.set(program, imageHeadLength);
  return image;
}

/** What the head says; undefined for a file that is none. */
export function readImageHead(text: string) {
  const match = /^FBSIM1 model=(\S+) version=(\S+) length=(\d+) sum=([0-9A-F]{8})\n\0*$/.exec(text);
  return match === null
    ? undefined
    : { model: match[1] ?? '', version: match[2] ?? '', length: Number(match[3]), sum: match[4] ?? '' };
}

export const crc32Start = 0;

/** CRC-32 of ISO 3309, carried on over further bytes. */
export function crc32Of(before: number, bytes: Uint8Array): number {
  let sum = ~before;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) {
      sum = (sum & 1) === 0 ? sum >>> 1 : (sum >>> 1) ^ 0xedb88320;
    }
  }
  return ~sum;
}

export function hex32(value: number): string {
  return (value >>> 0).toString(16).toUpperCase().padStart(8, '0');
}
