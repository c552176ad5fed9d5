import { createRealClock, type SimClock } from '../../time/sim-clock.ts';
import { createSerialDevice, type SerialDevice } from '../serial-device.ts';
import { type Epoch, writeEpoch } from './nmea-writer.ts';
import { type ReceiverTrouble, skyAt } from './sky.ts';

export interface VirtualReceiverOptions {
  readonly seed: number;
  readonly clock?: SimClock;
  /** How long it has searched already; it finds a satellite every two seconds. */
  readonly poweredForSeconds?: number;
  readonly troubles?: readonly ReceiverTrouble[];
}

/** A GNSS receiver without hardware: tells its position once a second, listens to nothing. */
export interface VirtualReceiver extends SerialDevice {
  /** The truth at this moment, whatever it says over the cable. */
  sky(): Epoch;
  setTroubles(troubles: readonly ReceiverTrouble[]): void;
}

const epochMs = 1_000;

export function createVirtualReceiver(options: VirtualReceiverOptions): VirtualReceiver {
  const { seed, clock = createRealClock() } = options;
  const poweredAtMs = clock.nowMs() - (options.poweredForSeconds ?? 0) * 1_000;
  let troubles = options.troubles ?? [];
  const sky = () => skyAt({ seed, poweredAtMs, troubles }, clock.nowMs());
  const device = createSerialDevice({
    clock,
    live(send) {
      let cancel = clock.after(epochMs, tell);
      function tell(): void {
        cancel = clock.after(epochMs, tell);
        const lines = writeEpoch(sky()).map((line) => (troubles.includes('bad-sums') ? spoilt(line) : line));
        send(lines.map((line) => `${line}\r\n`).join(''));
      }
      return { receive: () => undefined, stop: () => cancel() };
    },
  });
  return {
    ...device,
    sky,
    setTroubles(now) {
      troubles = now;
    },
  };
}

/** One digit of the sentence changed on the way, its sum not. */
function spoilt(line: string): string {
  return line.replace(/\d/, (digit) => String((Number(digit) + 1) % 10));
}
