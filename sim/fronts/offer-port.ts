import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assertNever } from '#core/kernel/assert-never.ts';
import type { PluggedDevice } from '../devices/serial-device.ts';
import { startPtyFront } from './pty.ts';
import { startTcpFront } from './tcp-server.ts';

/** A pseudo-terminal at `path` (a temporary one when left out), or a TCP port of this machine (0 = any). */
export type FrontChoice =
  | { readonly kind: 'pty'; readonly path?: string }
  | { readonly kind: 'tcp'; readonly port: number };

export type Offering =
  | {
      readonly kind: 'offered';
      /** Where it is now. */
      readonly port: () => string;
      readonly close: () => Promise<void>;
    }
  | { readonly kind: 'not-started'; readonly detail: string };

interface Offered {
  readonly front: FrontChoice;
  readonly baudRate?: number;
}

/** Gives a device the port that was asked for, for the commands that run one until they are stopped. */
export async function offerPort(device: PluggedDevice, { front, baudRate }: Offered): Promise<Offering> {
  const rate = baudRate === undefined ? {} : { baudRate };
  switch (front.kind) {
    case 'tcp': {
      const starting = await startTcpFront(device, { port: front.port, ...rate });
      return starting.kind === 'started'
        ? {
            kind: 'offered',
            port: () => `tcp://${starting.front.host}:${starting.front.port}`,
            close: starting.front.close,
          }
        : { kind: 'not-started', detail: starting.detail };
    }
    case 'pty':
      return offerTerminal(device, front.path, rate);
    default:
      return assertNever(front);
  }
}

async function offerTerminal(
  device: PluggedDevice,
  wanted: string | undefined,
  rate: { readonly baudRate?: number },
): Promise<Offering> {
  const folder = wanted === undefined ? await mkdtemp(join(tmpdir(), 'fitbay-unit-')) : undefined;
  const path = wanted ?? join(folder ?? tmpdir(), 'port');
  const removeFolder = async () => {
    if (folder !== undefined) {
      await rm(folder, { recursive: true, force: true });
    }
  };
  const starting = await startPtyFront(device, { path, ...rate });
  if (starting.kind !== 'started') {
    await removeFolder();
    return { kind: 'not-started', detail: starting.detail };
  }
  const close = async () => {
    await starting.front.close();
    await removeFolder();
  };
  return { kind: 'offered', port: () => starting.front.path, close };
}

/** An abort signal alone keeps no process alive, and a TCP server of an unplugged unit does not either. */
export function untilFired(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const wake = setInterval(() => undefined, 60_000);
    const done = () => {
      clearInterval(wake);
      resolve();
    };
    if (signal.aborted) {
      done();
    } else {
      signal.addEventListener('abort', done, { once: true });
    }
  });
}
