import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fitbay, jsonLines, startFitbay } from './testing/run-fitbay.ts';

/** What only a process of its own shows: its streams, its end, and what it does about Ctrl-C. */
describe('STA-7 fitbay as a program', { timeout: 60_000 }, () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'fitbay-program-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('ends with the status of its command and keeps the streams apart', async () => {
    const ran = await startFitbay(['label', 'parse', '359315075384726', 'nonsense', '--json']).ended;
    expect([ran.status, ran.err, jsonLines(ran).length]).toEqual([2, '', 2]);
    const usage = await startFitbay(['bogus', '--json']).ended;
    expect([usage.status, usage.out]).toEqual([64, '']);
  });

  it('does not mind that nobody reads to the end', async () => {
    const words = Array.from({ length: 5_000 }, () => '359315075384726').join(' ');
    const command = `${process.execPath} electron/cli.ts label parse --json ${words} | head -1; echo "\${PIPESTATUS[0]}"`;
    const child = spawn('bash', ['-c', command], { cwd: join(import.meta.dirname, '..', '..') });
    let out = '';
    let err = '';
    child.stdout.on('data', (chunk) => {
      out += chunk;
    });
    child.stderr.on('data', (chunk) => {
      err += chunk;
    });
    await new Promise((resolve) => child.once('close', resolve));
    const [first = '', status] = out.trim().split('\n');
    expect(JSON.parse(first)).toMatchObject({ kind: 'label' });
    expect([status, err]).toEqual(['0', '']);
  });

  it('INST-2 sim unit says where it is, can be talked to, and ends at the second Ctrl-C as at the first', async () => {
    const sim = startFitbay([
      'sim',
      'unit',
      '--family',
      'teltonika',
      '--tcp',
      '0',
      '--imei',
      '866344054201822',
      '--json',
    ]);
    const ready: unknown = JSON.parse(await sim.firstLine);
    expect(ready).toMatchObject({ kind: 'ready', port: expect.stringMatching(/^tcp:\/\/127\.0\.0\.1:\d+$/) });
    const { port } = ready as { port: string };
    const identity = await fitbay('unit', 'identify', '--port', port, '--data', folder, '--json');
    expect(jsonLines(identity)).toEqual([expect.objectContaining({ kind: 'identity', imei: '866344054201822' })]);
    sim.signal('SIGINT');
    sim.signal('SIGINT');
    expect(await sim.ended).toMatchObject({ status: 0, err: '' });
  });

  it('INST-2 at27007 units are asked by their own driver', async () => {
    const sim = startFitbay(['sim', 'unit', '--family', 'at27007', '--tcp', '0', '--json']);
    const { port } = JSON.parse(await sim.firstLine) as { port: string };
    const identity = await fitbay(
      'unit',
      'identify',
      '--port',
      port,
      '--driver',
      'at27007',
      '--data',
      folder,
      '--json',
    );
    expect(jsonLines(identity)).toEqual([expect.objectContaining({ kind: 'identity', driver: 'at27007' })]);
    sim.signal('SIGTERM');
    expect(await sim.ended).toMatchObject({ status: 0 });
  });

  it('cloud says where it listens and how durable it is, answers, and ends cleanly', async () => {
    const cloud = startFitbay(['cloud', '--demo', '--json']);
    const ready = JSON.parse(await cloud.firstLine) as { url: string; openapi: string };
    expect(ready).toEqual({
      kind: 'ready',
      url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      openapi: `${ready.url}/openapi.json`,
      durability: 'none',
    });
    expect(await (await fetch(`${ready.url}/health`)).json()).toMatchObject({ status: 'ok', durability: 'none' });
    expect(await (await fetch(ready.openapi)).json()).toMatchObject({ openapi: expect.stringMatching(/^3\.1/) });
    cloud.signal('SIGINT');
    cloud.signal('SIGINT');
    const ran = await cloud.ended;
    expect([ran.status, jsonLines(ran)]).toEqual([0, [ready]]);
  });
});
