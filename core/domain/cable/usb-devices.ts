import { z } from 'zod';

/**
 * What the USB ids of serial devices tell before anybody asks them (INST-1): `resources/usb-devices.json`. It decides which port is asked
 * first and which is never asked, and it gives the device a name that people know. It is no proof of what is behind the plug.
 */
const hexId = z.string().regex(/^[0-9a-f]{4}$/);
export const usbDevice = z.strictObject({
  vendor: hexId,
  /** Null: every product of this vendor. */
  product: hexId.nullable(),
  name: z.string().min(1),
  /** `unit`: the unit's own socket. `cable`: an adapter that may lead to one. `modem`: a bare module. `reader`: reads barcodes, and is never asked. */
  kind: z.enum(['unit', 'cable', 'modem', 'reader']),
});
export type UsbDevice = z.infer<typeof usbDevice>;

export const usbDeviceFile = z.strictObject({ source: z.string(), devices: z.array(usbDevice) });

/** The device with this `vid:pid`; a named product goes before its vendor as a whole. Null for one that nobody wrote down. */
export function usbDeviceOf(devices: readonly UsbDevice[], usb: string | undefined): UsbDevice | null {
  const [vendor, product] = usb?.split(':') ?? [];
  const ofVendor = devices.filter((device) => device.vendor === vendor);
  return (
    ofVendor.find((device) => device.product === product) ?? ofVendor.find((device) => device.product === null) ?? null
  );
}
