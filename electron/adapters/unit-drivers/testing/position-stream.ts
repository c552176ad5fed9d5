import { epochMs } from '#core/kernel/iso-time.ts';
import type { ByteLink } from '#core/ports/byte-link.ts';
import type { Clock } from '#core/ports/clock.ts';
import { writeEpoch } from '#sim/devices/nmea/nmea-writer.ts';
import { type ReceiverTrouble, skyAt } from '#sim/devices/nmea/sky.ts';

/** Tells the simulator's sky on one end of a cable once a second, until it is stopped. */
export function tellPositions(
  link: ByteLink,
  clock: Clock,
  troubles: readonly ReceiverTrouble[] = [],
): { readonly stop: () => void } {
  const stopping = new AbortController();
  const setting = { seed: 7, poweredAtMs: epochMs(clock.now()) - 120_000, troubles };
  const run = async () => {
    while (!stopping.signal.aborted) {
      const lines = writeEpoch(skyAt(setting, epochMs(clock.now())));
      const text = lines.map((line) => (troubles.includes('bad-sums') ? `${line.slice(0, -2)}00` : line)).join('\r\n');
      await link.write(Buffer.from(`${text}\r\n`, 'latin1'));
      await clock.sleep(1_000, stopping.signal);
    }
  };
  void run();
  return { stop: () => stopping.abort() };
}
