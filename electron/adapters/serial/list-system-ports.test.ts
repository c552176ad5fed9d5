import { describe, expect, it } from 'vitest';
import { createPortInspector } from './create-port-inspector.ts';
import { listSystemPorts, usbPositionIn } from './list-system-ports.ts';

describe('INST-1 the USB socket of a port', () => {
  it.each([
    ['/sys/devices/pci0000:00/0000:00:14.0/usb1/1-2/1-2:1.0/ttyUSB0', '1-2:1.0'],
    ['/sys/devices/pci0000:00/0000:00:14.0/usb3/3-1/3-1.4/3-1.4:1.1', '3-1.4:1.1'],
    ['/sys/devices/platform/soc/3f980000.usb/usb1/1-1/1-1.2/1-1.2.3/1-1.2.3:1.0/ttyACM1', '1-1.2.3:1.0'],
  ])('%s', (path, position) => {
    expect(usbPositionIn(path)).toBe(position);
  });

  it('is none for a port of the mainboard', () => {
    expect(usbPositionIn('/sys/devices/pnp0/00:04')).toBeUndefined();
    expect(usbPositionIn('')).toBeUndefined();
  });
});

describe('INST-1 a Linux that cannot list its ports', () => {
  it('is told apart from one that has none', async (context) => {
    context.skip(process.platform !== 'linux', 'Linux only: elsewhere ports are listed without udevadm');
    const before = process.env['PATH'];
    process.env['PATH'] = '/nonexistent';
    try {
      expect(await listSystemPorts()).toMatchObject({ kind: 'no-udevadm' });
      expect(await createPortInspector({ platform: 'linux' }).listing()).toBe('no-udevadm');
    } finally {
      process.env['PATH'] = before;
    }
  });
});
