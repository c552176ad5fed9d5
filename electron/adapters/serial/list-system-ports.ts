import { realpath } from 'node:fs/promises';
import { platform } from 'node:os';
import { basename } from 'node:path';
import { SerialPort } from 'serialport';
import type { PortInfo } from '#core/ports/byte-link.ts';

/** `no-udevadm`: a Linux without that program cannot list ports at all; those that a person names work all the same. */
export type PortListing =
  | { readonly kind: 'listed'; readonly ports: readonly PortInfo[] }
  | { readonly kind: 'no-udevadm'; readonly why: string }
  | { readonly kind: 'failed'; readonly why: string };

/** The serial ports that the operating system shows, by path. */
export async function listSystemPorts(): Promise<PortListing> {
  try {
    const listed = await Promise.all((await SerialPort.list()).map(portInfo));
    const ports = listed.sort((left, right) => left.path.localeCompare(right.path, 'en', { numeric: true }));
    return { kind: 'listed', ports };
  } catch (error: unknown) {
    const why = error instanceof Error ? error.message : String(error);
    return { kind: why.includes('udevadm ENOENT') ? 'no-udevadm' : 'failed', why };
  }
}

type ListedPort = Awaited<ReturnType<typeof SerialPort.list>>[number];

async function portInfo(listed: ListedPort): Promise<PortInfo> {
  const { path, vendorId, productId, serialNumber, manufacturer, locationId } = listed;
  const isUsb = vendorId !== undefined && productId !== undefined && vendorId !== '' && productId !== '';
  const usbPosition = isUsb ? await usbPositionOf(path, locationId) : undefined;
  return {
    path,
    ...(isUsb ? { usb: `${usbHex(vendorId)}:${usbHex(productId)}` } : {}),
    ...(serialNumber ? { serialNumber } : {}),
    ...(manufacturer ? { manufacturer } : {}),
    ...(usbPosition === undefined ? {} : { usbPosition }),
    ...(!isUsb && isBuiltIn(path) ? { builtIn: true } : {}),
  };
}

/** Case and a leading `0x` differ between systems. */
function usbHex(id: string): string {
  return id.toLowerCase().replace(/^0x/, '').padStart(4, '0');
}

/** Windows and macOS tell the socket themselves; on Linux the device's place in the tree does, e.g. `…/usb1/1-2/1-2:1.0/ttyUSB0`. */
async function usbPositionOf(path: string, locationId: string | undefined): Promise<string | undefined> {
  if (locationId !== undefined && locationId !== '') {
    return locationId;
  }
  if (platform() !== 'linux') {
    return undefined;
  }
  const device = await realpath(`/sys/class/tty/${basename(path)}/device`).catch(() => '');
  return usbPositionIn(device);
}

/** The interface of a USB socket in a path of sysfs. */
export function usbPositionIn(devicePath: string): string | undefined {
  return /\/(\d+-[\d.]+:\d+\.\d+)(?:\/|$)/.exec(devicePath)?.[1];
}

/** Ports of the mainboard. A name such as `COM1` may be one as well, but may be anything else: those stay what people make of them. */
function isBuiltIn(path: string): boolean {
  return /^\/dev\/tty(S|AMA|MFD|O)\d+$/.test(path);
}
