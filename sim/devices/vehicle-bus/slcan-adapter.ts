import { createRealClock, type SimClock } from '../../time/sim-clock.ts';
import { createSerialDevice, type SerialDevice } from '../serial-device.ts';
import { type ControlUnit, hexPairs, packetsOf, toldVin, type VirtualVehicle } from './virtual-vehicle.ts';

type Send = (text: string, afterMs?: number) => void;

/**
 * A LAWICEL adapter on the bus of a virtual truck (link.md §3): answers CR or BEL to commands, passes frames as text. Each control unit answers
 * a request for PGN 65260, in packets 20 ms apart.
 */
export function createSlcanAdapter(vehicle: VirtualVehicle, clock: SimClock = createRealClock()): SerialDevice {
  return createSerialDevice({ clock, live: (send) => adapterLife(vehicle, clock, send) });
}

function adapterLife(vehicle: VirtualVehicle, clock: SimClock, send: Send) {
  let pending = '';
  let isOpen = false;
  let questions = 0;
  let trucks: readonly TruckUnit[] = [];
  let stopTraffic = () => {};

  function obey(command: string): void {
    switch (command[0]) {
      case 'C':
        send(isOpen ? '\r' : '\x07');
        isOpen = false;
        stopTraffic();
        break;
      case 'V':
        send('V1013\r');
        break;
      case 'S':
        send(isOpen || vehicle.trouble === 'refuses' ? '\x07' : '\r');
        break;
      case 'O':
        isOpen = true;
        trucks = vehicle.controlUnits.map((unit) =>
          createTruckUnit(unit, { vehicle, send, question: () => questions }),
        );
        stopTraffic = vehicle.trouble === 'silent-bus' ? stopTraffic : startTraffic(clock, send);
        send('\r');
        break;
      case 'T':
        transmit(command);
        break;
      default:
        send('\x07');
    }
  }

  function transmit(command: string): void {
    if (!isOpen || vehicle.trouble === 'bus-error') {
      send('\x07');
      return;
    }
    send('Z\r');
    if (vehicle.trouble !== 'silent-bus' && vehicle.trouble !== 'no-vin') {
      hearFrame(command);
    }
  }

  function hearFrame(command: string): void {
    for (const truck of trucks) {
      truck.hear(command.slice(1, 9), command.slice(10));
    }
    questions += command.startsWith('T18EAFF') ? 1 : 0;
  }

  return {
    receive(text: string) {
      const commands = (pending + text).split('\r');
      pending = commands.pop() ?? '';
      if (vehicle.trouble !== 'mute') {
        commands.forEach(obey);
      }
    },
    stop: () => stopTraffic(),
  };
}

/** Engine speed (PGN 61444), ten times a second, as on any running truck. */
function startTraffic(clock: SimClock, send: Send): () => void {
  let cancel = clock.after(100, tell);
  function tell(): void {
    send('T0CF004008F07D7D000000F07D\r');
    cancel = clock.after(100, tell);
  }
  return () => cancel();
}

const packetGapMs = 20;
const wantedGroup = 'ECFE00';

interface TruckUnit {
  hear(id: string, data: string): void;
}

interface Truck {
  readonly vehicle: VirtualVehicle;
  readonly send: Send;
  /** How many questions were asked before this one. */
  readonly question: () => number;
}

/** One control unit: hears the request, and where it answers to the asker alone what that one allows. */
function createTruckUnit(unit: ControlUnit, { vehicle, send, question }: Truck): TruckUnit {
  const { trouble } = vehicle;
  const own = hexPairs([unit.address])[0] ?? '00';
  let packets: readonly (readonly number[])[] = [];

  function sendPackets(from: number, count: number, to: string): void {
    const last = trouble === 'cut-off' ? packets.length - 1 : packets.length;
    for (let number = from; number < from + count && number <= last; number += 1) {
      const text = hexPairs([number, ...(packets[number - 1] ?? [])]).join('');
      send(`T1CEB${to}${own}8${text}\r`, (number - from + 1) * packetGapMs);
    }
  }

  return {
    hear(id: string, data: string): void {
      if (/^18EAFF/.test(id) && data === wantedGroup) {
        const bytes = toldVin(unit, trouble, question());
        packets = packetsOf(bytes);
        const asker = id.slice(6);
        const size = hexPairs([bytes.length & 0xff, bytes.length >> 8, packets.length]).join('');
        if (unit.manner === 'to-all') {
          send(`T1CECFF${own}820${size}FF${wantedGroup}\r`, 5);
          sendPackets(1, packets.length, 'FF');
        } else {
          send(`T18EC${asker}${own}810${size}02${wantedGroup}\r`, 5);
        }
      }
      const allowed = new RegExp(`^1CEC${own}(..)$`).exec(id);
      if (allowed !== null && data.startsWith('11')) {
        const count = Number.parseInt(data.slice(2, 4), 16);
        sendPackets(Number.parseInt(data.slice(4, 6), 16), count, allowed[1] ?? 'FF');
      }
    },
  };
}
