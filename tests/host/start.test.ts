import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { fitbay, jsonLines } from '../cli/testing/run-fitbay.ts';

const projectRoot = join(import.meta.dirname, '..', '..');

/** `npm start` as a person runs it, on a folder of its own, without Electron's runtime and without a window. */
describe('npm start', { timeout: 120_000 }, () => {
  let folder: string;
  const running: ChildProcess[] = [];
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'fitbay-start-'));
  });
  afterEach(() => {
    for (const child of running.splice(0)) {
      child.kill('SIGKILL');
    }
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  interface Started {
    readonly said: () => string;
    /** Waits for a line. */
    line(pattern: RegExp): Promise<RegExpExecArray>;
    signal(signal: NodeJS.Signals): void;
    readonly status: Promise<number | null>;
  }

  function start(...words: readonly string[]): Started {
    const program = [join(projectRoot, 'tools', 'start.ts'), '--no-open', '--folder', folder, ...words];
    const child = spawn(process.execPath, program, { stdio: ['ignore', 'pipe', 'pipe'] });
    running.push(child);
    let said = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => {
        said += chunk;
      });
    }
    return {
      said: () => said,
      async line(pattern) {
        await expect.poll(() => said, { timeout: 60_000 }).toMatch(pattern);
        return pattern.exec(said) as RegExpExecArray;
      },
      signal: (signal) => child.kill(signal),
      status: new Promise((resolve) => child.once('close', resolve)),
    };
  }

  async function stop(started: Started): Promise<void> {
    started.signal('SIGINT');
    started.signal('SIGINT');
    expect(await started.status).toBe(0);
  }

  it('brings up cloud, station and page, says what opened and why, and ends cleanly; the next start goes on', async () => {
    const first = start();
    const [, address = ''] = await first.line(/page {5}(http:\S+)/);
    await first.line(/Nothing was opened, as asked.*Ctrl-C ends everything\./);
    expect(first.said()).toMatch(/station .*\(new, virtual units on bays 1 and 2\)/);
    expect((await fetch(address, { redirect: 'manual' })).status).toBe(303);
    const [, office = ''] = await first.line(/office {3}(http:\S+)/);
    expect((await fetch(office, { redirect: 'manual' })).status).toBe(303);
    const station = join(folder, 'demo', 'station');
    const status = await fitbay('status', '--data', station, '--json');
    expect(jsonLines(status)).toEqual([expect.objectContaining({ pending: 0 })]);

    const second = start();
    expect(await second.status).toBe(1);
    expect(second.said()).toMatch(/^fitbay: This demo is running already \(process \d+\)\. [^\n]+\n$/);

    const { url } = JSON.parse(readFileSync(join(folder, 'demo', 'cloud.json'), 'utf8'));
    await stop(first);
    await expect(fetch(`${url}/health`)).rejects.toThrow();
    expect(existsSync(join(station, 'run.json'))).toBe(false);

    const again = start();
    await again.line(/station .*\(as it was left/);
    await again.line(/cloud {4}(\S+)/).then(([, cloud]) => expect(cloud).toBe(url));
    await again.line(/page/);
    await stop(again);
  });

  it('starts over where that is asked for', async () => {
    const over = start('--reset-demo');
    await over.line(/The demo starts over\./);
    await over.line(/station .*\(new/);
    await over.line(/page/);
    await stop(over);
  });

  it('says what to do when the two halves of the demo do not fit', async () => {
    rmSync(join(folder, 'demo', 'cloud'), { recursive: true });
    const halves = start();
    expect(await halves.status).toBe(1);
    expect(halves.said()).toContain('do not know each other any more. Start over with `npm start -- --reset-demo`.');
  });

  it('a Ctrl-C while it still starts ends it as well', async () => {
    const early = start('--reset-demo');
    await early.line(/Starting the reference cloud/);
    early.signal('SIGINT');
    expect(await early.status).toBe(0);
    expect(early.said()).not.toContain('page  ');
  });

  it('explains a wrong word', async () => {
    const wrong = start('--bogus');
    expect(await wrong.status).toBe(64);
    expect(wrong.said()).toMatch(/^fitbay: [^\n]*--bogus/);
  });
});
