import { describe, expect, it } from 'vitest';
import shipped from '#resources/usb-devices.json' with { type: 'json' };
import { usbDeviceFile, usbDeviceOf } from './usb-devices.ts';

const { devices } = usbDeviceFile.parse(shipped);

describe('INST-1 what USB ids tell', () => {
  it.each([
    ['0403:6001', 'FTDI FT232R', 'cable'],
    ['0e8d:0023', 'MediaTek USB (unit)', 'unit'],
    ['2c7c:0125', 'Quectel module', 'modem'],
    ['0c2e:0aaf', 'Honeywell reader', 'reader'],
  ])('%s is %s', (usb, name, kind) => {
    expect(usbDeviceOf(devices, usb)).toMatchObject({ name, kind });
  });

  it('does not guess', () => {
    expect(usbDeviceOf(devices, '1234:5678')).toBeNull();
    expect(usbDeviceOf(devices, undefined)).toBeNull();
  });

  it('prefers a named product to its vendor', () => {
    const vendor = { vendor: '0403', product: null, name: 'FTDI', kind: 'cable' } as const;
    expect(usbDeviceOf([vendor, ...devices], '0403:6015')?.name).toBe('FTDI FT-X');
    expect(usbDeviceOf([vendor, ...devices], '0403:ffff')?.name).toBe('FTDI');
  });

  it('names nothing twice', () => {
    const ids = devices.map(({ vendor, product }) => `${vendor}:${product}`);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
