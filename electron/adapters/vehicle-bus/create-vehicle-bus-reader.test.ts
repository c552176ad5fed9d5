import { afterEach, describe, expect, it } from 'vitest';
import type { BusAdapter } from '#core/domain/cable/bus-adapter.ts';
import type { VehicleVin } from '#core/ports/vehicle-bus-reader.ts';
import type { SerialDevice } from '#sim/devices/serial-device.ts';
import { createElm327Adapter } from '#sim/devices/vehicle-bus/elm327-adapter.ts';
import { createSlcanAdapter } from '#sim/devices/vehicle-bus/slcan-adapter.ts';
import type { BusTrouble, ControlUnit } from '#sim/devices/vehicle-bus/virtual-vehicle.ts';
import { createInProcessPorts } from '#sim/fronts/in-process.ts';
import type { SimClock } from '#sim/time/sim-clock.ts';
import { systemClock } from '../clock/system-clock.ts';
import { createVehicleBusReader } from './create-vehicle-bus-reader.ts';

const vin = 'WSM00000003111444';
const engine: ControlUnit = { address: 0x0b, vin, manner: 'to-all' };
const speed = 5;
const clock = {
  ...systemClock,
  monotonicMs: () => systemClock.monotonicMs() * speed,
  sleep: (durationMs: number, cancel?: Parameters<typeof systemClock.sleep>[1]) =>
    systemClock.sleep(durationMs / speed, cancel),
};
const simClock: SimClock = {
  nowMs: () => Date.now() * speed,
  after(delayMs, action) {
    const timer = setTimeout(action, delayMs / speed);
    return () => clearTimeout(timer);
  },
};

const devices: SerialDevice[] = [];
afterEach(() => {
  for (const device of devices.splice(0)) {
    device.close();
  }
});

interface Case {
  readonly kind?: BusAdapter['kind'];
  readonly controlUnits?: readonly ControlUnit[];
  readonly trouble?: BusTrouble;
}

function plugIn({ kind = 'slcan-truck', controlUnits = [engine], trouble }: Case) {
  const make = kind === 'slcan-truck' ? createSlcanAdapter : createElm327Adapter;
  const device = make({ controlUnits, trouble: trouble ?? null }, simClock);
  devices.push(device);
  const reader = createVehicleBusReader({ ports: createInProcessPorts({ bus: device }), clock });
  return { device, read: () => reader.readVin({ kind, port: 'bus', baudRate: 115_200 }) };
}

const kinds = ['slcan-truck', 'elm327-truck', 'elm327-car'] as const;

describe('INST-2 the VIN of a vehicle, through an adapter', () => {
  it.each(kinds)('%s: is told twice alike', async (kind) => {
    const { device, read } = plugIn({ kind });
    expect(await read()).toEqual({ kind: 'told', vin });
    expect(device.heard().match(/T18EAFFF93ECFE00\r|FEEC\r|0902\r/g)).toHaveLength(2);
  });

  it('a control unit that answers to us alone gets what it needs to hear', async () => {
    const { device, read } = plugIn({ controlUnits: [{ ...engine, manner: 'to-asker' }] });
    expect(await read()).toEqual({ kind: 'told', vin });
    expect(device.heard()).toContain('T1CEC0BF98110201FFFFECFE00\r');
    expect(device.heard()).toContain('T1CEC0BF9813120003FFECFE00\r');
  });

  it('sends the vehicle nothing but the question and what its transport needs', async () => {
    const { device, read } = plugIn({ controlUnits: [{ ...engine, manner: 'to-asker' }] });
    await read();
    const frames = device
      .heard()
      .split('\r')
      .filter((word) => word.startsWith('T'));
    expect(frames.filter((frame) => !/^T(18EAFFF93ECFE00|1CEC0BF98(11|13).{8}ECFE00)$/.test(frame))).toEqual([]);
    expect(device.heard().endsWith('C\r')).toBe(true);
  });

  it('control units that agree are one, those that do not are several', async () => {
    const body: ControlUnit = { address: 0x21, vin, manner: 'to-all' };
    expect(await plugIn({ controlUnits: [engine, body] }).read()).toEqual({ kind: 'told', vin });
    const other = { ...body, vin: '1M8GDM9AXKP042788' };
    expect(await plugIn({ controlUnits: [engine, other] }).read()).toEqual({ kind: 'several', vins: [vin, other.vin] });
    // With headers off an ELM327 cannot tell them apart.
    expect(await plugIn({ kind: 'elm327-truck', controlUnits: [engine, other] }).read()).toMatchObject({
      kind: 'trouble',
      reason: 'unreadable',
    });
  });

  it('PAIR-6 a part of a VIN comes as a part, and one that is not available as none', async () => {
    expect(await plugIn({ controlUnits: [{ ...engine, vin: 'F3D000001' }] }).read()).toEqual({
      kind: 'told',
      vin: 'F3D000001',
    });
    expect(await plugIn({ controlUnits: [{ ...engine, vin: '' }] }).read()).toMatchObject({ reason: 'no-answer' });
  });

  it.each<[BusAdapter['kind'], BusTrouble, Extract<VehicleVin, { kind: 'trouble' }>['reason']]>([
    ['slcan-truck', 'silent-bus', 'silent-bus'],
    ['slcan-truck', 'no-vin', 'no-answer'],
    ['slcan-truck', 'cut-off', 'no-answer'],
    ['slcan-truck', 'second-differs', 'readings-differ'],
    ['slcan-truck', 'refuses', 'bus-trouble'],
    ['slcan-truck', 'bus-error', 'bus-trouble'],
    ['slcan-truck', 'mute', 'no-adapter'],
    ['elm327-truck', 'silent-bus', 'bus-trouble'],
    ['elm327-truck', 'no-vin', 'no-answer'],
    ['elm327-truck', 'cut-off', 'unreadable'],
    ['elm327-truck', 'second-differs', 'readings-differ'],
    ['elm327-truck', 'refuses', 'bus-trouble'],
    ['elm327-truck', 'bus-error', 'bus-trouble'],
    ['elm327-truck', 'mute', 'no-adapter'],
    ['elm327-car', 'no-vin', 'no-answer'],
  ])('%s with %s: no VIN, and %s', async (kind, trouble, reason) => {
    expect(await plugIn({ kind, trouble }).read()).toMatchObject({ kind: 'trouble', reason });
  });

  it('the wrong adapter, a missing port and a pulled cable are told apart', async () => {
    const { device, read } = plugIn({});
    const ports = createInProcessPorts({ bus: device });
    const reader = createVehicleBusReader({ ports, clock });
    expect(await reader.readVin({ kind: 'elm327-truck', port: 'bus', baudRate: 115_200 })).toMatchObject({
      reason: 'no-adapter',
    });
    expect(await reader.readVin({ kind: 'slcan-truck', port: 'none', baudRate: 115_200 })).toMatchObject({
      reason: 'not-found',
    });
    const reading = read();
    setTimeout(() => device.unplug(), 60);
    expect(await reading).toMatchObject({ kind: 'trouble', reason: 'port-lost' });
  });
});
