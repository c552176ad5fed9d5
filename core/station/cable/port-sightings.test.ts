import { describe, expect, it } from 'vitest';
import type { PortInfo } from '../../ports/byte-link.ts';
import { firstLook, lookAgain } from './port-sightings.ts';

const a: PortInfo = { path: '/dev/ttyUSB0', usb: '0403:6001', serialNumber: 'A' };
const b: PortInfo = { path: '/dev/ttyUSB1', usb: '0403:6001', serialNumber: 'B' };
const swapped: PortInfo = { ...a, serialNumber: 'C' };

/** Looks at these lists one after the other; each line is what appeared and what is there. */
function watch(lists: readonly (readonly PortInfo[])[]): readonly string[] {
  const [first = [], ...later] = lists;
  let look = firstLook(first);
  const told = [look];
  for (const list of later) {
    look = lookAgain(look.sightings, list);
    told.push(look);
  }
  const names = (ports: readonly PortInfo[]) => ports.map((port) => port.serialNumber ?? port.path).join('');
  return told.map(({ appeared, sightings }) => `+${names(appeared)} =${names(sightings.present)}`);
}

describe('INST-1 looking at the ports', () => {
  it('takes what is there at once, and a change only when two looks agree', () => {
    expect(watch([[a], [a, b], [a, b], [b], [b]])).toEqual(['+A =A', '+ =A', '+B =AB', '+ =BA', '+ =B']);
  });

  it('does not believe a flicker', () => {
    expect(watch([[a], [], [a], [a, b], [a], [a]])).toEqual(['+A =A', '+ =A', '+ =A', '+ =A', '+ =A', '+ =A']);
  });

  it('tells another device at the same place', () => {
    expect(watch([[a], [swapped], [swapped]])).toEqual(['+A =A', '+ =A', '+C =C']);
  });

  it('knows a device again under another name, without calling it new', () => {
    const renamed = { ...a, path: '/dev/ttyUSB7' };
    const { sightings, appeared } = lookAgain(firstLook([a]).sightings, [renamed]);
    expect(appeared).toEqual([]);
    expect(sightings.present).toEqual([renamed]);
  });

  it('counts each of two devices that cannot be told apart', () => {
    const twins = ['/dev/ttyUSB0', '/dev/ttyUSB1'].map((path) => ({ path, usb: '1a86:7523' }));
    expect(firstLook(twins).sightings.present).toHaveLength(2);
    expect(lookAgain(firstLook(twins).sightings, twins).sightings.present).toHaveLength(2);
  });
});
