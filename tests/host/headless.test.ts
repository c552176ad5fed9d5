import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connectToRunning } from '#electron/cli/remote-client.ts';
import { readRunFile } from '#electron/compose/run-file.ts';
import { writeStationFile } from '#electron/compose/station-file.ts';
import { explainHeadlessRefusal, type HeadlessRefusal, runHeadless, startHeadless } from '#electron/headless.ts';
import { lightIdentity, makeDataFolder } from './testing/light-station.ts';

describe('STA-7 the station without Electron', () => {
  let dataFolder: string;
  let pageFolder: string;
  beforeEach(() => {
    dataFolder = makeDataFolder();
    pageFolder = join(dataFolder, 'page');
    mkdirSync(pageFolder);
    writeFileSync(join(pageFolder, 'index.html'), '<!doctype html><title>Fitbay</title>');
    writeStationFile(dataFolder, lightIdentity);
  });
  afterEach(() => rmSync(dataFolder, { recursive: true, force: true }));

  it('serves page and contract, can be reached by programs, and lets the folder go', async () => {
    const addresses: string[] = [];
    const running = await startHeadless({ dataFolder, pageFolder, onNextAddress: (next) => addresses.push(next) });
    if (running.kind !== 'running') {
      throw new Error(running.kind);
    }
    const opened = await fetch(running.host.openingAddress(), { redirect: 'manual' });
    const cookie = opened.headers.get('set-cookie')?.split(';')[0] ?? '';
    const index = await fetch(`http://127.0.0.1:${running.host.port}/`, { headers: { cookie } });
    expect(await index.text()).toContain('Fitbay');
    expect(addresses).toEqual([running.host.openingAddress()]);

    const file = readRunFile(dataFolder);
    const program = file === null ? { kind: 'no-file' as const } : await connectToRunning(file);
    if (program.kind !== 'connected') {
      throw new Error(program.kind);
    }
    expect(await program.client.station.info()).toMatchObject({ name: 'Bench 7', host: 'browser' });
    expect(await program.client.bench.sheets({ limit: 1 })).toEqual([]);
    program.close();

    expect(await startHeadless({ dataFolder, pageFolder })).toMatchObject({ kind: 'another-is-open' });
    await running.close();
    await running.close();
    expect(existsSync(join(dataFolder, 'run.json'))).toBe(false);
  });

  it('runs until its end is wished, then ends cleanly', async () => {
    let wish = () => {};
    const wished = new Promise<void>((resolve) => {
      wish = resolve;
    });
    const said: string[] = [];
    const run = runHeadless({
      dataFolder,
      pageFolder,
      showWindow: false,
      end: { wished },
      onReady: (address, window) => said.push(`${new URL(address).hostname} ${window.kind}`),
    });
    await expect.poll(() => said).toEqual(['127.0.0.1 not-wanted']);
    wish();
    expect(await run).toEqual({ kind: 'ended' });
    expect(existsSync(join(dataFolder, 'run.json'))).toBe(false);
  });

  it('says in one sentence why it does not start', async () => {
    const first = await startHeadless({ dataFolder, pageFolder });
    if (first.kind !== 'running') {
      throw new Error(first.kind);
    }
    const other = makeDataFolder();
    writeStationFile(other, lightIdentity);
    const refusals = [
      await startHeadless({ dataFolder: other, pageFolder, port: first.host.port }),
      await startHeadless({ dataFolder: other, pageFolder: join(other, 'no-page') }),
    ];
    expect(refusals.map(({ kind }) => kind)).toEqual(['port-in-use', 'page-not-built']);
    for (const refusal of refusals) {
      expect(explainHeadlessRefusal(refusal as HeadlessRefusal)).toMatch(/^[A-Z][^\n]+\.$/);
    }
    // The folder of a start that failed is free again.
    const again = await startHeadless({ dataFolder: other, pageFolder });
    expect(again.kind).toBe('running');
    if (again.kind === 'running') {
      await again.close();
    }
    await first.close();
    rmSync(other, { recursive: true, force: true });
  });
});
