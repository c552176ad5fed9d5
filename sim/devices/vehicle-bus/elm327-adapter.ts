import { createRealClock, type SimClock } from '../../time/sim-clock.ts';
import { createSerialDevice, type SerialDevice } from '../serial-device.ts';
import { hexPairs, packetsOf, toldVin, type VirtualVehicle } from './virtual-vehicle.ts';

/**
 * An ELM327 in the plug of a virtual truck or car (ELM329 manual pp. 38, 53): echo on after a reset, a prompt after every answer, messages of
 * several frames as length and numbered lines.
 */
export function createElm327Adapter(vehicle: VirtualVehicle, clock: SimClock = createRealClock()): SerialDevice {
  return createSerialDevice({
    clock,
    live(send) {
      const say = speaker(vehicle);
      let pending = '';
      return {
        receive(text) {
          const commands = (pending + text).split('\r');
          pending = commands.pop() ?? '';
          if (vehicle.trouble !== 'mute') {
            for (const command of commands) {
              const { answer, afterMs } = say(command);
              send(answer, afterMs);
            }
          }
        },
        stop: () => undefined,
      };
    },
  });
}

interface Said {
  readonly answer: string;
  readonly afterMs: number;
}

function speaker({ controlUnits, trouble }: VirtualVehicle): (command: string) => Said {
  let echo = true;
  let protocol = '0';
  let answers = 0;

  function answerTo(command: string): string {
    const order = command.replaceAll(' ', '').toUpperCase();
    const chosen = /^ATSP(.)$/.exec(order)?.[1];
    if (order === 'ATZ') {
      echo = true;
      return '\r\rELM327 v1.5\r';
    }
    if (chosen !== undefined) {
      protocol = chosen;
      return trouble === 'refuses' ? '?\r' : 'OK\r';
    }
    if (/^AT(E[01]|L[01]|H[01]|PC)$/.test(order)) {
      echo = order === 'ATE0' ? false : order === 'ATE1' ? true : echo;
      return 'OK\r';
    }
    return order === (protocol === 'A' ? 'FEEC' : '0902') ? tellVin() : '?\r';
  }

  function tellVin(): string {
    const refusal = { 'silent-bus': 'UNABLE TO CONNECT', 'no-vin': 'NO DATA', 'bus-error': 'CAN ERROR' } as const;
    if (trouble !== null && trouble in refusal) {
      return `${refusal[trouble as keyof typeof refusal]}\r`;
    }
    answers += 1;
    const isTruck = protocol === 'A';
    return controlUnits
      .map((unit) => {
        const told = toldVin(unit, trouble, answers - 1);
        const bytes = isTruck ? told : [0x49, 0x02, 0x01, ...told.slice(0, -1)];
        return lines(bytes, isTruck)
          .slice(0, trouble === 'cut-off' ? -1 : undefined)
          .join('\r');
      })
      .concat('')
      .join('\r');
  }

  return (command) => {
    const echoed = echo ? `${command}\r` : '';
    return { answer: `${echoed}${answerTo(command)}\r>`, afterMs: command === 'ATZ' ? 300 : 20 };
  };
}

/** The first frame of a car holds six bytes and has the number 0, a truck's packets hold seven and begin at 01. */
function lines(bytes: readonly number[], isTruck: boolean): readonly string[] {
  const length = bytes.length.toString(16).toUpperCase().padStart(3, '0');
  if (isTruck) {
    return [
      length,
      ...packetsOf(bytes).map((packet, index) => `${hexPairs([index + 1])[0]}: ${hexPairs(packet).join(' ')}`),
    ];
  }
  const later = Array.from({ length: Math.ceil((bytes.length - 6) / 7) }, (_, index) =>
    bytes.slice(6 + index * 7, 13 + index * 7),
  );
  const frames = [bytes.slice(0, 6), ...later];
  return [
    length,
    ...frames.map((frame, index) => `${(index % 16).toString(16).toUpperCase()}: ${hexPairs(frame).join(' ')}`),
  ];
}
