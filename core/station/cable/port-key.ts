import type { PortInfo } from '../../ports/byte-link.ts';

/**
 * How a port is known again although its name changes: `COM7` may be `COM9` tomorrow. By the device (USB ids and serial number), or by the
 * socket that the cable is in; a port that tells neither is known by its name.
 */
export function portKey(port: PortInfo): string {
  return port.usb !== undefined && port.serialNumber !== undefined ? `${port.usb}/${port.serialNumber}` : port.path;
}

export type LaneMemory = 'position' | 'device';

/**
 * The keys that a port may be remembered by, the wanted kind first. Cheap adapters share one serial number, so a number that a maker gives to
 * all is none.
 */
export function laneKeys(port: PortInfo, memory: LaneMemory): readonly string[] {
  const position = port.usbPosition === undefined ? [] : [`at ${port.usbPosition}`];
  const device = port.usb === undefined || isSharedSerial(port.serialNumber) ? [] : [portKey(port)];
  const keys = memory === 'position' ? [...position, ...device] : [...device, ...position];
  return keys.length === 0 ? [port.path] : keys;
}

function isSharedSerial(serialNumber: string | undefined): boolean {
  return serialNumber === undefined || /^0*1?$|^0?123456789?0?$/.test(serialNumber);
}

/** Which device stands at which place; changes when another one is plugged in there. */
export function sightingKey(port: PortInfo): string {
  const place = port.usbPosition ?? (port.usb === undefined ? port.path : '');
  return [place, port.usb ?? '', port.serialNumber ?? ''].join('|');
}
