import { parseArgs } from 'node:util';
import type { MessagePortMainLike } from '@orpc/client/message-port';
import { assertNever } from '#core/kernel/assert-never.ts';
import { systemClock } from './adapters/clock/system-clock.ts';
import { composeServed } from './compose/compose-served.ts';
import type { ComposedStation } from './compose/compose-station.ts';
import { usualDataFolder } from './compose/data-folder.ts';
import { explainRefusal } from './compose/explain-refusal.ts';
import { removeRunFile, writeRunFile } from './compose/run-file.ts';
import { openDemo } from './demo/open-demo.ts';
import { startBrowserHost } from './host/browser-host.ts';
import { createInProcessClient } from './host/in-process-client.ts';
import { serveMessagePort } from './host/message-port-host.ts';
import { type QuitAnswer, type StationMessage, shellMessage } from './shell/station-messages.ts';

/**
 * Composition root of the station inside Electron: runs in a `utilityProcess`, speaks `shell/station-messages.ts` with the shell and
 * serves the contract on the ports that come with `connect`. Nothing of Electron is imported, so it also runs under plain Node.
 */

/** A port as it arrives: Electron's holds messages back until it is started. */
export interface TransferredPort extends MessagePortMainLike {
  start(): void;
}

/** The line to the shell; Electron's `process.parentPort` fits. */
export interface ShellLine {
  on(
    event: 'message',
    listener: (event: { readonly data: unknown; readonly ports: readonly TransferredPort[] }) => void,
  ): unknown;
  postMessage(message: StationMessage): void;
}

export interface StationProcessOptions {
  readonly line: ShellLine;
  /** As `stationArguments` of the shell writes them. */
  readonly commandLine: readonly string[];
  /** Ends this process; called once, after everything is closed. */
  readonly exit: (status: number) => void;
}

/** A message to the shell must have left before the process may end. */
const lastWordsMs = 500;

export async function startStationProcess({ line, commandLine, exit }: StationProcessOptions): Promise<void> {
  const { dataFolder, cloudUrl } = readCommandLine(commandLine);
  const composed = await composeServed({
    dataFolder,
    cloudUrl,
    host: 'electron',
    openDemo: (place) => openDemo(place),
  });
  if (composed.kind !== 'composed') {
    line.postMessage({ kind: 'cannot-start', message: explainRefusal(composed) });
    await systemClock.sleep(lastWordsMs);
    exit(0);
    return;
  }
  const programs = await servePrograms(composed, dataFolder);
  composed.station.start();
  answerShell(line, composed, async () => {
    await programs.close();
    await composed.close();
    exit(0);
  });
  line.postMessage({ kind: 'ready' });
}

function readCommandLine(commandLine: readonly string[]): { dataFolder: string; cloudUrl: string | undefined } {
  const { values } = parseArgs({
    args: [...commandLine],
    // A newer shell may say more than this station knows.
    strict: false,
    options: { data: { type: 'string' }, cloud: { type: 'string' } },
  });
  return {
    dataFolder: typeof values.data === 'string' ? values.data : usualDataFolder(),
    cloudUrl: typeof values.cloud === 'string' ? values.cloud : undefined,
  };
}

/** While the window is open the command line reaches this station by loopback; the page does not need it. */
async function servePrograms(composed: ComposedStation, dataFolder: string): Promise<{ close(): Promise<void> }> {
  const { router, station, log } = composed;
  const start = await startBrowserHost({ router, page: null, seatPrincipal: station.seatPrincipal, log });
  if (start.kind !== 'listening') {
    // Any free port was asked for, so there is none left: the window works all the same.
    log.warn('host.no-free-port', {});
    return { close: async () => {} };
  }
  writeRunFile(dataFolder, { port: start.host.port, programToken: start.host.programToken });
  return {
    async close() {
      removeRunFile(dataFolder);
      await start.host.close();
    },
  };
}

function answerShell(line: ShellLine, composed: ComposedStation, stop: () => Promise<void>): void {
  let isStopping = false;
  line.on('message', ({ data, ports: [port] }) => {
    const message = shellMessage.parse(data);
    switch (message.kind) {
      case 'connect':
        if (port !== undefined) {
          serveMessagePort(composed.router, port, composed.station.seatPrincipal);
          port.start();
        }
        return;
      case 'may-quit':
        void askQuit(composed).then((answer) =>
          line.postMessage({ kind: 'quit-answer', requestId: message.requestId, answer }),
        );
        return;
      case 'stop':
        if (!isStopping) {
          isStopping = true;
          void stop();
        }
        return;
      default:
        assertNever(message);
    }
  });
}

/** What stands against ending: work on a cable comes before records that wait, because only the first is hurt by it. */
async function askQuit({ router }: ComposedStation): Promise<QuitAnswer> {
  const client = createInProcessClient(router, () => ({ kind: 'command-line', name: 'shell' }));
  const busy = (await client.cable.bays()).filter(({ state }) => state === 'working').map(({ bay }) => bay);
  if (busy.length > 0) {
    return { kind: 'cable-busy', bays: busy };
  }
  const { pending } = await client.sync.status();
  return pending > 0 ? { kind: 'unsent', count: pending } : { kind: 'free' };
}

const parentPort: ShellLine | undefined = process.parentPort;
if (parentPort !== undefined) {
  void startStationProcess({
    line: parentPort,
    commandLine: process.argv.slice(2),
    exit: (status) => process.exit(status),
  });
}
