import { once } from 'node:events';
import { SerialPort } from 'serialport';
import type { Conversation } from './overheard-link.ts';

/** An answer that is so late has lost a byte, and the figure would be worth nothing. */
const lostAfterMs = 10_000;

/**
 * Says the same over a serial port with nothing of ours in between, knowing beforehand how many bytes answer each command. Returns the
 * milliseconds from the first byte to the last: what the pseudo-terminal, the timers of the virtual unit and the machine's load take.
 */
export async function timeBarePort(path: string, baudRate: number, conversation: Conversation): Promise<number> {
  const port = new SerialPort({ path, baudRate });
  await once(port, 'open');
  try {
    const startedMs = performance.now();
    let early = 0;
    for (const { said, heardBytes } of conversation) {
      early = await say(port, { said, heardBytes: heardBytes - early });
    }
    return performance.now() - startedMs;
  } finally {
    port.close();
    await once(port, 'close');
  }
}

/**
 * Answers how many bytes more came than were waited for: where the host spoke before the end of a line was whole, that end was counted with the next
 * answer, and may come earlier now.
 */
function say(port: SerialPort, { said, heardBytes }: Conversation[number]): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  let missing = heardBytes;
  const lost = () => reject(new Error(`${missing} bytes of the answer to ${Buffer.from(said)} never came`));
  const timer = setTimeout(lost, lostAfterMs);
  const hear = (bytes: Buffer) => {
    missing -= bytes.length;
    if (missing <= 0) {
      resolve(-missing);
    }
  };
  port.on('data', hear);
  port.write(Buffer.from(said));
  return promise.finally(() => {
    clearTimeout(timer);
    port.off('data', hear);
  });
}
