import { execFileSync } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import { createORPCClient } from '@orpc/client';
import { RPCLink, type SupportedMessagePort } from '@orpc/client/message-port';
import { rolldown } from 'rolldown';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { writeStationFile } from '#electron/compose/station-file.ts';
import type { StationClient } from '#electron/host/in-process-client.ts';
import type { ShellMessage, StationMessage } from '#electron/shell/station-messages.ts';
import { type ShellLine, startStationProcess, type TransferredPort } from '#electron/station-process.ts';
import configuration from '../../rolldown.config.ts';
import { lightIdentity, makeDataFolder } from './testing/light-station.ts';

const projectRoot = join(import.meta.dirname, '..', '..');

/** The shell's end of the line, as Electron's `parentPort` would be. */
function createLine() {
  const emitter = new EventEmitter();
  const heard: StationMessage[] = [];
  const line: ShellLine = {
    on: (event, listener) => emitter.on(event, listener),
    postMessage: (message) => heard.push(message),
  };
  const send = (data: ShellMessage, ports: readonly TransferredPort[] = []) => emitter.emit('message', { data, ports });
  return { line, heard, send };
}

/** A port as Electron gives it to a utility process: messages come as events with `data`, after `start`. */
function electronPort(): { station: TransferredPort; client: StationClient; close(): void } {
  const { port1, port2 } = new MessageChannel();
  const station: TransferredPort = {
    on: (event, listener) => {
      if (event === 'message') {
        port1.on('message', (data) => listener({ data }));
      }
    },
    postMessage: (data) => port1.postMessage(data),
    start: () => port1.start(),
  };
  const client: StationClient = createORPCClient(new RPCLink({ port: port2 as unknown as SupportedMessagePort }));
  port2.start();
  return { station, client, close: () => port2.close() };
}

describe('the station inside Electron', () => {
  let dataFolder: string;
  beforeEach(() => {
    dataFolder = makeDataFolder();
  });
  afterEach(() => rmSync(dataFolder, { recursive: true, force: true }));

  it('is ready, serves each port that comes, says what stands against ending, and stops', async () => {
    writeStationFile(dataFolder, lightIdentity);
    const { line, heard, send } = createLine();
    const exits: number[] = [];
    await startStationProcess({
      line,
      commandLine: ['--data', dataFolder, '--lang', 'de'],
      exit: (s) => exits.push(s),
    });
    expect(heard).toEqual([{ kind: 'ready' }]);

    const [one, two] = [electronPort(), electronPort()];
    send({ kind: 'connect' }, [one.station]);
    send({ kind: 'connect' }, [two.station]);
    expect(await one.client.station.info()).toMatchObject({ name: 'Bench 7', host: 'electron' });
    expect(await two.client.access.seat()).toEqual({ kind: 'empty' });
    // The page is nobody until somebody signs in; the port alone opens no right.
    await expect(two.client.bench.sheets({ limit: 1 })).rejects.toMatchObject({ code: 'NOT_SIGNED_IN' });

    send({ kind: 'may-quit', requestId: 7 });
    await expect.poll(() => heard.at(-1)).toEqual({ kind: 'quit-answer', requestId: 7, answer: { kind: 'free' } });
    expect(existsSync(join(dataFolder, 'run.json'))).toBe(true);

    send({ kind: 'stop' });
    send({ kind: 'stop' });
    await expect.poll(() => exits).toEqual([0]);
    expect(existsSync(join(dataFolder, 'run.json'))).toBe(false);
    one.close();
    two.close();
  });

  it('says why it cannot start, so that it is not started again and again', async () => {
    const { line, heard } = createLine();
    const exits: number[] = [];
    writeFileSync(join(dataFolder, 'station.json'), '{"version":2');
    await startStationProcess({ line, commandLine: ['--data', dataFolder], exit: (status) => exits.push(status) });
    expect(heard).toEqual([{ kind: 'cannot-start', message: expect.stringContaining('cannot be read') }]);
    expect(exits).toEqual([0]);
  });

  it('STA-1 starts on a folder without an enrolment as a station that can be enrolled, and ends as any other', async () => {
    const { line, heard, send } = createLine();
    const exits: number[] = [];
    await startStationProcess({ line, commandLine: ['--data', dataFolder], exit: (status) => exits.push(status) });
    const { station, client, close } = electronPort();
    send({ kind: 'connect' }, [station]);
    expect(await client.station.info()).toMatchObject({ enrolled: false, host: 'electron' });
    expect(await client.enrolment.state()).toEqual({ kind: 'idle' });
    send({ kind: 'may-quit', requestId: 1 });
    await expect.poll(() => heard.at(-1)).toMatchObject({ kind: 'quit-answer', answer: { kind: 'free' } });
    send({ kind: 'stop' });
    await expect.poll(() => exits).toEqual([0]);
    close();
  });
});

/** As `npm run build` makes it, but beside the packages of the project, which stay outside the bundle. */
describe('the built station', { timeout: 60_000 }, () => {
  const folder = join(projectRoot, '.tsbuild', 'built-station');
  let dataFolder: string;
  beforeAll(async () => {
    dataFolder = makeDataFolder();
    const options = [configuration].flat().find((one) => Object.keys(one.input ?? {}).includes('station'));
    const { output, ...input } = options ?? {};
    const bundle = await rolldown({ ...input, cwd: projectRoot });
    await bundle.write({ ...[output].flat()[0], dir: folder });
    await bundle.close();
  });
  afterAll(() => rmSync(dataFolder, { recursive: true, force: true }));

  it.each([false, true])('starts, answers and ends by itself (demo: %s)', (demo) => {
    writeStationFile(dataFolder, { ...lightIdentity, demo });
    const program = join(import.meta.dirname, 'built-station-program.ts');
    const said = execFileSync(process.execPath, [program, join(folder, 'station.cjs'), dataFolder], {
      cwd: projectRoot,
      encoding: 'utf8',
    });
    expect(
      said
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toEqual([{ kind: 'ready' }, { kind: 'quit-answer', requestId: 1, answer: { kind: 'free' } }]);
  });
});
