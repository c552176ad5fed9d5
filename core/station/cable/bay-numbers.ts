import { z } from 'zod';
import type { PortInfo } from '../../ports/byte-link.ts';

/**
 * Which port has which number painted on the bench (INST-1). A port is known by its USB identity where it has one, since `COM7` may be
 * `COM9` tomorrow, and by its path otherwise. Numbers are remembered; a new port gets the lowest free one.
 */
const remembered = z.array(z.strictObject({ bay: z.number().int().positive(), key: z.string() }));
export type BayNumbers = z.infer<typeof remembered>;

export function readBayNumbers(setting: string | null): BayNumbers {
  return setting === null ? [] : remembered.parse(JSON.parse(setting));
}

export function portKey(port: PortInfo): string {
  return port.usb !== undefined && port.serialNumber !== undefined ? `${port.usb}/${port.serialNumber}` : port.path;
}

/** The numbers after these ports were seen; the same object when nothing is new. */
export function withPorts(numbers: BayNumbers, ports: readonly PortInfo[]): BayNumbers {
  const fresh = ports.map(portKey).filter((key) => !numbers.some((known) => known.key === key));
  if (fresh.length === 0) {
    return numbers;
  }
  const taken = new Set(numbers.map((known) => known.bay));
  const added = fresh.map((key) => {
    let bay = 1;
    while (taken.has(bay)) {
      bay += 1;
    }
    taken.add(bay);
    return { bay, key };
  });
  return [...numbers, ...added];
}

/** The numbers without those of ports that are no bays any more; the same object when none was one. */
export function withoutPorts(numbers: BayNumbers, ports: readonly PortInfo[]): BayNumbers {
  const keys = new Set(ports.map(portKey));
  const left = numbers.filter(({ key }) => !keys.has(key));
  return left.length === numbers.length ? numbers : left;
}
