import type { SerialPort } from 'serialport';
import type { ByteLink, LinkLoss, LinkWrite } from '#core/ports/byte-link.ts';
import type { Clock } from '#core/ports/clock.ts';
import { createLinkListeners } from '../byte-link/link-listeners.ts';

/**
 * One open serial port as a link. An unplug may show as a close without an error, as an error, as two closes or not at all
 * (link.md §6.2), so every sign leads to the same idempotent loss, and a look at the port list is the second witness.
 */
export function createSerialLink(deps: SerialLinkDeps): ByteLink {
  const { port, path } = deps;
  const life = new AbortController();
  const listeners = createLinkListeners(() => {
    life.abort();
    if (port.isOpen) {
      port.close(() => {});
    }
  });
  const { lose } = listeners;

  // Always listening: without a reader the binding does not even notice that the cable is gone.
  port.on('data', (bytes: Buffer) => listeners.deliver(bytes));
  port.on('close', (why?: Error | null) => lose(why?.message ?? 'the port was closed'));
  port.on('error', (why: Error) => lose(why.message));
  port.on('end', () => lose('the port has ended'));
  void watchPresence(deps, life.signal).then((isGone) => {
    if (isGone) {
      lose('the port is no longer there');
    }
  });

  return {
    path,
    write: async (bytes) => listeners.loss() ?? transmit({ port, bytes, lose, lost: life.signal }),
    onBytes: listeners.onBytes,
    onLost: listeners.onLost,
    close: () => closePort(port, lose),
  };
}

export interface SerialLinkDeps {
  /** Opened, and used by nobody else. */
  readonly port: SerialPort;
  readonly path: string;
  readonly clock: Clock;
  /** Whether the operating system still shows the port. */
  readonly isPresent: () => Promise<boolean>;
}

const PRESENCE_POLL_MS = 1500;
/** Missing once may be a hiccup of the list, twice is an unplug. */
const ABSENCES_OF_A_LOSS = 2;

async function watchPresence(deps: SerialLinkDeps, ended: AbortSignal): Promise<boolean> {
  let absences = 0;
  while (absences < ABSENCES_OF_A_LOSS) {
    await deps.clock.sleep(PRESENCE_POLL_MS, ended);
    if (ended.aborted) {
      return false;
    }
    absences = (await deps.isPresent()) ? 0 : absences + 1;
  }
  return true;
}

interface Transmission {
  readonly port: SerialPort;
  readonly bytes: Uint8Array;
  readonly lose: (detail: string) => LinkLoss;
  readonly lost: AbortSignal;
}

/** A port that closes meanwhile never calls back, so the loss itself ends the waiting. */
function transmit({ port, bytes, lose, lost }: Transmission): Promise<LinkWrite> {
  return new Promise((resolve) => {
    const onLost = () => resolve(lose('the port was lost'));
    lost.addEventListener('abort', onLost, { once: true });
    const settle = (error: Error | null | undefined) => {
      lost.removeEventListener('abort', onLost);
      resolve(error == null ? { kind: 'written' } : lose(error.message));
    };
    port.write(Buffer.from(bytes), (error) => {
      if (error != null) {
        settle(error);
      } else if (port.isOpen) {
        port.drain(settle);
      }
    });
  });
}

function closePort(port: SerialPort, lose: (detail: string) => LinkLoss): Promise<void> {
  return new Promise((resolve) => {
    if (!port.isOpen && !port.closing) {
      lose('the link was closed');
      resolve();
      return;
    }
    port.once('close', () => resolve());
    lose('the link was closed');
  });
}
