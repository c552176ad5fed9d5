import { type UsbDevice, usbDeviceOf } from '../../domain/cable/usb-devices.ts';
import type { Bay } from './bay-book.ts';

/**
 * Which bays are asked first: what is known to be a unit or a cable, the one used last before others; then ports where a unit answered before;
 * then the rest (link.md §6.1).
 */
export function askingOrder(bays: readonly Bay[], devices: readonly UsbDevice[]): readonly number[] {
  const ranked = bays.map((bay) => ({
    bay: bay.view.bay,
    rank: rankOf(bay, devices),
    at: bay.port.known.unitAt ?? '',
  }));
  return ranked
    .toSorted((left, right) => left.rank - right.rank || right.at.localeCompare(left.at) || left.bay - right.bay)
    .map(({ bay }) => bay);
}

function rankOf({ port }: Bay, devices: readonly UsbDevice[]): number {
  if (usbDeviceOf(devices, port.info.usb) !== null) {
    return 0;
  }
  return port.known.unitAt === null ? 2 : 1;
}
