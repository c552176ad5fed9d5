import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type RunningCloud, runCloud } from '#cloud/cloud-command.ts';
import { openCloudSession } from '#electron/compose/open-cloud-session.ts';
import { registerDirectly } from '#electron/compose/register-directly.ts';
import { demoFleet } from '#resources/demo/demo-fleet.ts';

const program = join(import.meta.dirname, 'renew-token', 'session-program.ts');
const threeYearsSeconds = 3 * 365 * 86_400;

let cloud: RunningCloud;
let directory: string;
let count = 0;

beforeAll(async () => {
  const started = await runCloud({ port: 0, demo: true, print: () => {}, writeLog: () => {} });
  if (started.kind !== 'running') {
    throw new Error(`the cloud does not start: ${started.kind}`);
  }
  cloud = started;
});
afterAll(async () => {
  await cloud.close();
  rmSync(directory, { recursive: true, force: true });
});
beforeEach(async () => {
  count += 1;
  directory = mkdtempSync(join(tmpdir(), 'fitbay-renew-'));
  await registerDirectly({
    directory,
    station: { stationId: `renewing-${count}`, name: 'Bench', organizationId: demoFleet.organizations[0]?.id ?? '' },
    register: cloud.registerStation,
  });
});

type Death = 'none' | 'before-storing' | 'after-storing';

/** What the program said, or the signal that ended it. */
function run(death: Death, clockErrorSeconds = 0): Promise<string> {
  const child = spawn(process.execPath, [program, directory, cloud.url, death, String(clockErrorSeconds)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString('utf8');
  });
  return new Promise((resolve) => child.once('close', (_code, signal) => resolve(signal ?? said.trim())));
}

describe('STA-1 a new token that never reached the disk locks nobody out', { timeout: 120_000 }, () => {
  it('however often the program is killed between the answer and the disk', async () => {
    for (let kill = 0; kill < 5; kill += 1) {
      expect(await run('before-storing')).toBe('SIGKILL');
    }
    expect(await run('none')).toBe('200');
    for (const death of ['after-storing', 'before-storing', 'before-storing', 'after-storing'] as const) {
      expect(await run(death)).toBe('SIGKILL');
    }
    expect(await run('none')).toBe('200');
    expect(await run('none')).toBe('200');
  });
});

describe('STA-1 a station whose clock is wrong', { timeout: 60_000 }, () => {
  it.each([threeYearsSeconds, -threeYearsSeconds])('proves its key all the same, by %i seconds', async (error) => {
    expect(await run('none', error)).toBe('200');
  });
});

describe('STA-1 one renewal for however many ask', { timeout: 60_000 }, () => {
  it('serves twenty calls with one token', async () => {
    const wanted: string[] = [];
    const real = globalThis.fetch;
    globalThis.fetch = (input, init) => {
      wanted.push(new URL(input instanceof Request ? input.url : input).pathname);
      return real(input, init);
    };
    const session = openCloudSession({ directory, cloudUrl: cloud.url });
    const ask = () => session.fetch(new Request(`${cloud.url}/v1/station`));
    const answers = await Promise.all(Array.from({ length: 20 }, ask)).finally(() => {
      globalThis.fetch = real;
    });
    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(200));
    expect(wanted.filter((path) => path === '/oauth/token')).toHaveLength(1);
    expect(wanted.filter((path) => path === '/v1/station')).toHaveLength(20);
  });

  it('is not begun for somebody who has given up', async () => {
    const wanted: unknown[] = [];
    const real = globalThis.fetch;
    globalThis.fetch = (input, init) => {
      wanted.push(input);
      return real(input, init);
    };
    const session = openCloudSession({ directory, cloudUrl: cloud.url });
    const stop = new AbortController();
    const call = new Request(`${cloud.url}/v1/station`, { method: 'POST', body: 'x', signal: stop.signal });
    const asked = session.fetch(call);
    stop.abort();
    await expect(asked).rejects.toThrow(/abort/i);
    await new Promise((resolve) => setImmediate(resolve));
    globalThis.fetch = real;
    expect(wanted).toEqual([]);
  });
});
