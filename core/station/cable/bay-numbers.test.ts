import { describe, expect, it } from 'vitest';
import { readBayNumbers, withPorts } from './bay-numbers.ts';

const usb = (path: string, serialNumber: string) => ({ path, usb: '0403:6001', serialNumber });

describe('INST-1 bays keep their numbers', () => {
  it('numbers new ports from one, in order', () => {
    expect(withPorts([], [{ path: '/dev/ttyA' }, { path: '/dev/ttyB' }])).toEqual([
      { bay: 1, key: '/dev/ttyA' },
      { bay: 2, key: '/dev/ttyB' },
    ]);
  });

  it('finds a cable again under another path', () => {
    const before = withPorts([], [usb('COM7', 'A1'), usb('COM8', 'A2')]);
    expect(withPorts(before, [usb('COM12', 'A2'), usb('COM7', 'A1')])).toBe(before);
  });

  it('fills the lowest free number and survives being stored', () => {
    const before = readBayNumbers('[{"bay":1,"key":"x"},{"bay":3,"key":"z"}]');
    expect(withPorts(before, [{ path: 'y' }])).toContainEqual({ bay: 2, key: 'y' });
  });
});
