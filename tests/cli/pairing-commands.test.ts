import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningCloud, runCloud } from '#cloud/cloud-command.ts';
import { enrolDemoStation } from '#electron/demo/enrol-demo-station.ts';
import { demoFleet } from '#resources/demo/demo-fleet.ts';
import { makeDataFolder } from '../host/testing/light-station.ts';
import { fitbay, jsonLines } from './testing/run-fitbay.ts';

const assetOf = (key: string) => demoFleet.assets.find((asset) => asset.key === key)?.id ?? '';

describe('PAIR-1 STA-7 fitbay pairing on a station', { timeout: 120_000 }, () => {
  const unit = demoFleet.road[0]?.unit ?? '';
  let cloud: RunningCloud;
  let dataFolder: string;

  beforeAll(async () => {
    const started = await runCloud({ port: 0, demo: true, print: () => {}, writeLog: () => {} });
    if (started.kind !== 'running') {
      throw new Error(started.kind);
    }
    cloud = started;
    dataFolder = makeDataFolder();
    await enrolDemoStation({ dataFolder, cloudUrl: cloud.url, register: (one) => cloud.registerStation(one) });
    await fitbay('sync', '--data', dataFolder, '--json');
  }, 120_000);
  afterAll(async () => {
    await cloud.close();
    rmSync(dataFolder, { recursive: true, force: true });
  });

  const on = async (...words: string[]) => {
    const ran = await fitbay('pairing', ...words, '--data', dataFolder, '--json');
    return [ran.status, jsonLines(ran)[0]];
  };
  const act = (name: 'pair' | 'unpair', key: string, of = unit) => on(name, '--unit', of, '--asset', assetOf(key));

  it('pairs, says so when it is so already, and unpairs', async () => {
    expect(await on('inbox')).toMatchObject([0, { kind: 'inbox', rows: [] }]);
    expect(await act('pair', 'twin-a')).toEqual([0, { kind: 'done', asset: 'HH AB 31' }]);
    expect(await act('pair', 'twin-a')).toEqual([0, { kind: 'already', asset: 'HH AB 31' }]);
    expect(await act('unpair', 'twin-a')).toEqual([0, { kind: 'done', asset: 'HH AB 31' }]);
  });

  it('is told no clearly, and to try later where nobody answers', async () => {
    expect(await act('pair', 'occupied')).toEqual([2, { kind: 'refused', code: 'ASSET_OCCUPIED' }]);
    expect(await act('pair', 'kl99', 'evopulse:000000000000018')).toEqual([2, { kind: 'unknown-unit' }]);
    const away = await fitbay(
      ...['pairing', 'pair', '--unit', unit, '--asset', assetOf('kl99')],
      ...['--data', dataFolder, '--json', '--cloud', 'http://127.0.0.1:9'],
    );
    expect([away.status, jsonLines(away)[0]]).toEqual([75, { kind: 'waiting', asset: 'KL 99' }]);
  });
});
