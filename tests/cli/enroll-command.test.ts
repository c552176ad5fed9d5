import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunningCloud } from '#cloud/cloud-command.ts';
import { startHeadless } from '#electron/headless.ts';
import { createInProcessClient } from '#electron/host/in-process-client.ts';
import { makeDataFolder } from '../host/testing/light-station.ts';
import { administratorAt, startEnrolmentCloud } from '../station/testing/enrolling-bench.ts';
import { fitbay, jsonLines, startFitbay } from './testing/run-fitbay.ts';

describe('STA-1 fitbay enroll', { timeout: 60_000 }, () => {
  let cloud: RunningCloud;
  let dataFolder: string;

  beforeAll(async () => {
    cloud = await startEnrolmentCloud();
    dataFolder = makeDataFolder();
  });
  afterAll(async () => {
    await cloud.close();
    rmSync(dataFolder, { recursive: true, force: true });
  });

  /** Runs the command, decides on the page as told, and gives back what the command said. */
  async function decide(act: 'approve' | 'deny', ...more: readonly string[]) {
    const running = startFitbay(['enroll', '--cloud', cloud.url, '--data', dataFolder, '--json', ...more]);
    const code = JSON.parse(await running.firstLine);
    const person = await administratorAt(cloud.url, code.userCode);
    await person.submit('/enrol/decide', { act, number: code.checkNumber });
    const ran = await running.ended;
    return { status: ran.status, code, end: jsonLines(ran).at(-1) };
  }

  it('shows a code and a number, and says that it was refused', async () => {
    const { status, code, end } = await decide('deny', '--name', 'Bench 4');
    expect(code).toEqual({
      kind: 'code',
      userCode: expect.stringMatching(/^[A-Z]{4}-[A-Z]{4}$/),
      verificationUri: `${cloud.url}/enrol`,
      verificationUriComplete: expect.stringContaining('user_code='),
      checkNumber: expect.stringMatching(/^\d\d$/),
      expiresInMs: expect.any(Number),
    });
    expect([status, end]).toMatchObject([2, { kind: 'failed', why: 'denied' }]);
  });

  it('ends once somebody let the station in, which then syncs', async () => {
    const { status, end } = await decide('approve', '--name', 'Bench 4', '--place', 'Hall East');
    expect([status, end]).toMatchObject([
      0,
      { kind: 'enrolled', stationId: expect.any(String), organizationName: 'Hansen Trailer Service' },
    ]);
    const synced = await fitbay('sync', '--data', dataFolder, '--json');
    expect([synced.status, jsonLines(synced)[0]]).toMatchObject([0, { state: 'online' }]);
  });

  it('leaves an enrolled station alone unless it is told to enrol it again', async () => {
    const refused = await fitbay('enroll', '--cloud', cloud.url, '--data', dataFolder, '--json');
    expect([refused.status, jsonLines(refused)[0]]).toMatchObject([2, { kind: 'already-enrolled' }]);
    const { status, end } = await decide('approve', '--again');
    expect([status, end]).toMatchObject([0, { kind: 'enrolled' }]);
  });

  it('asks the page that holds the folder to do it, which goes on as the enrolled station', async () => {
    const pageFolder = makeDataFolder();
    writeFileSync(join(pageFolder, 'index.html'), '<!doctype html>');
    const [former, empty] = [dataFolder, makeDataFolder()];
    dataFolder = empty;
    const started = await startHeadless({ dataFolder, pageFolder });
    if (started.kind !== 'running') {
      throw new Error(started.kind);
    }
    const { status, end } = await decide('approve', '--name', 'Bench 5');
    expect([status, end]).toMatchObject([0, { kind: 'enrolled' }]);
    const client = createInProcessClient(started.composed.router, () => ({ kind: 'command-line', name: 'test' }));
    expect(await client.station.info()).toMatchObject({ enrolled: true, name: 'Bench 5' });
    await started.close();
    dataFolder = former;
    rmSync(empty, { recursive: true, force: true });
    rmSync(pageFolder, { recursive: true, force: true });
  });

  it.each([
    ['no cloud at all', [], 64, undefined],
    ['an address without TLS', ['--cloud', 'http://centre.example.com'], 64, 'unsafe-address'],
    ['nobody there', ['--cloud', 'http://127.0.0.1:9'], 75, 'unreachable'],
  ] as const)('says what is wrong: %s', async (_what, words, status, why) => {
    const empty = makeDataFolder();
    const ran = await fitbay('enroll', ...words, '--data', empty, '--json');
    rmSync(empty, { recursive: true, force: true });
    expect([ran.status, jsonLines(ran)[0]]).toMatchObject([
      status,
      why === undefined ? undefined : { kind: 'failed', why },
    ]);
    expect(ran.err).toMatch(/^[A-Zh].{20,}/);
  });
});
