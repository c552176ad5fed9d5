import { type ReceiverTrouble, receiverTroubles } from './devices/nmea/sky.ts';
import { createVirtualReceiver } from './devices/nmea/virtual-receiver.ts';
import type { SerialDevice } from './devices/serial-device.ts';
import { createElm327Adapter } from './devices/vehicle-bus/elm327-adapter.ts';
import { createSlcanAdapter } from './devices/vehicle-bus/slcan-adapter.ts';
import { type BusTrouble, busTroubles } from './devices/vehicle-bus/virtual-vehicle.ts';
import { type FrontChoice, offerPort, untilFired } from './fronts/offer-port.ts';

export const deviceKinds = ['gnss-receiver', 'slcan', 'elm327'] as const;
export type DeviceKind = (typeof deviceKinds)[number];

/** What `fitbay sim device` was asked for, as texts from the command line. */
export interface SimDeviceOptions {
  readonly kind: string;
  /** What the vehicle's control unit tells; adapters only. */
  readonly vin?: string;
  readonly trouble?: string;
  readonly seed?: number;
  readonly front: FrontChoice;
  /** Ends the device. */
  readonly stop: AbortSignal;
}

/** `unknown-…` are wrong usage; `not-started` says why no port could be made. */
export type SimDeviceRun =
  | { readonly kind: 'stopped' }
  | { readonly kind: 'unknown-device'; readonly text: string; readonly known: readonly string[] }
  | { readonly kind: 'unknown-trouble'; readonly text: string; readonly known: readonly string[] }
  | { readonly kind: 'not-started'; readonly detail: string };

/** Runs a device that is no unit until `stop` fires: a receiver of positions, or an adapter on the bus of a vehicle. */
export async function runSimDevice(options: SimDeviceOptions, write: (line: string) => void): Promise<SimDeviceRun> {
  const kind = deviceKinds.find((known) => known === options.kind);
  if (kind === undefined) {
    return { kind: 'unknown-device', text: options.kind, known: deviceKinds };
  }
  const known: readonly string[] = kind === 'gnss-receiver' ? receiverTroubles : busTroubles;
  const { trouble } = options;
  if (trouble !== undefined && !known.includes(trouble)) {
    return { kind: 'unknown-trouble', text: trouble, known };
  }
  const device = makeDevice(kind, options);
  try {
    const offering = await offerPort(device, options);
    if (offering.kind === 'not-started') {
      return offering;
    }
    write(JSON.stringify({ kind: 'ready', port: offering.port(), device: kind }));
    await untilFired(options.stop);
    await offering.close();
    return { kind: 'stopped' };
  } finally {
    device.close();
  }
}

const usualVin = 'WSM00000003111444';

function makeDevice(kind: DeviceKind, { vin = usualVin, trouble, seed = 1 }: SimDeviceOptions): SerialDevice {
  if (kind === 'gnss-receiver') {
    const known = receiverTroubles.find((one): one is ReceiverTrouble => one === trouble);
    return createVirtualReceiver({ seed, poweredForSeconds: 60, troubles: known === undefined ? [] : [known] });
  }
  const vehicle = {
    controlUnits: [{ address: 0x0b, vin, manner: 'to-all' }],
    trouble: busTroubles.find((one): one is BusTrouble => one === trouble) ?? null,
  } as const;
  return kind === 'slcan' ? createSlcanAdapter(vehicle) : createElm327Adapter(vehicle);
}
